// Comfort for writing a section; without it every form is sent as forms are. What it adds: a save whose connection
// drops keeps the text in the page and says so; unsent text may be kept on the device, if asked for.
(function () {
  "use strict";
  const OPTED_IN = "openupr.keep";
  const PREFIX = "openupr.unsent.";
  const told = document.getElementById("not-sent");
  const opt = document.getElementById("keep-on-device");
  const byId = (id) => document.getElementById(id);

  // Storage may be shut off; then nothing is kept, and nothing breaks.
  function stored(work) {
    try { return work(window.localStorage); } catch { return null; }
  }
  const isKept = () => stored((device) => device.getItem(OPTED_IN)) === "yes";
  const keyOf = (form) => PREFIX + location.pathname + "#" + form.dataset.unsent;
  const textOf = (form) => form.querySelector("textarea[name=text]");
  function wipe() {
    stored(function (device) {
      for (const key of Object.keys(device)) if (key.startsWith("openupr.")) device.removeItem(key);
    });
  }
  function keep(form) {
    const area = textOf(form);
    stored(function (device) {
      if (isKept() && area.value !== area.defaultValue) device.setItem(keyOf(form), area.value);
      else device.removeItem(keyOf(form));
    });
  }

  function notice(form, text, ...buttons) {
    let place = form.querySelector(".unsent");
    if (!place) {
      place = document.createElement("div");
      place.setAttribute("role", "alert");
      form.prepend(place);
    }
    place.className = "notice error unsent";
    place.replaceChildren(document.createTextNode(text + " "), ...buttons);
  }
  function again(form, button) {
    const retry = document.createElement("button");
    retry.className = "button slim";
    retry.textContent = told.dataset.again;
    retry.addEventListener("click", function (event) {
      event.preventDefault();
      send(form, button, true);
    });
    return retry;
  }

  const isTheSame = (address, other) => new URL(address, location.href).pathname === new URL(other, location.href).pathname;
  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

  // A form that stood open while one signed in anew has an old token: the page itself has the new one.
  async function renewToken(form) {
    const answer = await fetch(location.pathname, { credentials: "same-origin", headers: { Accept: "text/html" } });
    const fresh = parsed(await answer.text()).querySelector("#part input[name=csrfmiddlewaretoken]");
    if (answer.ok && fresh) form.querySelector("input[name=csrfmiddlewaretoken]").value = fresh.value;
  }

  async function send(form, button, isAgain) {
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    try {
      if (isAgain) await renewToken(form);
      const body = new FormData(form);
      if (button && button.name) body.append(button.name, button.value);
      const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      const page = parsed(await answer.text());
      if (answer.status === 409) return showConflict(form, page);
      if (answer.status !== 422 && !(answer.ok && answer.redirected && isTheSame(answer.url, location.href))) {
        const isOut = answer.redirected || answer.status === 403 || answer.status === 404;
        return notice(form, isOut ? told.dataset.signedOut : told.dataset.dropped, again(form, button));
      }
      if (answer.status === 422 && !page.getElementById("part")) return notice(form, told.dataset.dropped, again(form, button));
      if (answer.ok) stored((device) => device.removeItem(keyOf(form)));
      show(form, page, answer.ok);
    } catch {
      keep(form);
      notice(form, told.dataset.dropped, again(form, button));
    } finally {
      delete form.dataset.sending;
    }
  }

  // Only what was saved is drawn anew: texts that others boxes hold unsent stay as they are.
  function show(form, page, isSaved) {
    const words = page.getElementById("words-here");
    if (words) byId("words-here").replaceWith(words);
    const item = form.closest(".paragraph");
    const list = page.querySelector(".paragraphs");
    if (!list) { textOf(form).defaultValue = textOf(form).value; return location.reload(); }
    const mine = byIdIn(page, item && item.id);
    if (item && mine) {
      item.replaceWith(mine);
      settle(mine, isSaved);
    } else if (item) {
      item.remove();
    }
    reorder(list);
    renumber(list);
    if (!item) {
      const fresh = page.getElementById("new");
      if (fresh) byId("new").replaceWith(fresh);
      settle(byId("new"), isSaved);
    }
  }
  // A paragraph more or less, and all that follow have another number in the Word file.
  function renumber(list) {
    for (const there of list.children) {
      const here = byId(there.id);
      const numbers = there.querySelectorAll(".reads .number");
      if (here) here.querySelectorAll(".reads .number").forEach((mark, at) => { if (numbers[at]) mark.textContent = numbers[at].textContent; });
    }
  }
  const byIdIn = (page, id) => (id ? page.getElementById(id) : null);
  function reorder(list) {
    let here = document.querySelector(".paragraphs");
    if (!here) return location.reload();
    for (const item of Array.from(list.children)) {
      here.append(byId(item.id) || document.adoptNode(item));
    }
    if (window.htmx) window.htmx.process(here);
  }
  function settle(element, isSaved) {
    if (window.htmx) window.htmx.process(element);
    if (isSaved) byId("announcer").textContent = told.dataset.saved;
    else { const open = element.querySelector(".notice.error"); if (open) open.scrollIntoView({ block: "nearest" }); }
  }
  function showConflict(form, page) {
    const both = page.getElementById("conflict");
    const item = form.closest(".paragraph") || byId("new") || form;
    const before = byId("conflict");
    if (before) before.remove();
    item.prepend(both);
    form.hidden = true;
    both.querySelector("textarea").focus();
  }

  document.addEventListener("submit", function (event) {
    if (!event.target.matches("form[data-unsent]") || !told) return;
    event.preventDefault();
    send(event.target, event.submitter, false);
  });

  document.addEventListener("input", function (event) {
    const form = event.target.closest("form[data-unsent]");
    if (form && event.target.name === "text") keep(form);
  });

  window.addEventListener("beforeunload", function (event) {
    const open = Array.from(document.querySelectorAll("form[data-unsent]"), textOf);
    if (open.some((area) => area && area.value !== area.defaultValue)) event.preventDefault();
  });

  if (opt) {
    opt.form.hidden = false;
    opt.checked = isKept();
    opt.addEventListener("change", function () {
      if (!opt.checked) return wipe();
      stored((device) => device.setItem(OPTED_IN, "yes"));
      document.querySelectorAll("form[data-unsent]").forEach(keep);
    });
    for (const form of document.querySelectorAll("form[data-unsent]")) {
      const text = isKept() && stored((device) => device.getItem(keyOf(form)));
      if (!text || text === textOf(form).value) continue;
      textOf(form).value = text;
      const around = form.closest("details");
      if (around) around.open = true;
      notice(form, told.dataset.kept);
    }
  }

  // A found recommendation is cited where the cursor last stood.
  let last = null;
  document.addEventListener("focusin", function (event) {
    if (event.target.matches("textarea[data-markup]")) last = event.target;
  });
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-cite]");
    if (!button) return;
    const area = last && document.contains(last) ? last : document.querySelector("#new textarea");
    if (!area) return;
    const around = area.closest("details");
    if (around) around.open = true;
    area.focus();
    area.setRangeText(" " + button.dataset.cite, area.selectionEnd, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
