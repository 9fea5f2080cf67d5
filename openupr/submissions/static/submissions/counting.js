// The words of the section and of the whole move while one writes: by how much each text as it is typed differs from
// what is saved. The server counts both; what it says of a typed text stands below it.
(function () {
  "use strict";
  // As the server writes it: browsers do not know the separator of every language.
  const written = (number, thousand) => number.toLocaleString("en").replaceAll(",", thousand.slice(1, -3));
  function typedIn(place) {
    let more = 0;
    for (const form of place.querySelectorAll("form[data-saved-words]")) {
      const area = form.querySelector("textarea[name=text]");
      const told = form.querySelector(".preview [data-words]");
      if (area && told && area.value !== area.defaultValue) more += Number(told.dataset.words) - Number(form.dataset.savedWords);
    }
    return more;
  }
  // The figures of `place`, with `more` words; what else is said there by its name.
  function move(place, more, thousand, others) {
    const used = Number(place.dataset.used) + more;
    const left = place.dataset.budget ? Number(place.dataset.budget) - used : 0;
    const said = { ...others, used: written(used, thousand), over: written(Math.max(0, -left), thousand), left: written(Math.max(0, left), thousand) };
    for (const told of place.querySelectorAll("[data-live]")) if (said[told.dataset.live]) told.textContent = said[told.dataset.live];
    for (const [name, isShown] of [["too-many", left < 0], ["is-over", left < 0], ["is-within", left >= 0], ["unsaved", more !== 0]]) {
      const told = place.querySelector('[data-live="' + name + '"]');
      if (told) told.hidden = !isShown;
    }
  }
  // Whoever writes far down the page does not see its head: the same is said below the text, of the part first.
  function repeat(sentence) {
    for (const told of document.querySelectorAll("form[data-saved-words] .preview [data-words]")) {
      const place = told.querySelector(".repeated") || told.appendChild(document.createElement("span"));
      const ofPart = told.closest(".part").querySelector(".part-words > [data-live]:not([hidden])");
      place.className = "repeated";
      place.textContent = (ofPart ? " " + ofPart.textContent.trim() : "") + " " + sentence.trim();
    }
  }
  function count() {
    const here = document.getElementById("words-here");
    if (!here || !here.dataset.used) return;
    const [more, thousand] = [typedIn(document), here.dataset.thousand];
    move(here, more, thousand, { all: written(Number(here.dataset.all) + more, thousand) });
    const ofSection = { "section-left": written(Math.max(0, Number(here.dataset.budget) - Number(here.dataset.used) - more), thousand) };
    for (const words of document.querySelectorAll(".part-words[data-used]")) move(words, typedIn(words.closest(".part")), thousand, ofSection);
    repeat(here.querySelector('[data-live="sentence"]').textContent);
  }
  document.addEventListener("htmx:afterSwap", count);
  document.addEventListener("openupr:drawn", count);
})();
