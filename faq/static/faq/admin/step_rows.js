// Steps as lines that open in place: a closed one shows its title and the beginning of its text.
"use strict";

{
  const said = document.currentScript.dataset;

  const texts = (row) => [...row.querySelectorAll("textarea")];

  function prepare(row) {
    const [body, caution] = texts(row);
    if (!body) return;
    const toggle = document.createElement("button");
    toggle.type = "button";
    toggle.className = "step-toggle";
    toggle.setAttribute("aria-controls", body.closest(".form-row").id = `${body.id}-row`);

    function name() {
      const number = row.querySelector(".inline_label").textContent.trim();
      const words = [body.value, caution?.value && `${said.caution} ${caution.value}`].filter(Boolean).join(" · ");
      toggle.textContent = words.slice(0, 160) || said.none;
      toggle.classList.toggle("is-empty", !words);
      const isOpen = !row.classList.contains("is-closed");
      toggle.setAttribute("aria-expanded", String(isOpen));
      toggle.setAttribute("aria-label", said.text.replace("{n}", number) + (words && !isOpen ? `: ${words.slice(0, 160)}` : ""));
    }

    function open(isOpen = true) {
      row.classList.toggle("is-closed", !isOpen);
      name();
    }

    toggle.addEventListener("click", () => {
      open(row.classList.contains("is-closed"));
      if (!row.classList.contains("is-closed")) body.focus();
    });
    row.addEventListener("input", name);
    row.closest("fieldset").addEventListener("change", name);
    // Sent by whoever leads to a field that may be hidden.
    row.addEventListener("writing:show", ({ target }) => { if (target.matches("textarea")) open(); });
    row.querySelector(".field-title").after(toggle);
    open(Boolean(row.querySelector(".errorlist")));
  }

  function show(hash) {
    const field = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    field?.dispatchEvent(new CustomEvent("writing:show", { bubbles: true }));
    return field;
  }

  window.addEventListener("load", () => {
    const list = document.querySelector(".step-list");
    if (!list) return;
    list.querySelectorAll(".step:not(.empty-form)").forEach(prepare);
    list.addEventListener("formset:added", (event) => prepare(event.target));
    document.addEventListener("click", ({ target }) => {
      const link = target.closest("a[href*='#id_']");
      if (link) show(link.hash);
    });
    show(location.hash)?.focus();
  });
}
