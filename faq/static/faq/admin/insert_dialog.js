// Links, images, videos and files for the text somebody writes: questions are found by their words.
"use strict";

{
  const said = document.currentScript.dataset;
  const TYPING_ENDS_AFTER = 200;
  const ADDRESS = /^(https?:\/\/|mailto:|tel:|\/|#step-)\S+$/i;
  let count = 0;

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function field(label, attributes) {
    const input = make("input", { id: `insert-dialog-${++count}`, ...attributes });
    return [input, make("p", {}, make("label", { for: input.id }, label), input)];
  }

  // A dialog keeps the focus and gives it back; `done` gets what is to be put into the text.
  function dialog(area, title, action, ...parts) {
    const heading = make("h2", { id: `insert-dialog-${++count}` }, title);
    const problem = make("p", { class: "insert-dialog-problem", role: "alert" });
    const cancel = make("button", { type: "button", class: "button" }, said.cancel);
    const form = make("form", { novalidate: "" }, heading, ...parts, problem,
      make("p", { class: "insert-dialog-actions" }, make("button", { class: "button default" }, action), cancel));
    const box = make("dialog", { class: "insert-dialog", "aria-labelledby": heading.id }, form);
    const selection = [area.selectionStart, area.selectionEnd];
    cancel.addEventListener("click", () => box.close());
    box.addEventListener("close", () => {
      box.remove();
      area.focus();
      area.setSelectionRange(...selection);
      if (box.returnValue) area.dispatchEvent(new CustomEvent("writing:put", { detail: box.returnValue }));
    });
    document.body.append(box);
    box.showModal();
    return { box, form, problem };
  }

  function combobox(input, place) {
    const list = make("div", { id: `${input.id}-list`, role: "listbox", "aria-label": said.target, class: "insert-dialog-targets" });
    const news = make("p", { class: "writing-news", role: "status" });
    let options = [];
    let active = -1;
    let chosen = null;
    let request = new AbortController();
    let timer;
    place.append(list, news);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off",
    })) input.setAttribute(name, value);

    function activate(index) {
      options[active]?.element.setAttribute("aria-selected", "false");
      active = index;
      if (index < 0) return input.removeAttribute("aria-activedescendant");
      options[index].element.setAttribute("aria-selected", "true");
      options[index].element.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[index].element.id);
    }

    function open(isOpen) {
      activate(-1);
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
    }

    function choose(target) {
      chosen = target;
      input.value = target.title;
      news.textContent = "";
      open(false);
    }

    function show(targets) {
      options = targets.map((target, index) => {
        const element = make("div", { id: `${list.id}-${index + 1}`, role: "option", "aria-selected": "false" },
          make("span", {}, target.title), " ", make("small", {}, target.topic));
        element.addEventListener("click", () => choose(target));
        return { element, target };
      });
      list.replaceChildren(...options.map(({ element }) => element));
      open(options.length > 0);
      news.textContent = ([said.none, said.one][options.length] ?? said.many).replace("{n}", options.length);
    }

    async function ask() {
      const { signal } = (request = new AbortController());
      try {
        const answer = await fetch(`${said.targets}?q=${encodeURIComponent(input.value.trim())}`, { signal });
        const { targets } = await answer.json();
        if (!signal.aborted) show(targets);
      } catch {
        if (!signal.aborted) news.textContent = said.failed;
      }
    }

    input.addEventListener("input", () => {
      chosen = null;
      clearTimeout(timer);
      request.abort();
      open(false);
      const text = input.value.trim();
      if (text && !ADDRESS.test(text)) timer = setTimeout(ask, TYPING_ENDS_AFTER);
    });
    input.addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing) return;
      if (by && options.length) {
        if (list.hidden) open(true);
        activate(active < 0 && by < 0 ? options.length - 1 : (active + by + options.length) % options.length);
      } else if (event.key === "Enter" && active >= 0) choose(options[active].target);
      else if (event.key === "Escape" && !list.hidden) open(false);
      else return;
      event.preventDefault();
    });
    // Pressing on an option must not take the focus from the box.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    open(false);
    return () => {
      const text = input.value.trim();
      if (ADDRESS.test(text)) return { address: text, title: text };
      return chosen;
    };
  }

  function link(area) {
    const selected = area.value.slice(area.selectionStart, area.selectionEnd).trim();
    const [target, targetRow] = field(said.target, { type: "text" });
    const [words, wordsRow] = field(said.words, { type: "text" });
    words.value = selected;
    const { box, form, problem } = dialog(area, said.link, said.put, targetRow, wordsRow);
    const chosen = combobox(target, targetRow);
    target.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = chosen();
      if (!found) {
        problem.textContent = said.choose;
        return target.focus();
      }
      const label = (words.value.trim() || found.title).replace(/[[\]]/g, "\\$&");
      const address = /[()<>]/.test(found.address) ? `<${found.address.replace(/[<>]/g, encodeURIComponent)}>` : found.address;
      box.close(`[${label}](${address})`);
    });
  }

  // The field of its words has the name that the server knows.
  const IMAGE = {
    title: said.image, upload: said.upload, file: said.file, kinds: said.kinds, name: "alt", words: said.alt,
    length: said.altLength, largest: said.largest, tooLarge: said.tooLarge,
  };
  const FILE = {
    title: said.attach, upload: said.attachUpload, file: said.attachFile, kinds: said.attachKinds, name: "title",
    words: said.attachTitle, length: said.attachLength, largest: said.attachLargest, tooLarge: said.attachTooLarge,
  };

  function upload(area, kind, given) {
    const [file, fileRow] = field(kind.file, { type: "file", accept: kind.kinds, required: "" });
    const [words, wordsRow] = field(kind.words, { type: "text", maxlength: kind.length, required: "" });
    const { box, form, problem } = dialog(area, kind.title, said.uploadIt, fileRow, wordsRow);
    if (given) {
      const files = new DataTransfer();
      files.items.add(given);
      file.files = files.files;
    }
    (given ? words : file).focus();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      problem.textContent = "";
      if (file.files[0]?.size > Number(kind.largest)) {
        problem.textContent = kind.tooLarge;
        return;
      }
      const fields = new FormData();
      fields.append("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
      if (file.files[0]) fields.append("file", file.files[0]);
      fields.append(kind.name, words.value);
      const button = form.querySelector("button");
      button.disabled = true;
      try {
        const answer = await fetch(kind.upload, { method: "POST", body: fields, headers: { Accept: "application/json" } });
        const { markdown, errors } = await answer.json();
        if (markdown) return box.close(markdown);
        problem.textContent = Object.entries(errors).map(([name, texts]) =>
          `${name === kind.name ? kind.words : kind.file}: ${texts.join(" ")}`).join(" ");
        (errors.file ? file : words).focus();
      } catch {
        problem.textContent = said.failed;
      } finally {
        button.disabled = false;
      }
    });
  }

  function video(area) {
    const selected = area.value.slice(area.selectionStart, area.selectionEnd).trim();
    const [address, addressRow] = field(said.videoAddress, { type: "url" });
    const [title, titleRow] = field(said.videoTitle, { type: "text" });
    title.value = selected;
    const { box, form, problem } = dialog(area, said.video, said.put, addressRow, titleRow);
    address.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [link, words] = [address.value.trim(), title.value.trim()];
      if (/^https:\/\/[^\s()<>]+$/i.test(link) && words) return box.close(`![${words.replace(/[[\]]/g, "\\$&")}](${link})`);
      problem.textContent = said.videoMissing;
      (words ? address : title).focus();
    });
  }

  const asks = { link, video, image: (area) => upload(area, IMAGE), file: (area) => upload(area, FILE) };
  document.addEventListener("writing:image", (event) => upload(event.target, IMAGE, event.detail));
  document.addEventListener("writing:ask", (event) => {
    asks[event.detail](event.target);
  });
}
