// Keeps what is typed into the form of a question on the server, and in this browser while the server cannot be
// reached. Asks before somebody leaves with unsaved text.
"use strict";

{
  const QUIET = 2000;
  const FIRST_RETRY = 4000;
  const LAST_RETRY = 60000;
  // A request that outlives its page may be no larger.
  const MAX_PARTING = 60000;
  const STORE = "faq-unsaved:";

  function begin(form, news) {
    const said = news.dataset;
    const key = `${STORE}${said.person}:${form.elements.form_key.value}`;
    let isUnsaved = "unsaved" in said;
    let isLeaving = false;
    let isWaiting = false;
    let retry = FIRST_RETRY;
    let timer;
    let request = new AbortController();

    function tell(text, link) {
      if (news.textContent !== text) news.textContent = text;
      if (link) {
        const anchor = document.createElement("a");
        [anchor.href, anchor.textContent] = link;
        anchor.target = "_blank";
        news.append(" ", anchor);
      }
    }

    function fields() {
      const all = new FormData(form);
      all.append("_question", said.question);
      return all;
    }

    // The browser may refuse, as in a private window.
    function keepHere(all) {
      try {
        localStorage.setItem(key, JSON.stringify([...all].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string")));
      } catch { /* It is still in the form. */ }
    }

    function forgetHere(name) {
      try {
        localStorage.removeItem(name);
      } catch { /* Then nothing was kept either. */ }
    }

    function keptHere() {
      try {
        return Object.keys(localStorage).filter((name) => name.startsWith(`${STORE}${said.person}:`));
      } catch {
        return [];
      }
    }

    function renew(token) {
      document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    }

    async function post(all, options = {}) {
      const response = await fetch(said.autosave, { method: "POST", body: all, headers: { Accept: "application/json" }, ...options });
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      return { status: response.status, ...(isJson ? await response.json() : {}) };
    }

    async function send() {
      clearTimeout(timer);
      request.abort();
      const { signal } = (request = new AbortController());
      const all = fields();
      let answer;
      try {
        answer = await post(all, { signal });
        if (answer.token) {
          renew(answer.token);
          all.set("csrfmiddlewaretoken", answer.token);
          answer = await post(all, { signal });
        }
      } catch {
        answer = { status: 0 };
      }
      if (signal.aborted) return;
      if (answer.status === 200) {
        isWaiting = false;
        retry = FIRST_RETRY;
        forgetHere(key);
        const kept = answer.kept ? said.kept.replace("{time}", answer.kept) : said.nothing;
        tell([kept, answer.warning].filter(Boolean).join(" "));
        return;
      }
      keepHere(all);
      if (answer.sign_in) tell(said.signedOut, [answer.sign_in, said.signIn]);
      else if (answer.error) tell(said.refused.replace("{reason}", answer.error));
      else tell(said.lost);
      // The same text would be refused again.
      isWaiting = answer.status !== 400;
      if (isWaiting) timer = setTimeout(send, retry);
      retry = Math.min(2 * retry, LAST_RETRY);
    }

    function changed() {
      isUnsaved = true;
      clearTimeout(timer);
      timer = setTimeout(send, QUIET);
      isWaiting = true;
    }

    // What this browser kept when a server could not be reached, also from forms that are closed now.
    async function sendOlder() {
      for (const older of keptHere()) {
        if (older === key) continue;
        const all = new FormData();
        for (const [name, value] of JSON.parse(localStorage.getItem(older))) all.append(name, value);
        all.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        try {
          const answer = await post(all);
          if (answer.status !== 200) continue;
          forgetHere(older);
          if (answer.kept) tell(said.found, [said.list, said.foundLink]);
        } catch {
          return;
        }
      }
    }

    for (const name of ["input", "change"]) form.addEventListener(name, changed);
    document.querySelectorAll(`[form="${form.id}"]`).forEach((field) => field.addEventListener("input", changed));
    for (const name of ["formset:added", "formset:removed", "end"]) document.addEventListener(name, changed);
    form.addEventListener("submit", (event) => {
      if (event.submitter?.formTarget === "_blank") return;
      isLeaving = true;
      clearTimeout(timer);
      request.abort();
      // Until the server says that it has it: the network may be gone, or the page that comes be lost.
      keepHere(fields());
    });
    window.addEventListener("beforeunload", (event) => {
      if (isUnsaved && !isLeaving) event.preventDefault();
    });
    window.addEventListener("pagehide", () => {
      if (!isWaiting || isLeaving) return;
      const all = fields();
      const size = [...all].reduce((sum, [name, value]) => sum + name.length + 3 * value.length + 150, 0);
      if (size < MAX_PARTING) post(all, { keepalive: true }).catch(() => keepHere(all));
      else keepHere(all);
    });
    // The page is shown again, as after Back, or because the browser could not open the next one.
    window.addEventListener("pageshow", () => { isLeaving = false; });
    window.addEventListener("online", () => { if (isWaiting) send(); });
    document.addEventListener("visibilitychange", () => { if (isWaiting) send(); });
    sendOlder();
  }

  window.addEventListener("load", () => {
    const form = document.getElementById("question_form");
    const news = document.querySelector("[data-autosave]");
    if (form && news) begin(form, news);
  });
}
