// The login link's token stands after the #: it is handed over, and gone from the address and the history.
"use strict";
const enter = async () => {
  const shown = document.body;
  const token = window.location.hash.slice(1);
  window.history.replaceState(null, "", window.location.pathname);
  shown.removeAttribute("class");
  if (!token) {
    shown.className = "-missing";
    return;
  }
  try {
    const answer = await fetch("/enter", { method: "POST", body: token, credentials: "same-origin" });
    if (answer.ok) {
      window.location.replace("/");
    } else {
      shown.className = answer.status === 429 ? "-busy" : "-refused";
    }
  } catch {
    shown.className = "-unreachable";
  }
};
// Another link opened where this page stands changes what is after the #, and loads nothing anew.
window.addEventListener("hashchange", enter);
enter();
