// Suggestions while one types: the ARIA pattern "editable combobox with list autocomplete", manual
// selection. And a key that leads to the search box, which can be turned off.

const TYPING_ENDS_AFTER = 150;
const COUNT_IS_SAID_AFTER = 900;
const KEY = "/";
const KEY_SETTING = "search-key";

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function suggest(form) {
  const input = form.elements.q;
  const said = form.dataset;
  const lang = said.contentLang || document.documentElement.lang;
  const list = make("div", { id: "q-suggestions", class: "suggestions", role: "listbox", "aria-label": said.label });
  const news = make("p", { class: "unseen", role: "status" });
  let options = [];
  let active = -1;
  let answered = "";
  let resting = 0;
  let request = new AbortController();
  let asking, saying;

  function activate(index) {
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    options[index].setAttribute("aria-selected", "true");
    options[index].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[index].id);
  }

  function open(isOpen) {
    activate(-1);
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
  }

  // What was asked before and is answered late must find nobody waiting for it.
  function forget() {
    clearTimeout(asking);
    clearTimeout(saying);
    request.abort();
  }

  function close() {
    forget();
    open(false);
    news.textContent = "";
  }

  // The same words and filters as those of a search.
  const query = () => new URLSearchParams(new FormData(form));

  function option(id, href, attributes, ...children) {
    return make("a", { id, role: "option", "aria-selected": "false", tabindex: "-1", href, ...attributes }, ...children);
  }

  function show(suggestions, text) {
    const count = suggestions.length;
    options = suggestions.map(({ title, match, topic, url }, index) =>
      option(`q-suggestion-${index + 1}`, url, { lang }, make("span", { dir: "auto" }, title), " ",
        ...(match ? [make("q", { dir: "auto" }, match), " "] : []), make("small", { dir: "auto" }, topic)));
    if (count) {
      const [before, after] = said.all.split("{text}");
      options.push(option("q-suggestion-all", `${form.getAttribute("action")}?${query()}`, { class: "all" }, before, make("bdi", {}, text), after));
    }
    list.replaceChildren(...options);
    open(count > 0);
    saying = setTimeout(() => {
      const sentence = [said.none, said.one][count] ?? said.many;
      news.textContent = sentence.replace("{n}", count);
    }, COUNT_IS_SAID_AFTER);
  }

  async function ask() {
    const text = input.value.trim();
    forget();
    if (!text || Date.now() < resting) return close();
    const { signal } = (request = new AbortController());
    try {
      const answer = await fetch(`${said.suggest}?${query()}`, { signal });
      if (answer.status === 429) resting = Date.now() + 1000 * (Number(answer.headers.get("Retry-After")) || 60);
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      if (signal.aborted) return;
      answered = text;
      show(suggestions, text);
    } catch {
      // Nobody asked for suggestions, so nobody is told that there are none; search works without.
      if (!signal.aborted) close();
    }
  }

  function move(by) {
    if (!list.hidden) activate(active < 0 && by < 0 ? options.length - 1 : (active + by) % options.length);
    else if (options.length && answered === input.value.trim()) {
      open(true);
      activate(by < 0 ? options.length - 1 : 0);
    } else ask();
  }

  function press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (moves) move(moves);
    else if (event.key === "Enter" && active >= 0) options[active].click();
    else if (event.key === "Escape" && !list.hidden) close();
    else {
      if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) activate(-1);
      return;
    }
    event.preventDefault();
  }

  // Only a text field may be a combobox; what makes it one for search is said in other words.
  for (const [name, value] of Object.entries({
    type: "text", inputmode: "search", enterkeyhint: "search", role: "combobox",
    "aria-autocomplete": "list", "aria-controls": list.id,
  })) input.setAttribute(name, value);
  open(false);
  form.append(list, news);

  input.addEventListener("input", () => {
    activate(-1);
    forget();
    if (input.value.trim()) asking = setTimeout(ask, TYPING_ENDS_AFTER);
    else close();
  });
  input.addEventListener("keydown", press);
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // The page may come back as it was left.
  addEventListener("pagehide", close);
  // Pressing on an option must not take the focus from the box, which would close the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

function isTyping(element) {
  return element.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

function leadByKey(form) {
  const input = form.elements.q;
  const button = make("button", { type: "button", class: "search-key quiet" });
  let isOn = true;

  function set(value) {
    isOn = value;
    button.textContent = isOn ? form.dataset.keyOn : form.dataset.keyOff;
    if (isOn) input.setAttribute("aria-keyshortcuts", KEY);
    else input.removeAttribute("aria-keyshortcuts");
  }

  // A browser that keeps nothing throws; the setting then lasts as long as the page.
  try {
    set(localStorage.getItem(KEY_SETTING) !== "off");
  } catch {
    set(true);
  }
  button.addEventListener("click", () => {
    set(!isOn);
    try {
      if (isOn) localStorage.removeItem(KEY_SETTING);
      else localStorage.setItem(KEY_SETTING, "off");
    } catch { /* As above. */ }
  });
  document.querySelector(".bottom-links")?.append(button);

  document.addEventListener("keydown", (event) => {
    const isPlain = !(event.isComposing || event.ctrlKey || event.metaKey || event.altKey);
    if (!isOn || event.key !== KEY || !isPlain || isTyping(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

const form = document.querySelector("form[data-suggest]");
if (form) {
  suggest(form);
  leadByKey(form);
}
