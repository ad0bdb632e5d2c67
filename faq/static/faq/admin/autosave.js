// Keeps what is typed into a form on the server, and in this browser while the server cannot be reached. Asks before
// somebody leaves with unsaved text. On every page it sends what the browser still keeps, until that is saved or kept.
"use strict";

{
  const QUIET = 2000;
  const FIRST_RETRY = 4000;
  const LAST_RETRY = 60000;
  // Whoever taps twice, because a slow line does not answer, means one save.
  const ONE_SAVE = 10000;
  // A request that outlives its page may be no larger.
  const MAX_PARTING = 60000;
  const said = document.currentScript.dataset;
  const STORE = `faq-unsaved:${said.person}:`;

  // What somebody typed into a form. Files cannot be kept.
  function typed(form) {
    const all = new FormData(form);
    for (const [name, value] of [...all]) if (typeof value !== "string") all.delete(name);
    return all;
  }

  const texts = (all) => JSON.stringify([...all].filter(([name]) => name !== "csrfmiddlewaretoken"));

  // The browser may refuse, as in a private window.
  function keepHere(name, all) {
    try {
      localStorage.setItem(name, texts(all));
    } catch { /* It is still in the form. */ }
  }

  function forgetHere(name) {
    try {
      localStorage.removeItem(name);
    } catch { /* Then nothing was kept either. */ }
  }

  function keptHere() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(STORE));
    } catch {
      return [];
    }
  }

  async function post(all, options = {}) {
    const response = await fetch(said.keep, { method: "POST", body: all, headers: { Accept: "application/json" }, ...options });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return { status: response.status, ...(isJson ? await response.json() : {}) };
  }

  // What this browser kept when a server could not be reached, or until it knows that a form was saved.
  async function sendOlder(open, tell) {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    for (const older of keptHere()) {
      if (!token || open.includes(older)) continue;
      const all = new FormData();
      for (const [name, value] of JSON.parse(localStorage.getItem(older))) all.append(name, value);
      all.set("csrfmiddlewaretoken", token.value);
      try {
        const answer = await post(all);
        if (answer.status !== 200) continue;
        forgetHere(older);
        if (answer.kept) tell?.(said.found, [said.list, said.foundLink]);
      } catch {
        return;
      }
    }
  }

  function begin(form, news) {
    const field = form.elements.form_key ?? form.elements.kept_key;
    const key = `${STORE}${field.value}`;
    let isUnsaved = "unsaved" in news.dataset;
    let isLeaving = false;
    let lastSent = -ONE_SAVE;
    let isWaiting = false;
    let retry = FIRST_RETRY;
    let timer;
    let request = new AbortController();
    const opened = texts(typed(form));

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
      const all = typed(form);
      if (form.elements.form_key) all.append("_question", news.dataset.question);
      else if (!("unsaved" in news.dataset) && texts(all) === opened) all.append("_unchanged", "");
      return all;
    }

    function renew(token) {
      document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
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
      keepHere(key, all);
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

    for (const name of ["input", "change"]) form.addEventListener(name, changed);
    document.querySelectorAll(`[form="${form.id}"]`).forEach((field) => field.addEventListener("input", changed));
    for (const name of ["formset:added", "formset:removed", "end"]) document.addEventListener(name, changed);
    form.addEventListener("submit", (event) => {
      if (event.submitter?.formTarget === "_blank") return;
      if (isLeaving && event.timeStamp - lastSent < ONE_SAVE) {
        event.preventDefault();
        return;
      }
      lastSent = event.timeStamp;
      isLeaving = true;
      clearTimeout(timer);
      request.abort();
      // Until the server says that it has it: the network may be gone, or the page that comes be lost.
      keepHere(key, fields());
    });
    window.addEventListener("beforeunload", (event) => {
      if (isUnsaved && !isLeaving) event.preventDefault();
    });
    window.addEventListener("pagehide", () => {
      if (!isWaiting || isLeaving) return;
      const all = fields();
      const size = [...all].reduce((sum, [name, value]) => sum + name.length + 3 * value.length + 150, 0);
      if (size < MAX_PARTING) post(all, { keepalive: true }).catch(() => keepHere(key, all));
      else keepHere(key, all);
    });
    // The page is shown again, as after Back, or because the browser could not open the next one.
    window.addEventListener("pageshow", () => { isLeaving = false; });
    window.addEventListener("online", () => { if (isWaiting) send(); });
    document.addEventListener("visibilitychange", () => { if (isWaiting) send(); });
    return [key, tell];
  }

  window.addEventListener("load", () => {
    const open = [...document.querySelectorAll("[data-autosave]")].map((news) => begin(news.closest("form"), news));
    sendOlder(open.map(([key]) => key), open[0]?.[1]);
  });
}
