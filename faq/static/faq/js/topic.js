// The filter of a topic with many questions, while one types. Without the script, or with more questions
// than are on the page, the form asks the server.

const form = document.querySelector(".filter");
const status = form.querySelector("[role=status]");
const lists = [...document.querySelectorAll(".questions")];
const rows = lists.flatMap((list) => [...list.children]).map((row) => ({ row, text: row.textContent.toLowerCase() }));
let saying = 0;

function filter() {
  const words = form.elements.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { row, text } of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    count += !row.hidden;
  }
  for (const list of lists) {
    list.classList.toggle("is-filtered", words.length > 0);
    (list.closest(".section") ?? list).hidden = [...list.children].every((row) => row.hidden);
  }
  const sections = document.querySelector(".sections");
  if (sections) sections.hidden = words.length > 0;
  const sentence = count === 1 ? form.dataset.one : form.dataset.many;
  clearTimeout(saying);
  saying = setTimeout(() => {
    status.textContent = words.length ? sentence.replace("{n}", count).replace("{all}", form.dataset.all) : "";
  }, 300);
}

form.elements.filter.addEventListener("input", filter);
// The browser may bring back what was typed before.
filter();
