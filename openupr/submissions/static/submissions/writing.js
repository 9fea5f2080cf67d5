// Comfort for writing a section; without it every form is sent as forms are. What it adds: a save whose connection
// drops keeps the text in the page and says so; unsent text may be kept on the device, if asked for.
(function () {
  "use strict";
  const OPTED_IN = "openupr.keep";
  const PREFIX = "openupr.unsent.";
  const told = document.getElementById("not-sent");
  const opt = document.getElementById("keep-on-device");
  const byId = (id) => document.getElementById(id);
  // The search for a recommendation to cite, and its own place, where no drawing anew takes it away.
  const search = byId("cite-record");
  const home = document.createComment("");
  if (search) search.before(home);

  const whose = (document.querySelector("[data-whose]") || { dataset: {} }).dataset.whose;

  // Storage may be shut off; then nothing is kept, and nothing breaks.
  function stored(work) {
    try { return work(window.localStorage); } catch { return null; }
  }
  // It is kept for the account that asked for it; another that signs in on the same device wipes it (stay.js).
  const isKept = () => Boolean(whose) && stored((device) => device.getItem(OPTED_IN)) === whose;
  // By theme one page has several sections, and the address of each leads to it.
  const addressOf = (form) => (form.closest("[data-address]") || { dataset: {} }).dataset.address || location.pathname;
  const keyOf = (form) => PREFIX + addressOf(form) + "#" + form.dataset.unsent;
  const forms = (place) => Array.from((place || document).querySelectorAll("form[data-unsent]"));
  const fieldsOf = (form) => Array.from(form.elements).filter((each) => each.name && !/^(hidden|submit|button)$/.test(each.type));
  const textOf = (form) => form.querySelector("textarea[name=text]");
  const versionOf = (form) => form.querySelector("input[name=version]");
  function isTouched(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) return field.selectedIndex !== Math.max(0, Array.from(field.options).findIndex((one) => one.defaultSelected));
    return field.value !== field.defaultValue;
  }
  const isUnsent = (form) => fieldsOf(form).some(isTouched);

  // What was typed goes with the version that it was typed on: who saved meanwhile is not written over unseen.
  function typedIn(form) {
    const fields = fieldsOf(form).filter((each) => each.type !== "radio" || each.checked).map((each) => [each.name, each.type === "checkbox" ? each.checked : each.value]);
    return { fields: Object.fromEntries(fields), version: versionOf(form) ? versionOf(form).value : "" };
  }
  function putBack(form, typed) {
    for (const field of fieldsOf(form)) {
      const value = typed.fields[field.name];
      if (value === undefined) continue;
      if (field.type === "checkbox") field.checked = value; else if (field.type === "radio") field.checked = field.value === value; else field.value = value;
    }
    if (!isUnsent(form)) return false;
    const isOlder = typed.version && versionOf(form) && versionOf(form).value !== typed.version;
    if (isOlder) versionOf(form).value = typed.version;
    for (let around = form.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    return isOlder ? "older" : "same";
  }
  function wipe() {
    stored(function (device) {
      for (const key of Object.keys(device)) if (key.startsWith("openupr.")) device.removeItem(key);
    });
  }
  function keep(form) {
    stored(function (device) {
      if (isKept() && isUnsent(form)) device.setItem(keyOf(form), JSON.stringify(typedIn(form)));
      else device.removeItem(keyOf(form));
    });
  }
  function keptFor(form) {
    const text = isKept() && stored((device) => device.getItem(keyOf(form)));
    try { const typed = JSON.parse(text); return typed && typed.fields ? typed : null; } catch { return null; }
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
      if (form.dataset.standsOn) goOn(form, button); else send(form, button, true);
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
      if (answer.status !== 422 && !(answer.ok && answer.redirected && isTheSame(answer.url, addressOf(form)))) {
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

  // A form that leads to another page is sent as forms are, once the page that it stands on could be asked for.
  let isLeaving = false;
  async function goOn(form, button) {
    try {
      const answer = await fetch(form.dataset.standsOn, { credentials: "same-origin", headers: { Accept: "text/html" } });
      const fresh = parsed(await answer.text()).querySelector("#part input[name=csrfmiddlewaretoken]");
      if (!answer.ok || answer.redirected || !fresh) return notice(form, told.dataset.signedOut, again(form, button));
      form.querySelector("input[name=csrfmiddlewaretoken]").value = fresh.value;
    } catch {
      keep(form);
      return notice(form, told.dataset.dropped, again(form, button));
    }
    stored((device) => device.removeItem(keyOf(form)));
    isLeaving = true;
    form.requestSubmit(button);
  }
  window.addEventListener("pageshow", () => { isLeaving = false; });

  // A form is drawn when its link is followed, in the link's place: what other boxes hold unsent stays.
  async function ask(link, isKeptText) {
    const place = link.closest(".asked");
    try {
      const answer = await fetch(link.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
      const fresh = parsed(await answer.text()).getElementById(place.id);
      if (!answer.ok || !fresh || !fresh.querySelector("form")) return location.assign(link.href);
      place.replaceWith(fresh);
      if (window.htmx) window.htmx.process(fresh);
      if (isKeptText) forms(fresh).forEach(putBackKept);
      else fresh.querySelector("textarea").focus();
      document.dispatchEvent(new Event("openupr:drawn"));
    } catch {
      notice(place, told.dataset.dropped);
    }
  }
  function putBackKept(form) {
    const typed = keptFor(form);
    const found = typed && putBack(form, typed);
    if (found) notice(form, found === "older" ? told.dataset.keptOlder : told.dataset.kept);
  }

  // Only what was saved is drawn anew: texts that others boxes hold unsent stay as they are.
  function show(form, page, isSaved) {
    if (search) home.after(search);
    // What waits for the reader may have become less: the number is in the header.
    const navs = document.querySelectorAll(".nav");
    page.querySelectorAll(".nav").forEach((fresh, at) => navs[at] && navs[at].replaceWith(fresh));
    const words = page.getElementById("words-here");
    if (words) byId("words-here").replaceWith(words);
    const item = form.closest(".paragraph");
    const here = form.closest(".part");
    const part = page.getElementById(here.id);
    const lists = page.querySelectorAll(".paragraphs");
    const list = part.querySelector(".paragraphs");
    // The first paragraph came, or the last one is gone: all of the part are drawn anew.
    const isWhole = !list || !here.querySelector(".paragraphs");
    // A heading counts in the first part with text: the words of another part may change, too.
    for (const partWords of page.querySelectorAll(".part-words")) if (byId(partWords.id)) byId(partWords.id).replaceWith(partWords);
    // A change of the text takes marks away.
    for (const marks of part.querySelectorAll("[data-marks]")) if (byId(marks.id)) byId(marks.id).replaceWith(marks);
    const order = isWhole ? [] : Array.from(list.children, (each) => each.id);
    let changed = null;
    const mine = byIdIn(page, item && item.id);
    if (isWhole) {
      const fresh = part.querySelector(".written");
      here.querySelector(".written").replaceWith(fresh);
      settle(fresh, isSaved);
    } else if (item && mine) {
      const others = forms(item).filter((each) => each.dataset.unsent !== form.dataset.unsent && isUnsent(each)).map((each) => [each.dataset.unsent, typedIn(each)]);
      // A form that was asked for stays open, unless it is the one that was sent.
      for (const open of item.querySelectorAll(".asked")) {
        const there = byIdIn(page, open.id);
        if (there && open.querySelector("form") && !open.contains(form)) there.replaceWith(open);
      }
      item.replaceWith(mine);
      changed = mine;
      for (const [name, typed] of others) {
        const there = forms(mine).find((each) => each.dataset.unsent === name);
        if (there) putBack(there, typed);
      }
      settle(mine, isSaved);
    } else if (item) {
      item.remove();
    }
    const added = item ? null : order.find((id) => !byId(id));
    if (!isWhole) reorder(here, order, page);
    // After one was taken out, the page stays where it is. What is said of a comment is said at the comment.
    const comment = form.closest(".remark");
    tell((comment && byId(comment.id)) || changed || byId(added || "") || here.querySelector(".paragraph"), page, isSaved && Boolean(changed || !item));
    lists.forEach(renumber);
    if (!item) {
      const [fresh, before] = [part.querySelector(".new-paragraph"), here.querySelector(".new-paragraph")];
      const [folded, was] = [fresh.querySelector("details"), before.querySelector("details")];
      if (folded && was) folded.open = was.open;
      before.replaceWith(fresh);
      settle(fresh, isSaved);
    }
    document.dispatchEvent(new Event("openupr:drawn"));
  }
  // What the server says at the head of a page is said where one is; what it said before goes.
  function tell(item, page, isSaved) {
    const said = page.querySelector(".messages");
    if (!said || !item) return;
    for (const old of document.querySelectorAll(".paragraph .messages")) old.remove();
    for (let around = item.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    item.prepend(document.adoptNode(said));
    if (isSaved) said.scrollIntoView({ block: "nearest" });
  }
  // A paragraph or a note more or less, and all that follow have another number in the Word file.
  function renumber(list) {
    for (const there of list.children) {
      const here = byId(there.id);
      if (!here) continue;
      const [reads, numbers] = [there.querySelector(".reads"), there.querySelectorAll(".note-number")];
      if (reads && here !== there) here.querySelector(".reads").replaceWith(reads);
      here.querySelectorAll(".note-number").forEach((mark, at) => { if (numbers[at]) mark.textContent = numbers[at].textContent; });
    }
  }
  const byIdIn = (page, id) => (id ? page.getElementById(id) : null);
  function reorder(part, order, page) {
    const here = part.querySelector(".paragraphs");
    for (const id of order) here.append(byId(id) || document.adoptNode(page.getElementById(id)));
    if (window.htmx) window.htmx.process(here);
  }
  function settle(element, isSaved) {
    if (window.htmx) window.htmx.process(element);
    if (isSaved) byId("announcer").textContent = told.dataset.saved;
    else { const open = element.querySelector(".notice.error"); if (open) open.scrollIntoView({ block: "nearest" }); }
  }
  function showConflict(form, page) {
    const both = page.getElementById("conflict");
    const item = form.closest(".paragraph") || form.closest(".new-paragraph") || form;
    const before = byId("conflict");
    if (before) before.remove();
    item.prepend(both);
    form.hidden = true;
    if (window.htmx) window.htmx.process(both);
    both.querySelector("textarea").focus();
  }

  document.addEventListener("submit", function (event) {
    if (!event.target.matches("form[data-unsent]") || !told) return;
    if (isLeaving) return;
    event.preventDefault();
    if (event.target.dataset.standsOn) goOn(event.target, event.submitter); else send(event.target, event.submitter, false);
  });

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-asks]");
    if (!link || !told || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(link, false);
  });

  for (const happened of ["input", "change"]) {
    document.addEventListener(happened, function (event) {
      const form = event.target.closest("form[data-unsent]");
      if (form) keep(form);
    });
  }

  window.addEventListener("beforeunload", function (event) {
    if (!isLeaving && forms().some(isUnsent)) event.preventDefault();
  });

  if (opt) {
    opt.form.hidden = false;
    opt.checked = isKept();
    opt.addEventListener("change", function () {
      if (!opt.checked) return wipe();
      stored((device) => device.setItem(OPTED_IN, whose));
      forms().forEach(keep);
    });
  }
  if (told) {
    forms().forEach(putBackKept);
    for (const link of document.querySelectorAll("a[data-asks]")) {
      const key = PREFIX + addressOf(link) + "#" + link.closest(".asked").id;
      if (isKept() && stored((device) => device.getItem(key))) ask(link, true);
    }
  }

  // Where the cursor is; inside an end note the place after it. A note may have words in brackets.
  const NOTES = /\^\[(?:\\.|[^[\]\\]|\[\[?[^[\]]*\]\]?)*\]/g;
  function placeIn(area) {
    const place = area.selectionEnd;
    const around = Array.from(area.value.matchAll(NOTES), (note) => [note.index, note.index + note[0].length]);
    const inside = around.find(([begin, end]) => begin < place && place < end);
    return inside ? inside[1] : place;
  }

  // A found recommendation is cited where the cursor last stood.
  let last = null;
  document.addEventListener("focusin", function (event) {
    if (event.target.matches("textarea[data-markup]")) last = event.target;
  });
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-cite]");
    if (!button) return;
    const area = last && document.contains(last) ? last : document.querySelector(".new-paragraph textarea");
    if (!area) return;
    const around = area.closest("details");
    if (around) around.open = true;
    area.focus();
    const place = placeIn(area);
    area.setRangeText(" " + button.dataset.cite, place, place, "end");
    if (search && search.contains(button)) search.open = false;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // The search for a recommendation opens below the box of the button; what is chosen there goes into that box.
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-find-cite]");
    if (!button || !search) return;
    last = button.form.querySelector("textarea[data-markup]");
    button.form.insertAdjacentElement("afterend", search); // a field of the form is called "after"
    search.classList.remove("unscripted");
    search.open = true;
    search.scrollIntoView({ block: "nearest" });
    search.querySelector("input[type=search]").focus();
  });
  // An end note is put where the cursor stood in the box above the button.
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-note]");
    const area = button && button.form.querySelector("textarea[data-markup]");
    if (!area) return;
    area.focus();
    const place = placeIn(area);
    area.setRangeText("^[]", place, place, "end");
    area.setSelectionRange(area.selectionEnd - 1, area.selectionEnd - 1);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
