// Shows the progress of a job without reloading the page, and loads the page again when the job is over.
"use strict";

(function () {
  const job = document.querySelector("[data-job]");
  const bar = job.querySelector("progress");
  const state = job.querySelector("[role=status]");
  const count = job.querySelector(".faq-count");
  const PAUSE = 1500;

  async function look() {
    try {
      const response = await fetch(job.dataset.job);
      if (response.ok) {
        const status = await response.json();
        if (status.is_over) {
          window.location.reload();
          return;
        }
        if (state.textContent !== status.state) state.textContent = status.state;
        if (status.total) {
          bar.max = status.total;
          bar.value = status.done;
          count.textContent = status.count;
        }
      }
    } catch {
      // The network is gone for a moment. The next look may succeed.
    }
    window.setTimeout(look, PAUSE);
  }

  window.setTimeout(look, PAUSE);
})();
