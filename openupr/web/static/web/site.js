// Comfort only: every page works without this file. Listeners sit on the document, so swapped parts need no set-up.
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const byId = (id) => document.getElementById(id);

  // What was done is said in the place that one comes back to, where it covers nothing.
  const said = document.querySelector("main > .messages");
  const place = said && window.location.hash && byId(window.location.hash.slice(1));
  if (place && !place.closest("table, dl")) {
    if (place.matches("li, section, article, .paragraph, .remark")) place.prepend(said); else place.before(said);
    place.scrollIntoView();
  }

  // A place that is folded, or that holds what is folded, opens where an address leads to it.
  function unfold() {
    const place = byId(decodeURIComponent(window.location.hash.slice(1)));
    if (!place) return;
    const inner = place.matches("details") ? place : place.querySelector(":scope > details.fold");
    let fold = inner || place.closest("details");
    if (!fold || fold.open) return;
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
    place.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  unfold();

  // Find-as-you-type in a list of filters: asks once for the whole list, then narrows it here.
  function narrow(input) {
    const wanted = folded(input.value.trim());
    const list = byId(input.dataset.list);
    let found = false;
    for (const item of list.children) {
      const fits = folded(`${item.textContent} ${item.dataset.also || ""}`).includes(wanted);
      item.hidden = !fits;
      found = found || fits;
    }
    const none = input.parentElement.querySelector(".facet-none");
    none.textContent = found || list.dataset.whole !== "here" ? "" : none.dataset.said;
  }
  document.addEventListener("input", function (event) {
    const input = event.target.closest("[data-list]");
    if (!input) return;
    const list = byId(input.dataset.list);
    if (list.dataset.whole || !input.dataset.url) return narrow(input);
    list.dataset.whole = "asked";
    window.htmx.ajax("GET", input.dataset.url, { target: list, swap: "innerHTML" }).then(() => narrow(input));
  });
  // Leaving that field is no choice: the form must not be sent, and swapped, under the value about to be ticked.
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-list]")) event.stopPropagation();
  }, true);
  // Enter in that field would send the whole form.
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches("[data-list]")) event.preventDefault();
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll(".nav-fold[open], .who[open]")) menu.open = false;
    }
  });

  // The menu of a page, from the one of the program.
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[href='#page-menu']");
    if (!link) return;
    link.closest("details").open = false;
    byId("page-menu").open = true;
  });

  // A text that must be sent exactly. Browsers give no clipboard to pages over plain http: then it is selected and copied.
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", async function (event) {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = byId(button.dataset.copy);
    const text = source.textContent.trim();
    // Refused, or no clipboard: the text is selected, and a person can copy it.
    const isCopied = (navigator.clipboard && await navigator.clipboard.writeText(text).then(() => true, () => false)) || copiedAsSelected(source);
    const said = (isCopied ? button.dataset.copied : button.dataset.byHand) || button.textContent;
    byId("announcer").textContent = said;
    button.textContent = said;
  });
  function copiedAsSelected(source) {
    if (source.select) { source.focus(); source.select(); } else window.getSelection().selectAllChildren(source);
    try { return document.execCommand("copy"); } catch { return false; }
  }

  // What was unfolded stays unfolded when its surroundings are swapped.
  let unfolded = [];
  document.addEventListener("htmx:beforeSwap", function () {
    unfolded = Array.from(document.querySelectorAll("details[id]"), (each) => [each.id, each.open]);
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    const list = event.detail.target;
    if (list.matches(".facet-values")) {
      list.classList.add("all");
      list.dataset.whole = "here";
      const more = list.parentElement.querySelector(".facet-more");
      if (more) more.hidden = true;
      return;
    }
    for (const [id, open] of unfolded) {
      const each = byId(id);
      if (each) each.open = open;
    }
    // A choice in the filters shows the top of what was found; on a phone they lie above it and are folded.
    const filters = byId("filters");
    const asked = event.detail.requestConfig;
    const isChoice = asked && asked.triggeringEvent && asked.triggeringEvent.type === "change";
    if (isChoice && asked.elt.matches(".filters > form") && filters) {
      const isPhone = filters.firstElementChild.offsetParent;
      if (isPhone) filters.open = false;
      const found = byId("sentence");
      if (found) found.scrollIntoView({ block: isPhone ? "start" : "nearest" });
    }
    const said = document.querySelector("[data-announce]");
    if (said) byId("announcer").textContent = said.textContent.trim().replace(/\s+/g, " ");
    byId("trouble").hidden = byId("signed-out").hidden = true;
  });

  // A request that failed says so; the page is left as it was.
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, function (event) {
      const answer = event.detail.xhr;
      const signedOut = Boolean(answer && answer.getResponseHeader("X-Signed-Out"));
      byId("trouble").hidden = signedOut;
      byId("signed-out").hidden = !signedOut;
    });
  }

  // A button pressed twice sends once: the same form with the same content waits three seconds. Listens on the window,
  // so that what other scripts send by themselves is not looked at.
  const sent = new WeakMap();
  let sending = null;
  window.addEventListener("submit", function (event) {
    if (event.defaultPrevented || event.target.method !== "post") return;
    const said = new URLSearchParams(new FormData(event.target, event.submitter)).toString();
    if (sent.get(event.target) === said) return event.preventDefault();
    sent.set(event.target, said);
    setTimeout(() => sent.delete(event.target), 3000);
    sending = event.target;
  });

  // A text that was typed and not sent: leaving the page, or sending another form of it, asks first.
  // Forms that keep their own text (writing.js) ask by themselves.
  const isTyped = (field) => field.type === "textarea" && field.value !== field.defaultValue;
  window.addEventListener("beforeunload", function (event) {
    const others = Array.from(document.forms).filter((form) => form.method === "post" && form !== sending);
    if (others.some((form) => !form.matches("[data-unsent]") && Array.from(form.elements).some(isTyped))) event.preventDefault();
    sending = null;
  });

  // A select or checkbox that should act at once, where htmx does not already.
  document.addEventListener("change", function (event) {
    const form = event.target.closest("form[data-submit-on-change]");
    if (form) form.requestSubmit();
  });
})();
