// Writing in the admin: buttons and keys for Markdown, the text as readers will see it, and what there is to mend.
"use strict";

{
  const said = document.currentScript.dataset;
  const RENDER_AFTER = 300;
  const CHECK_AFTER = 900;
  const KEYS = { b: "bold", k: "link" };
  let news;

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function say(text) {
    // A screen reader says nothing of a text that is the same as before.
    news.textContent = "";
    setTimeout(() => { news.textContent = text; }, 50);
  }

  // Asks once nobody types any more; an answer that comes after a newer question is dropped.
  function asker(delay, address, fields, show, lost) {
    let timer;
    let request = new AbortController();
    return (wait = delay) => {
      clearTimeout(timer);
      request.abort();
      timer = setTimeout(async () => {
        const { signal } = (request = new AbortController());
        try {
          const answer = await fetch(address, { method: "POST", body: fields(), signal });
          const found = await answer.json();
          if (!signal.aborted) show(found);
        } catch {
          if (!signal.aborted) lost();
        }
      }, wait);
    };
  }

  // As if it was typed, so that it can be taken back with the keys for that.
  function put(area, from, to, text, selected) {
    area.focus();
    area.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (selected) area.setSelectionRange(...selected);
  }

  function bold(area) {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const words = value.slice(from, to);
    if (value.slice(from - 2, from) === "**" && value.slice(to, to + 2) === "**") {
      put(area, from - 2, to + 2, words, [from - 2, to - 2]);
      return say(said.unbolded);
    }
    put(area, from, to, `**${words}**`, [from + 2, to + 2]);
    say(said.bolded);
  }

  function list(area) {
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = area.value.indexOf("\n", area.selectionEnd);
    const to = end < 0 ? area.value.length : end;
    const lines = area.value.slice(from, to).split("\n");
    const isList = lines.every((line) => line.startsWith("- "));
    const changed = lines.map((line) => (isList ? line.slice(2) : line.startsWith("- ") ? line : `- ${line}`)).join("\n");
    put(area, from, to, changed, lines.length > 1 && [from, from + changed.length]);
    say(isList ? said.unlisted : said.listed);
  }

  // Links and images are asked for elsewhere, which answers with an event of its own.
  const acts = {
    bold,
    link: (area) => area.dispatchEvent(new CustomEvent("writing:ask", { bubbles: true, detail: "link" })),
    list,
    image: (area) => area.dispatchEvent(new CustomEvent("writing:ask", { bubbles: true, detail: "image" })),
  };

  function toolbar(area, label) {
    const bar = make("div", { class: "writing-bar", role: "toolbar", "aria-label": said.toolbar.replace("{field}", label), "aria-controls": area.id });
    const buttons = Object.keys(acts).map((name, index) => {
      const button = make("button", { type: "button", tabindex: index ? "-1" : "0", "data-act": name }, said[name]);
      const key = Object.keys(KEYS).find((each) => KEYS[each] === name);
      if (key) button.setAttribute("aria-keyshortcuts", `Control+${key.toUpperCase()}`);
      button.addEventListener("click", () => acts[name](area));
      return button;
    });
    bar.append(...buttons);
    bar.addEventListener("keydown", (event) => {
      const at = buttons.indexOf(event.target);
      const last = buttons.length - 1;
      const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      buttons.forEach((button, index) => button.setAttribute("tabindex", index === next ? "0" : "-1"));
      buttons[next].focus();
    });
    return bar;
  }

  function prepare(area) {
    const label = document.querySelector(`label[for="${area.id}"]`)?.textContent.replace(/:\s*$/, "").trim() ?? "";
    const seen = make("div", { class: "writing-seen", role: "group", tabindex: "0", "aria-label": `${said.seen}: ${label}` });
    const frame = make("div", { class: "writing" });
    area.replaceWith(frame);
    frame.append(make("div", { class: "writing-text" }, toolbar(area, label), area), seen);

    const token = area.form.elements.csrfmiddlewaretoken.value;
    const show = ({ html, error }) => {
      if (html) seen.innerHTML = html;
      else seen.textContent = error ?? said.empty;
      seen.classList.toggle("writing-none", !html);
    };
    const render = asker(RENDER_AFTER, said.rendered, () => {
      const fields = new FormData();
      fields.append("csrfmiddlewaretoken", token);
      fields.append("text", area.value);
      return fields;
    }, show, () => show({ error: said.lost }));
    area.addEventListener("input", () => render());
    if (area.value.trim()) render(0);
    else show({});

    area.addEventListener("keydown", (event) => {
      const act = KEYS[event.key.toLowerCase()];
      if (!act || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      acts[act](area);
    });
    area.addEventListener("writing:put", ({ detail }) => {
      put(area, area.selectionStart, area.selectionEnd, detail);
      say(said.put);
    });
  }

  function checks(form) {
    const summary = make("summary", {}, said.checking);
    const items = make("ul", {});
    const box = make("details", { class: "writing-findings writing-clean" }, summary, items);
    const end = [...form.querySelectorAll(".submit-row")].at(-1);
    end.before(box);
    const tell = (text) => {
      if (summary.textContent === text) return;
      summary.textContent = text;
      say(text);
    };
    const show = ({ summary: text, findings, error }) => {
      tell(error ?? text);
      items.replaceChildren(...(findings ?? []).map(({ severity, message, where, field }) => {
        const place = field ? make("a", { href: `#${field}` }, where) : make("span", {}, where);
        if (field) {
          place.addEventListener("click", (event) => {
            event.preventDefault();
            document.getElementById(field)?.focus();
          });
        }
        return make("li", { class: `faq-${severity}` }, make("b", {}, said[severity]), ` ${message} `, place);
      }));
      box.classList.toggle("writing-clean", !findings?.length);
    };
    const fields = () => {
      const all = new FormData(form);
      all.delete("opened");
      return all;
    };
    const check = asker(CHECK_AFTER, said.findings, fields, show, () => show({ error: said.lost }));
    form.addEventListener("input", () => {
      // What was found in the text as it was stored does not hold any more.
      document.querySelector(".faq-panel .faq-findings")?.setAttribute("hidden", "");
      check();
    });
    for (const name of ["formset:added", "formset:removed", "end"]) document.addEventListener(name, () => check());
    check(0);
  }

  // After the admin's own scripts have set the inlines up.
  window.addEventListener("load", () => {
    const areas = [...document.querySelectorAll("textarea[data-writing]")];
    const form = areas[0]?.form;
    if (!form) return;
    news = make("p", { class: "writing-news", role: "status" });
    form.append(news);
    areas.filter((area) => !area.closest(".empty-form")).forEach(prepare);
    document.addEventListener("formset:added", (event) => {
      event.target.querySelectorAll("textarea[data-writing]").forEach(prepare);
    });
    checks(form);
  });
}
