// Asks a server once nobody types any more; an answer that comes after a newer question is dropped.
"use strict";

// Used by the scripts that follow. Returns a function that starts the wait again.
function asker({ delay, address, fields, read, show, lost }) {
  let timer;
  let request = new AbortController();
  return (wait = delay) => {
    clearTimeout(timer);
    request.abort();
    timer = setTimeout(async () => {
      const { signal } = (request = new AbortController());
      try {
        const answer = await fetch(address, { method: "POST", body: fields(), signal });
        const found = await read(answer);
        if (!signal.aborted) show(found);
      } catch {
        if (!signal.aborted) lost();
      }
    }, wait);
  };
}
