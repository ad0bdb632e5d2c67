// The address of a new row, proposed by the server while somebody types the title. An address that somebody
// typed stays as it is.
"use strict";

window.addEventListener("DOMContentLoaded", () => {
  const slug = document.querySelector("input[data-proposes]");
  const title = document.querySelector("[name=title]");
  if (!slug || !title) {
    return;
  }
  let proposed = "";
  let timer = 0;
  let latest = 0;

  async function propose() {
    const number = ++latest;
    const query = new URLSearchParams({ title: title.value });
    // Without an answer the address stays empty, and saving makes one.
    const response = await fetch(`${slug.dataset.proposes}?${query}`).catch(() => null);
    const answer = response?.ok ? await response.json().catch(() => null) : null;
    if (answer && number === latest && slug.value === proposed) {
      slug.value = proposed = answer.slug;
    }
  }

  title.addEventListener("input", () => {
    clearTimeout(timer);
    if (slug.value === proposed) {
      timer = setTimeout(propose, 250);
    }
  });
});
