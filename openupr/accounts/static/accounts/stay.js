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
})();
