// Signing in again in another tab makes the tokens of open pages invalid. Back on such a page, its forms get a new one.
"use strict";

{
  const { token: address } = document.currentScript.dataset;

  async function renew() {
    const fields = document.querySelectorAll("form[method=post] input[name=csrfmiddlewaretoken]");
    if (document.hidden || !fields.length) return;
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error" });
      const { token } = await response.json();
      if (token) fields.forEach((field) => { field.value = token; });
    } catch {
      // Signed out or no network: the form says so when it is sent.
    }
  }

  document.addEventListener("visibilitychange", renew);
  // From another window, which did not hide this one.
  window.addEventListener("focus", renew);
}
