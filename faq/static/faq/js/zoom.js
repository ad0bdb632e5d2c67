// Opens an image in its full size above the page. Without this its link leads to it.
const dialog = document.querySelector("#zoom-tools").content.querySelector("dialog");
document.body.append(dialog);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.zoom");
  // With a key held, the browser opens a tab or a window.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const image = link.querySelector("img").cloneNode();
  dialog.querySelector("img")?.remove();
  dialog.append(image);
  dialog.setAttribute("aria-label", image.alt);
  dialog.showModal();
});

// The image and the ground around it close it; the button does so by its form.
dialog.addEventListener("click", ({ target }) => {
  if (!target.closest("form")) dialog.close();
});
