// A button that prints the question. Without this the browser's menu does.
const place = document.querySelector(".print");
place.querySelector("button").addEventListener("click", () => window.print());
place.classList.remove("to-come");
