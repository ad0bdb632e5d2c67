// The sections of the chosen topic: the others are taken out of the list. Without the script they stand
// there under the names of their topics.
"use strict";

window.addEventListener("DOMContentLoaded", () => {
  const select = document.querySelector("select[data-sections]");
  const topic = document.getElementById("id_topic");
  if (!select || !topic) return;
  const groups = [...select.querySelectorAll("optgroup")];

  function show() {
    const label = topic.selectedOptions[0]?.text ?? "";
    for (const group of groups) group.remove();
    const own = groups.filter((group) => group.label === label);
    if (!own.some((group) => group.contains(select.selectedOptions[0]))) select.value = "";
    select.append(...own);
    select.disabled = false;
    select.closest(".form-row").hidden = own.length === 0;
  }

  topic.addEventListener("change", () => {
    select.value = "";
    show();
  });
  show();
});
