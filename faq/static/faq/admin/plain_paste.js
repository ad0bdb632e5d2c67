// What is pasted into a field without marks is plain text: no word is lost, and in a field for one line the ends of
// lines become blanks. What would not fit is refused as a whole: the browser would cut it without a word.
"use strict";

const { warn, put, fits } = (() => {
  const said = document.currentScript.dataset;

  // Stands below the field until somebody types there.
  function warn(area, text) {
    area.parentElement.querySelector(".writing-problem")?.remove();
    const note = document.createElement("p");
    note.className = "writing-problem";
    note.setAttribute("role", "alert");
    note.textContent = text;
    area.after(note);
    area.addEventListener("input", () => note.remove(), { once: true });
  }

  // As if it was typed, so that it can be taken back with the keys for that.
  function put(area, from, to, text, selected) {
    area.focus();
    area.setSelectionRange(from, to);
    // A hidden field cannot get the focus, and the browser would type into another one.
    if (document.activeElement !== area || !document.execCommand("insertText", false, text)) {
      area.setRangeText(text, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (selected) area.setSelectionRange(...selected);
  }

  // Returns whether a text has room in a field, and says so if not.
  function fits(area, text) {
    const limit = area.maxLength > 0 ? area.maxLength : Number(area.dataset.writing) || Infinity;
    const room = Math.max(0, limit - area.value.length + area.selectionEnd - area.selectionStart);
    if (text.length > room) warn(area, said.tooLong.replace("{n}", text.length).replace("{room}", room));
    return text.length <= room;
  }

  // Some programs give no plain text beside the marked one.
  function words(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll("script, style, title, template").forEach((element) => element.remove());
    page.querySelectorAll("br, p, div, li, tr, td, th, h1, h2, h3, h4, h5, h6, pre, blockquote").forEach((element) => element.after("\n"));
    return page.body.textContent.split("\n").map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean).join("\n");
  }

  document.addEventListener("paste", (event) => {
    const { target: area, clipboardData: pasted } = event;
    if (event.defaultPrevented || !area.matches("textarea, input[type='text'], input[type='search'], input:not([type])")) return;
    const given = pasted.getData("text/plain");
    const plain = given || words(pasted.getData("text/html"));
    const isLine = area.matches("input, [data-line]");
    const text = isLine ? plain.trim().replace(/\s*[\r\n\v\f\u2028\u2029]+\s*/g, " ") : plain;
    if (!text) return;
    const isRoomy = fits(area, text);
    if (isRoomy && text === given) return;
    event.preventDefault();
    if (isRoomy) put(area, area.selectionStart, area.selectionEnd, text);
  });

  return { warn, put, fits };
})();
