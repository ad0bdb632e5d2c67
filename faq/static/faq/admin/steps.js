// Lists to be put in order, as steps and the questions of a topic: buttons and keys for those who do not drag,
// numbers that follow the order, and a way back. What is said comes with the script.
"use strict";

{
  // Steps that one may only look at have no number to change.
  const said = document.currentScript.dataset;
  const ITEM = ".inline-related:not(.empty-form, .is-removed):has(input._reorder_)";

  const items = (list) => [...list.querySelectorAll(ITEM)];
  const title = (item) => item.querySelector("input[name$='-title']");
  const removal = (item) => item.querySelector("input[name$='-DELETE']");
  const adder = (list) => list.closest(".inline-group")?.querySelector(".add-row a");
  const fill = (text, values) => Object.entries(values).reduce((all, [name, value]) => all.replace(`{${name}}`, value), text);

  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    if (tag === "button") element.type = "button";
    return element;
  }

  function prepare(list) {
    const news = make("p", "step-news");
    const button = make("button", "step-undo", said.undo);
    // How to take back what was done, the latest last. Whoever has typed since means the text with the undo key.
    const undos = [];
    let isTyping = false;

    function refresh() {
      const all = items(list);
      all.forEach((item, index) => {
        item.querySelector("input._reorder_").value = String(index + 1);
        if (said.step) item.setAttribute("aria-label", fill(said.step, { n: index + 1 }));
        const label = item.querySelector(".inline_label");
        label.textContent = label.textContent.replace(/^(\s*#?)\d+/, `$1${index + 1}`);
        for (const [name, isOff] of [["up", index === 0], ["down", index === all.length - 1], ["remove", false]]) {
          const act = item.querySelector(`[data-act="${name}"]`);
          act?.setAttribute("aria-label", fill(said[name], { n: index + 1 }));
          act?.setAttribute("aria-disabled", String(isOff));
        }
      });
    }

    function changed(text, undo) {
      refresh();
      list.dispatchEvent(new Event("change", { bubbles: true }));
      news.textContent = text;
      if (undo) undos.push(undo);
      isTyping = false;
      button.hidden = !undos.length;
    }

    function undo() {
      undos.pop()?.();
      changed(said.undone);
    }

    function move(item, by) {
      const all = items(list);
      const target = all[all.indexOf(item) + by];
      if (!target) return;
      // The neighbour goes around the step: an element that moves loses what the undo key takes back.
      const go = (way) => (way < 0 ? item.after(target) : item.before(target));
      go(by);
      const values = { n: items(list).indexOf(item) + 1, all: all.length };
      changed(fill(said.now, values), () => go(-by));
    }

    // The server drops a removed step when the form is saved.
    function setRemoved(item, isRemoved) {
      removal(item).checked = isRemoved;
      item.classList.toggle("is-removed", isRemoved);
    }

    function remove(item) {
      const all = items(list);
      const at = all.indexOf(item);
      setRemoved(item, true);
      changed(fill(said.removed, { n: at + 1 }), () => {
        setRemoved(item, false);
        title(item).focus();
      });
      const next = all[at - 1] ?? all[at + 1];
      (next ? title(next) : adder(list))?.focus();
    }

    // Adds a step after another one, and passes it on.
    function addAfter(item, show) {
      list.addEventListener("formset:added", (event) => {
        item.after(event.target);
        refresh();
        show(event.target);
      }, { once: true });
      adder(list)?.click();
    }

    function addButtons(item) {
      const acts = { up: ["↑", () => move(item, -1)], down: ["↓", () => move(item, 1)], ...(removal(item) && { remove: ["✕", () => remove(item)] }) };
      const moves = make("span", "step-moves");
      for (const [name, [sign, act]] of Object.entries(acts)) {
        const each = make("button", "", sign);
        each.dataset.act = name;
        each.addEventListener("click", () => {
          act();
          if (name !== "remove") each.focus();
        });
        moves.append(each);
      }
      // Behind the title, as one sees them: Tab then leads through a step in that order.
      const row = title(item)?.closest(".form-row");
      if (row) row.after(moves);
      else item.querySelector("h3").append(moves);
      if (removal(item)?.checked) setRemoved(item, true);
    }

    const isEmpty = (item) => [...item.querySelectorAll("input[type='text'], textarea")].every(({ value }) => !value);

    // In a title, Enter adds the next step and Backspace takes an empty one away; Alt and an arrow move a step.
    function press(event) {
      const item = event.target.closest(ITEM);
      if (!item || event.isComposing) return;
      const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const isTitle = event.target === title(item);
      if (event.altKey && way) {
        event.preventDefault();
        move(item, way);
        event.target.focus();
      } else if (isTitle && event.key === "Enter") {
        event.preventDefault();
        addAfter(item, (added) => title(added).focus());
      } else if (isTitle && event.key === "Backspace" && removal(item) && isEmpty(item)) {
        event.preventDefault();
        remove(item);
      }
    }

    news.setAttribute("role", "status");
    button.hidden = true;
    button.addEventListener("click", undo);
    list.append(news, button);
    items(list).forEach(addButtons);
    refresh();
    list.addEventListener("formset:added", ({ target }) => {
      addButtons(target);
      // Whoever adds one after another puts it there first.
      setTimeout(() => changed(fill(said.added, { n: items(list).indexOf(target) + 1 }), () => setRemoved(target, true)));
    });
    list.addEventListener("keydown", press);
    list.addEventListener("input", () => { isTyping = true; });
    list.closest("form").addEventListener("keydown", (event) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z";
      if (!isUndo || isTyping || !undos.length || !(list.contains(event.target) || event.target === adder(list))) return;
      event.preventDefault();
      undo();
    });
    // Sent by the checks when they split a step.
    list.addEventListener("writing:split", (event) => {
      addAfter(event.target.closest(ITEM), (added) => event.detail(title(added)));
    });
    // Sent by the add-on when something has been dragged.
    list.addEventListener("end", refresh);
    list.closest("form").addEventListener("submit", refresh);
  }

  // After the admin's own scripts have set the inlines up.
  window.addEventListener("load", () => {
    document.querySelectorAll("fieldset.sortable").forEach(prepare);
  });
}
