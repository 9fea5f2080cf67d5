// The room begins to read a section at its top, also where the one before it was read to its end.
(function () {
  "use strict";
  const section = () => { const stage = document.getElementById("stage"); return stage && stage.dataset.section; };
  let last = section();
  document.addEventListener("htmx:afterSwap", function () {
    if (section() === last) return;
    last = section();
    window.scrollTo(0, 0);
  });
})();
