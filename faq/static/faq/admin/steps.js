// Lists to be put in order, as steps and the questions of a topic: buttons for those who do not drag, and
// numbers that follow the order. What is said comes with the script.
"use strict";

{
  // Steps that one may only look at have no number to change.
  const said = document.currentScript.dataset;
  const ITEM = ".inline-related:not(.empty-form):has(input._reorder_)";

  function items(list) {
    return [...list.querySelectorAll(ITEM)];
  }

  function number(list) {
    items(list).forEach((item, index) => {
      item.querySelector("input._reorder_").value = String(index + 1);
    });
  }

  function refresh(list) {
    const all = items(list);
    all.forEach((item, index) => {
      const [up, down] = item.querySelectorAll(".step-moves button");
      up.setAttribute("aria-label", said.up.replace("{n}", index + 1));
      down.setAttribute("aria-label", said.down.replace("{n}", index + 1));
      const label = item.querySelector(".inline_label");
      label.textContent = label.textContent.replace(/^(\s*#?)\d+/, `$1${index + 1}`);
      up.setAttribute("aria-disabled", String(index === 0));
      down.setAttribute("aria-disabled", String(index === all.length - 1));
    });
  }

  // Says what happened, and offers to take it back.
  function tell(list, text, undo) {
    list.querySelector(".step-news").textContent = text;
    const button = list.querySelector(".step-undo");
    button.hidden = !undo;
    button.onclick = () => {
      undo();
      number(list);
      refresh(list);
      tell(list, said.undone);
    };
  }

  function move(list, item, by) {
    const all = items(list);
    const target = all[all.indexOf(item) + by];
    if (!target) {
      return;
    }
    target.insertAdjacentElement(by < 0 ? "beforebegin" : "afterend", item);
    number(list);
    refresh(list);
    list.dispatchEvent(new Event("change", { bubbles: true }));
    const place = items(list).indexOf(item) + 1;
    const text = said.now.replace("{n}", place).replace("{all}", all.length);
    tell(list, text, () => target.insertAdjacentElement(by < 0 ? "afterend" : "beforebegin", item));
  }

  // Adds a step after another one, and passes it on.
  function addAfter(list, item, show) {
    list.addEventListener("formset:added", (event) => {
      item.after(event.target);
      number(list);
      refresh(list);
      show(event.target);
    }, { once: true });
    list.closest(".inline-group").querySelector(".add-row a")?.click();
  }

  const title = (item) => item.querySelector("input[name$='-title']");

  // In a title, Enter adds the next step and Backspace takes an empty new one away; Alt and an arrow move a step.
  function press(list, event) {
    const item = event.target.closest(ITEM);
    if (!item || event.isComposing) return;
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const isTitle = event.target === title(item);
    if (event.altKey && way) {
      event.preventDefault();
      move(list, item, way);
      event.target.focus();
    } else if (isTitle && event.key === "Enter") {
      event.preventDefault();
      addAfter(list, item, (added) => {
        title(added).focus();
        tell(list, said.added.replace("{n}", items(list).indexOf(added) + 1), () => remove(list, added));
      });
    } else if (isTitle && event.key === "Backspace" && isEmpty(item)) {
      event.preventDefault();
      remove(list, item);
      tell(list, said.removed);
    }
  }

  // A step that is stored is removed with its own box, which asks for a save.
  function isEmpty(item) {
    return item.querySelector(".inline-deletelink") && [...item.querySelectorAll("input[type='text'], textarea")].every(({ value }) => !value);
  }

  function remove(list, item) {
    const before = items(list)[items(list).indexOf(item) - 1];
    item.querySelector(".inline-deletelink").click();
    (before ? title(before) : list.closest(".inline-group").querySelector(".add-row a"))?.focus();
  }

  function addButtons(list, item) {
    const moves = document.createElement("span");
    moves.className = "step-moves";
    for (const [by, sign] of [[-1, "↑"], [1, "↓"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.addEventListener("click", () => {
        move(list, item, by);
        button.focus();
      });
      moves.append(button);
    }
    item.querySelector("h3").append(moves);
  }

  function prepare(list) {
    const news = document.createElement("p");
    news.className = "step-news";
    news.setAttribute("role", "status");
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "step-undo";
    undo.textContent = said.undo;
    undo.hidden = true;
    list.append(news, undo);
    items(list).forEach((item) => addButtons(list, item));
    refresh(list);
    list.addEventListener("formset:added", (event) => {
      addButtons(list, event.target);
      number(list);
      refresh(list);
    });
    document.addEventListener("formset:removed", () => {
      number(list);
      refresh(list);
    });
    list.addEventListener("keydown", (event) => press(list, event));
    // Sent by the checks when they split a step.
    list.addEventListener("writing:split", (event) => {
      addAfter(list, event.target.closest(ITEM), (added) => event.detail(title(added)));
    });
    // Sent by the add-on when something has been dragged.
    list.addEventListener("end", () => refresh(list));
    list.closest("form").addEventListener("submit", () => number(list));
  }

  // After the admin's own scripts have set the inlines up.
  window.addEventListener("load", () => {
    document.querySelectorAll("fieldset.sortable").forEach(prepare);
  });
}
