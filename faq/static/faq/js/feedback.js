// Sends feedback in its place on the page and says what came of it. Without this the page is loaded anew.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const place = form.closest("[data-feedback]");
  if (!place) return;
  event.preventDefault();
  const status = place.querySelector("[role=status]");
  const body = new URLSearchParams(new FormData(form, event.submitter));
  status.textContent = "";
  try {
    const response = await fetch(form.getAttribute("action"), { method: "POST", body });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    // Steps may have changed places since this page was made.
    const step = place.closest("[data-uid]");
    const fresh = step
      ? page.querySelector(`[data-uid="${step.dataset.uid}"] [data-feedback]`)
      : page.getElementById(place.id);
    if (fresh) {
      const parts = "form, .help-first";
      place.querySelectorAll(parts).forEach((each) => each.remove());
      place.append(...fresh.querySelectorAll(parts));
      const top = place.querySelector("h2, summary");
      if (top.tabIndex < 0) top.tabIndex = -1;
      top.focus({ preventScroll: true });
    } else {
      // A browser that fills in forms may have filled in the field that must stay empty.
      for (const field of place.querySelectorAll(".trap input")) field.value = "";
    }
    // What stands first in an answer that refuses says why.
    status.textContent = (fresh ?? page).querySelector("[role=status], .lead").textContent;
  } catch {
    status.textContent = place.dataset.failed;
  }
});
