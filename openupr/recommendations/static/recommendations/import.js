// Of a chosen folder only what is imported is sent: a stick full of pictures would take its time for nothing.
(function () {
  "use strict";
  document.addEventListener("change", function (event) {
    const input = event.target;
    if (!input.matches("input[type=file][webkitdirectory]")) return;
    const wanted = new DataTransfer();
    const left = [];
    for (const file of input.files) {
      if (/^[^.~].*\.(xlsx?|csv|jsonl?|ndjson|pdf|docx)$/i.test(file.name)) wanted.items.add(file);
      else left.push(file.name);
    }
    input.files = wanted.files;
    input.form.elements.passed_over.value = left.slice(0, 200).join("\n");
  });
  // A second click on the button must not send it all again.
  document.addEventListener("submit", function (event) {
    const button = event.target.querySelector("button[data-once]");
    if (!button) return;
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
    button.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("pageshow", function () {
    for (const button of document.querySelectorAll("button[data-once]")) button.removeAttribute("aria-disabled");
  });
})();
