// Beside the terminal: files that are offered, and the buttons of a visit that has ended.
"use strict";
window.open = (address) => {
  // The terminal's script opens two things: offered files, and whatever address stands in a text. Only files.
  const url = new URL(String(address), window.location.origin);
  if (url.origin === window.location.origin && url.pathname.startsWith("/download/")) {
    const link = document.createElement("a");
    link.href = url.href;
    link.download = "";
    link.click();
  }
  return null;
};
const tellWhy = async () => {
  // A link that was withdrawn while its coder worked: what would be opened again is closed.
  const answer = await fetch("/", { method: "HEAD", credentials: "same-origin" }).catch(() => null);
  if (answer?.status === 401) {
    document.getElementById("refused").hidden = false;
    document.getElementById("again").hidden = true;
    document.getElementById("leave").focus();
  }
};
const takeKeys = () => document.querySelector(".xterm-helper-textarea")?.focus();
window.addEventListener("focus", takeKeys);
window.addEventListener("DOMContentLoaded", () => {
  // The terminal's script says on the body how far it has come.
  new MutationObserver(() => {
    if (document.body.classList.contains("-closed")) {
      document.getElementById("again").focus();
      tellWhy();
    } else {
      takeKeys();
    }
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  document.getElementById("again").addEventListener("click", () => window.location.reload());
  document.getElementById("leave").addEventListener("click", async () => {
    await fetch("/leave", { method: "POST", credentials: "same-origin" });
    window.location.replace("/enter");
  });
});
