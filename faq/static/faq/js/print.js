// A button that prints the question. Without this the browser's menu does.
const place = document.querySelector(".print");
place.querySelector("button").addEventListener("click", () => window.print());
place.classList.remove("to-come");

// On paper nothing unfolds.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll(".prose details:not([open])")];
  for (const each of unfolded) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of unfolded) each.open = false;
});
