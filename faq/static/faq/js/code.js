// A button at each block of code that copies it. Without this one selects it.
const SAID_FOR = 2500;

function offer(pre, template, news) {
  const button = template.querySelector("button").cloneNode(true);
  const box = document.createElement("div");
  box.className = "code";
  pre.replaceWith(box);
  box.append(button, pre);
  let timer;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent.replace(/\n$/, ""));
    } catch {
      // Refused: selected, it can be copied by hand.
      getSelection().selectAllChildren(pre);
      return;
    }
    news.textContent = news.dataset.copied;
    button.classList.add("is-done");
    clearTimeout(timer);
    timer = setTimeout(() => {
      news.textContent = "";
      button.classList.remove("is-done");
    }, SAID_FOR);
  });
}

// A block that does not scroll needs no place among those that the Tab key stops at.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
});
for (const pre of document.querySelectorAll(".prose pre[tabindex]")) sizes.observe(pre);

// Not there without HTTPS.
if (navigator.clipboard) {
  const template = document.querySelector("#code-tools").content;
  const news = template.querySelector("[role=status]");
  document.querySelector("article").append(news);
  for (const pre of document.querySelectorAll(".prose pre")) offer(pre, template, news);
}
