// Django's script puts a search above each of two lists, named by an icon. With a role, the icon may have a name.
"use strict";

// After Django's script, which runs at the same event.
window.addEventListener("load", () => setTimeout(() => {
  document.querySelectorAll(".search-label-icon").forEach((icon) => icon.setAttribute("role", "img"));
}));
