// The box that Django's script puts in place of a choice with a search has no name; it gets that of the choice.
"use strict";

{
  function name(select) {
    const shown = select.nextElementSibling?.querySelector(".select2-selection__rendered");
    const [label] = select.labels;
    if (shown && label) shown.setAttribute("aria-label", label.textContent.trim());
  }

  window.addEventListener("DOMContentLoaded", () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      name(select);
      // The box may come later; the choice gets a class then.
      new MutationObserver(() => name(select)).observe(select, { attributeFilter: ["class"] });
    }
  });
}
