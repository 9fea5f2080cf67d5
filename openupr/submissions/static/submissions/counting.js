// The words of the section and of the whole move while one writes: by how much each text as it is typed differs from
// what is saved. The server counts both; what it says of a typed text stands below it.
(function () {
  "use strict";
  // As the server writes it: browsers do not know the separator of every language.
  const written = (number, thousand) => number.toLocaleString("en").replaceAll(",", thousand.slice(1, -3));
  function typed() {
    let more = 0;
    for (const form of document.querySelectorAll("form[data-saved-words]")) {
      const area = form.querySelector("textarea[name=text]");
      const told = form.querySelector(".preview [data-words]");
      if (area && told && area.value !== area.defaultValue) more += Number(told.dataset.words) - Number(form.dataset.savedWords);
    }
    return more;
  }
  // Whoever writes far down the page does not see its head: the same is said below the text.
  function repeat(sentence) {
    for (const told of document.querySelectorAll("form[data-saved-words] .preview [data-words]")) {
      const place = told.querySelector(".repeated") || told.appendChild(document.createElement("span"));
      place.className = "repeated";
      place.textContent = " " + sentence;
    }
  }
  function count() {
    const here = document.getElementById("words-here");
    if (!here || !here.dataset.used) return;
    const more = typed();
    const used = Number(here.dataset.used) + more;
    const over = here.dataset.budget ? Math.max(0, used - Number(here.dataset.budget)) : 0;
    const left = here.dataset.budget ? Math.max(0, Number(here.dataset.budget) - used) : 0;
    const thousand = here.dataset.thousand;
    const said = { used: written(used, thousand), all: written(Number(here.dataset.all) + more, thousand), over: written(over, thousand), left: written(left, thousand) };
    for (const place of here.querySelectorAll("[data-live]")) if (said[place.dataset.live]) place.textContent = said[place.dataset.live];
    for (const [name, isShown] of [["too-many", over > 0], ["unsaved", more !== 0]]) {
      const place = here.querySelector('[data-live="' + name + '"]');
      if (place) place.hidden = !isShown;
    }
    repeat(here.querySelector('[data-live="sentence"]').textContent);
  }
  document.addEventListener("htmx:afterSwap", count);
  document.addEventListener("openupr:drawn", count);
})();
