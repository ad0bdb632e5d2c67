// Writing in the admin: buttons and keys for Markdown, and what there is to mend. It uses plain_paste.js.
"use strict";

{
  const said = document.currentScript.dataset;
  const CHECK_AFTER = 900;
  // A page of Word of this size is longer than any text may be, and takes seconds to convert.
  const MAX_HTML = 1000000;
  // As in other editors of texts.
  const KEYS = {
    "Control+B": "bold", "Control+K": "link", "Control+E": "code", "Control+Shift+L": "label", "Control+Shift+8": "list",
    "Control+Shift+7": "numbers", "Control+Shift+2": "heading", "Control+Shift+6": "table", "Control+Shift+9": "callout",
    "Control+Shift+Y": "image",
  };
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

  // Puts marks around the selected words, or takes them away.
  function wrap(area, before, after, made, unmade) {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const words = value.slice(from, to);
    const start = from - before.length;
    if (words.length > before.length + after.length && words.startsWith(before) && words.endsWith(after)) {
      put(area, from, to, words.slice(before.length, -after.length), [from, to - before.length - after.length]);
      return say(unmade);
    }
    if (value.slice(Math.max(0, start), from) === before && value.slice(to, to + after.length) === after) {
      put(area, start, to + after.length, words, [start, start + words.length]);
      return say(unmade);
    }
    // A mark stands next to a word, and its pair in the same paragraph.
    const marked = words ? words.replace(/\S(?:(?!\n\s*\n)[^])*\S|\S/g, `${before}$&${after}`) : before + after;
    const isWhole = marked.length === words.length + before.length + after.length;
    const inner = from + (words ? marked.indexOf(before) : 0) + before.length;
    put(area, from, to, marked, isWhole ? [inner, inner + words.trim().length] : [from, from + marked.length]);
    say(made);
  }

  // Puts a mark before each selected line, or takes it away.
  function prefix(area, mark, made, unmade) {
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = area.value.indexOf("\n", area.selectionEnd);
    const to = end < 0 ? area.value.length : end;
    const lines = area.value.slice(from, to).split("\n");
    const isAlone = lines.length === 1;
    let count = 0;
    const marks = lines.map((line) => (isAlone || line.trim() ? mark(count++) : ""));
    const isMade = lines.every((line, index) => line.startsWith(marks[index]));
    const changed = lines.map((line, index) => {
      if (isMade) return line.slice(marks[index].length);
      return marks[index] && marks[index] + line.replace(/^(?:[-*+]|[0-9]{1,9}[.)]|#{1,6}) /, "");
    }).join("\n");
    put(area, from, to, changed, lines.length > 1 && [from, from + changed.length]);
    say(isMade ? unmade : made);
  }

  // Puts a block on lines of its own after the selection, with its first words selected.
  function block(area, text, words) {
    const { selectionEnd: at, value } = area;
    const before = value.slice(0, at).replace(/[^\n]*$/, "") === value.slice(0, at) ? "" : "\n\n";
    const start = at + before.length + text.indexOf(words);
    put(area, at, at, `${before}${text}\n`, [start, start + words.length]);
    say(said.put);
  }

  // Links, images and videos are asked for elsewhere, which answers with an event of its own.
  const acts = {
    bold: (area) => wrap(area, "**", "**", said.bolded, said.unbolded),
    label: (area) => wrap(area, "[[", "]]", said.labelled, said.unlabelled),
    link: (area) => area.dispatchEvent(new CustomEvent("writing:ask", { bubbles: true, detail: "link" })),
    list: (area) => prefix(area, () => "- ", said.listed, said.unlisted),
    numbers: (area) => prefix(area, (index) => `${index + 1}. `, said.listed, said.unlisted),
    heading: (area) => prefix(area, () => "## ", said.headed, said.unheaded),
    code: (area) => wrap(area, "`", "`", said.coded, said.uncoded),
    table: (area) => block(area, `| ${said.cell} | ${said.cell} |\n| --- | --- |\n|  |  |`, said.cell),
    callout: (area) => block(area, `> [!NOTE]\n> ${said.note}`, said.note),
    image: (area) => area.dispatchEvent(new CustomEvent("writing:ask", { bubbles: true, detail: "image" })),
    file: (area) => area.dispatchEvent(new CustomEvent("writing:ask", { bubbles: true, detail: "file" })),
    video: (area) => area.dispatchEvent(new CustomEvent("writing:ask", { bubbles: true, detail: "video" })),
  };

  // In a line, only links and bold words are shown.
  function namesOf(area) {
    if (area.matches("[data-bare]")) return [];
    return area.matches("[data-line]") ? ["bold", "link"] : Object.keys(acts);
  }

  function toolbar(area, label, names) {
    const bar = make("div", { class: "writing-bar", role: "toolbar", "aria-label": said.toolbar.replace("{field}", label), "aria-controls": area.id });
    const buttons = names.map((name, index) => {
      const button = make("button", { type: "button", tabindex: index ? "-1" : "0", "data-act": name }, said[name]);
      const key = Object.keys(KEYS).find((each) => KEYS[each] === name);
      if (key) {
        button.setAttribute("aria-keyshortcuts", key);
        button.title = key.replace("Control", said.control);
      }
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

  // Asks for the words of a pasted or dropped image before it is uploaded. Word pastes a picture of its text too.
  function takeImage(area, event, { files, types }) {
    if (types.includes("text/html") || !files.length || !namesOf(area).includes("image")) return false;
    event.preventDefault();
    const image = [...files].find(({ type }) => type.startsWith("image/"));
    if (!image || files.length > 1) warn(area, image ? said.oneFile : said.noImage);
    if (image) area.dispatchEvent(new CustomEvent("writing:image", { bubbles: true, detail: image }));
    return true;
  }

  // Other fields, and what is plain text, take what is pasted as every field of the desk does.
  function paste(event) {
    const { target: area, clipboardData: pasted } = event;
    const isMarkdown = area.matches("[data-writing]:not([data-line])");
    // The title of a step takes bold words and links too, but only one line.
    const isLine = area.matches(".step input[name$='-title'], [data-writing][data-line]");
    if (!(isMarkdown || isLine) || (isMarkdown && takeImage(area, event, pasted))) return;
    const html = pasted.getData("text/html");
    const markdown = html.length < MAX_HTML ? richPaste.toMarkdown(html) : "";
    if (!markdown || (isLine && markdown.includes("\n"))) return;
    event.preventDefault();
    if (!fits(area, markdown)) return;
    put(area, area.selectionStart, area.selectionEnd, markdown);
    say(said.pasted);
  }

  function prepare(area) {
    const names = namesOf(area);
    const label = document.querySelector(`label[for="${area.id}"]`)?.textContent.replace(/:\s*$/, "").trim() ?? "";
    const frame = make("div", { class: "writing" });
    area.replaceWith(frame);
    if (names.length) frame.append(toolbar(area, label, names));
    frame.append(area);

    area.addEventListener("keydown", (event) => {
      // With Shift, the key of a digit gives a sign.
      const key = event.code.startsWith("Digit") ? event.code.slice(5) : event.key.toUpperCase();
      const act = KEYS[`Control+${event.shiftKey ? "Shift+" : ""}${key}`];
      if (!names.includes(act) || !(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      event.preventDefault();
      acts[act](area);
    });
    if (names.includes("image")) {
      area.addEventListener("dragover", (event) => {
        if (event.dataTransfer.types.includes("Files")) event.preventDefault();
      });
      area.addEventListener("drop", (event) => takeImage(area, event, event.dataTransfer));
    }
    area.addEventListener("writing:put", ({ detail }) => {
      put(area, area.selectionStart, area.selectionEnd, detail);
      say(said.put);
    });
  }

  // Leads to a field, which a closed step may hide.
  function go(field) {
    const area = document.getElementById(field);
    area?.dispatchEvent(new CustomEvent("writing:show", { bubbles: true }));
    area?.focus();
    area?.scrollIntoView({ block: "center" });
  }

  // Makes the change that a check offers; the browser's undo key takes it back.
  function mend({ texts, next_step: title }, field) {
    for (const [id, text] of Object.entries(texts)) {
      go(id);
      const area = document.getElementById(id);
      put(area, 0, area.value.length, text);
    }
    if (!title) return;
    const detail = (area) => put(area, 0, area.value.length, title);
    document.getElementById(field).dispatchEvent(new CustomEvent("writing:split", { bubbles: true, detail }));
  }

  function checks(form) {
    const summary = make("h2", {}, said.checking);
    const items = make("ul", {});
    const box = make("section", { class: "module writing-findings writing-clean", "aria-label": said.checks }, summary, items);
    // In place of what was found in the text as it was stored.
    form.querySelector("#checks").replaceChildren(box);
    const short = make("a", { class: "writing-short", href: "#checks" });
    form.querySelector(".question-now").append(short);
    const tell = (text) => {
      if (summary.textContent === text) return;
      summary.textContent = short.textContent = text;
      say(text);
    };
    const show = ({ summary: text, findings, error }) => {
      tell(error ?? text);
      items.replaceChildren(...(findings ?? []).map(({ severity, message, where, field, repair }) => {
        const place = field ? make("a", { href: `#${field}` }, where) : make("span", {}, where);
        if (field) {
          place.addEventListener("click", (event) => {
            event.preventDefault();
            go(field);
          });
        }
        const item = make("li", { class: `faq-${severity}` }, make("b", {}, said[severity]), ` ${message} `, place);
        if (repair) {
          const button = make("button", { type: "button", class: "writing-repair" }, repair.name);
          button.addEventListener("click", () => mend(repair, field));
          item.append(" ", button);
        }
        return item;
      }));
      box.classList.toggle("writing-clean", !findings?.length);
    };
    const fields = () => {
      const all = new FormData(form);
      all.delete("opened");
      return all;
    };
    const check = asker({
      delay: CHECK_AFTER,
      address: said.findings,
      fields,
      read: (answer) => answer.json(),
      show,
      lost: () => show({ error: said.lost }),
    });
    for (const name of ["input", "change"]) form.addEventListener(name, () => check());
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
      // The admin numbers ids and names, but not what refers to them.
      event.target.querySelectorAll("[aria-describedby]").forEach((field) => field.setAttribute("aria-describedby", `${field.id}_helptext`));
      event.target.querySelector("input[type='text']")?.focus();
    });
    if (form.querySelector("#checks")) checks(form);
    form.addEventListener("paste", paste);
    // The first field that was refused; its step is open by now.
    form.querySelector("[aria-invalid='true']")?.focus();
    // Enter in a line would send the whole form, and the admin gives a new form's focus to a button.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input:not([type='submit'], [type='checkbox']), #id_title")) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      form.requestSubmit(form.elements._save ?? form.querySelector("[type='submit']"));
    });
  });
}
