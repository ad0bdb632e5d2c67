// The whole page beside its text, as readers would see it, while somebody writes: in both schemes, and on a phone.
"use strict";

{
  const said = document.currentScript.dataset;
  const DELAY = 500;
  // Beside less, both would be too narrow. There the page opens in a tab of its own.
  const ROOM = window.matchMedia("(min-width: 1024px)");

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // Scripts would only complain that a frame like this one lets none run, and here everybody knows what it is.
  function parse(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    parsed.querySelectorAll("script, .preview-note").forEach((each) => each.remove());
    // The policy of this page plays no films; the preview on a page of its own does.
    parsed.querySelectorAll("video").forEach((each) => each.removeAttribute("src"));
    return parsed;
  }

  function begin(button) {
    const { form } = button;
    const page = form.querySelector(".question-page");
    const frame = make("iframe", { title: said.title, sandbox: "allow-same-origin" });
    const news = make("p", { class: "preview-news", role: "status" });
    const pane = make("section", { class: "preview-pane", "aria-label": said.title, hidden: "" });
    let isFilled = false;

    function show(html) {
      const parsed = parse(html);
      news.textContent = "";
      if (isFilled) {
        // In place, so that it stays where it was scrolled to.
        frame.contentDocument.body.replaceWith(parsed.body);
        return;
      }
      isFilled = true;
      frame.srcdoc = `<!doctype html>${parsed.documentElement.outerHTML}`;
    }

    const ask = asker({
      delay: DELAY,
      address: button.dataset.preview,
      fields: () => new FormData(form),
      read: (answer) => answer.text(),
      show,
      lost: () => { news.textContent = said.lost; },
    });

    function choice(name, isOn, act) {
      const each = make("button", { type: "button", class: "button", "aria-pressed": String(isOn) }, said[name]);
      each.addEventListener("click", () => {
        const isPressed = each.getAttribute("aria-pressed") !== "true";
        each.setAttribute("aria-pressed", String(isPressed));
        act(isPressed);
      });
      return each;
    }

    const isDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    const dark = choice("dark", isDark, (isOn) => { frame.className = isOn ? "is-dark" : "is-light"; });
    frame.className = isDark ? "is-dark" : "is-light";
    const phone = choice("phone", false, (isOn) => pane.classList.toggle("is-phone", isOn));
    const close = make("button", { type: "button", class: "button" }, said.close);
    pane.append(make("div", { class: "preview-acts" }, phone, dark, close), news, frame);
    page.append(pane);

    function toggle(isOpen) {
      pane.hidden = !isOpen;
      page.classList.toggle("has-preview", isOpen);
      button.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) ask(0);
    }

    button.addEventListener("click", (event) => {
      if (!ROOM.matches) return;
      event.preventDefault();
      toggle(pane.hidden);
    });
    close.addEventListener("click", () => {
      toggle(false);
      button.focus();
    });
    ROOM.addEventListener("change", () => { if (!ROOM.matches && !pane.hidden) toggle(false); });
    // Links lead to other pages, which no frame may show.
    frame.addEventListener("load", () => {
      frame.contentDocument?.addEventListener("click", (event) => {
        if (event.target.closest("a")) event.preventDefault();
      });
    });
    const changed = () => { if (!pane.hidden) ask(); };
    for (const name of ["input", "change"]) form.addEventListener(name, changed);
    for (const name of ["formset:added", "formset:removed", "end"]) document.addEventListener(name, changed);
  }

  window.addEventListener("load", () => {
    const button = document.querySelector("button[data-preview]");
    if (button) begin(button);
  });
}
