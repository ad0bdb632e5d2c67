// Plays a video in its place once it is chosen. Without this its link opens it at its host.
const { players } = document.querySelector("#video-tools").dataset;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.video-link");
  // With a key held, the browser opens a tab or a window.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const player = new URL(link.dataset.player);
  if (!players.split(" ").includes(player.origin)) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.title = link.querySelector(".video-title").textContent;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.sandbox.add("allow-scripts", "allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox", "allow-presentation");
  // Some hosts play nothing for pages that do not say where they are. The address of the page stays here.
  frame.referrerPolicy = "strict-origin";
  frame.src = player.href;
  link.before(frame);
  link.parentElement.classList.add("is-playing");
  frame.focus();
});
