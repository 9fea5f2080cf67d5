// Whoever types is not idle: while somebody writes, the server is told so now and then, and the session goes on.
(function () {
  "use strict";
  const EVERY = 5 * 60 * 1000;
  let told = Date.now();
  document.addEventListener("input", function () {
    const who = document.querySelector("[data-here]");
    if (!who || Date.now() - told < EVERY) return;
    told = Date.now();
    fetch(who.dataset.here).catch(() => {});
  });
  // What was kept on the device for one account goes as soon as another signs in on it.
  const who = document.querySelector("[data-whose]");
  try {
    const kept = window.localStorage.getItem("openupr.keep");
    if (who && kept && kept !== who.dataset.whose) window.localStorage.clear();
  } catch { /* nothing can be kept there, so nothing is */ }
  // Signing out takes along what pages kept on the device: not every browser heeds the server's word on it.
  document.addEventListener("submit", function (event) {
    if (!event.target.action.endsWith("/sign-out/")) return;
    try { window.localStorage.clear(); } catch { /* nothing can be kept there, so nothing is */ }
  });
})();
