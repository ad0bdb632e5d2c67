// Steps: tick them off, which this device alone remembers, and copy the address of one.

const SAID_FOR = 2500;

// A browser that keeps nothing throws, and anything may stand where the ticks should; both mean none.
function recall(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function remember(key, ticked) {
  try {
    if (ticked.length) localStorage.setItem(key, JSON.stringify(ticked));
    else localStorage.removeItem(key);
  } catch { /* As above: the ticks last as long as the page. */ }
}

// The part of the template with this class, its texts filled in.
function part(template, name, values) {
  const element = template.content.querySelector(`.${name}`).cloneNode(true);
  for (const each of element.querySelectorAll("[data-text]")) each.textContent = fill(each.dataset.text, values);
  return element;
}

function fill(text, values) {
  return text.replace(/{(\w+)}/g, (_, name) => values[name]);
}

function tickOff(list, template) {
  const key = `steps:${list.dataset.slug}`;
  const steps = [...list.children];
  const progress = list.previousElementSibling;
  const status = progress.querySelector("[role=status]");
  const again = progress.querySelector("button");
  const boxes = steps.map((step, index) => {
    const tick = part(template, "tick", { n: index + 1 });
    step.querySelector(".step-foot").prepend(tick);
    return tick.querySelector("input");
  });

  function tell() {
    const done = boxes.filter((box) => box.checked).length;
    const { none, some, all } = status.dataset;
    status.textContent = fill(done === 0 ? none : done < boxes.length ? some : all, { done, all: boxes.length });
    again.hidden = done === 0;
  }

  function show() {
    const known = recall(key);
    boxes.forEach((box, index) => { box.checked = known.includes(steps[index].dataset.uid); });
    tell();
  }

  function changed() {
    remember(key, steps.filter((_, index) => boxes[index].checked).map((step) => step.dataset.uid));
    tell();
  }

  list.addEventListener("change", ({ target }) => {
    if (boxes.includes(target)) changed();
  });
  again.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    changed();
    // The button has gone, and with it the place from which one would go on.
    boxes[0].focus();
  });
  // Ticked on another page of the same steps, or on one that came between; or else what is ticked next would
  // take those ticks away.
  addEventListener("storage", (event) => {
    if (event.key === key || event.key === null) show();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) show();
  });
  show();
  progress.classList.remove("to-come");
}

function copyLinks(list, template) {
  // Not there without HTTPS: then the link is what one copies from.
  if (!navigator.clipboard) return;
  const news = part(template, "news", {});
  list.after(news);
  for (const link of list.querySelectorAll("a.numeral")) {
    const n = link.hash.replace("#step-", "");
    const button = part(template, "numeral", { n });
    button.prepend(n);
    const copied = button.querySelector(".copied");
    button.title = button.ariaLabel = fill(button.dataset.label, { n });
    let timer;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(`${link.origin}${link.pathname}${link.hash}`);
      } catch {
        // Refused: going there puts the address where it can be copied by hand.
        location.hash = link.hash;
        return;
      }
      news.textContent = fill(news.dataset.copied, { n });
      copied.hidden = false;
      clearTimeout(timer);
      timer = setTimeout(() => {
        news.textContent = "";
        copied.hidden = true;
      }, SAID_FOR);
    });
    link.replaceWith(button);
  }
}

const list = document.querySelector("ol.steps");
const template = document.querySelector("#step-tools");
if (list && template) {
  tickOff(list, template);
  copyLinks(list, template);
}
