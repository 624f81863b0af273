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
const takeKeys = () => document.querySelector(".xterm-helper-textarea")?.focus();
window.addEventListener("focus", takeKeys);
window.addEventListener("DOMContentLoaded", () => {
  // The terminal's script says on the body how far it has come.
  new MutationObserver(() => {
    if (document.body.classList.contains("-closed")) {
      document.getElementById("again").focus();
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
