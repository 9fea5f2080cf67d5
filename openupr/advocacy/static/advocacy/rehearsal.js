// A clock over the statement. Without this file every part still says when it begins.
(function () {
  "use strict";
  const box = document.getElementById("clock");
  if (!box) return;
  const may = Number(box.dataset.seconds);
  const parts = Array.from(document.querySelectorAll("[data-begins]"));
  let before = 0;
  let since = null;

  const told = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const elapsed = () => Math.floor((before + (since === null ? 0 : Date.now() - since)) / 1000);

  function show() {
    const gone = elapsed();
    const left = may - gone;
    box.querySelector(".elapsed").textContent = told(gone);
    box.querySelector(".remaining").textContent = left < 0 ? `−${told(-left)}` : told(left);
    box.classList.toggle("soon", left < 60);
    const begun = parts.filter((part) => Number(part.dataset.begins) <= gone);
    for (const part of parts) part.classList.toggle("now", since !== null && part === begun[begun.length - 1]);
  }

  function fill() {
    const form = document.getElementById("taken");
    if (!form) return;
    const gone = elapsed();
    form.elements.minutes.value = Math.floor(gone / 60);
    form.elements.seconds.value = gone % 60;
  }

  box.addEventListener("click", function (event) {
    const button = event.target.closest("[data-clock]");
    if (!button) return;
    if (button.dataset.clock === "start" && since === null) since = Date.now();
    if (button.dataset.clock === "stop" && since !== null) {
      before += Date.now() - since;
      since = null;
      fill();
    }
    if (button.dataset.clock === "again") {
      before = 0;
      since = null;
    }
    show();
  });
  for (const each of box.querySelectorAll("[hidden]")) each.hidden = false;
  setInterval(show, 500);
})();
