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
    list.querySelector(".step-news").textContent = said.now.replace("{n}", place).replace("{all}", all.length);
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
    list.append(news);
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
    // Sent when a new step has got its place.
    list.addEventListener("writing:moved", () => {
      number(list);
      refresh(list);
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
