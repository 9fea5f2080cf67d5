// Pasting into a text that is markup: text, bold, italic, lists, links, notes and tables; everything else of Word's is
// dropped, above all what is not to be read: tracked deletions, hidden text and comments.
(function () {
  "use strict";
  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
  const escaped = (text) => text.replace(/[\\*_[\]^|`]/g, "\\$&");
  const BLOCKS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "SECTION", "ARTICLE", "PRE"]);
  const WITHIN = new Set(["UL", "OL", "LI", "DL", "DT", "DD", "TABLE", "CAPTION", "TR", "TD", "TH"]);
  const DROPPED = new Set(["STYLE", "SCRIPT", "META", "TITLE", "LINK", "XML", "IMG", "HEAD", "TEMPLATE", "O:P"]);

  // The policy lets no style in, not even into a page that is only read: in what is pasted it goes by another name.
  const readable = (html) => html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const styleOf = (node) => (node.getAttribute && node.getAttribute("data-style")) || "";

  // A note's mark leads to its words, and the number beside them back to the mark: as Word and as LibreOffice write it.
  const MARK = /#(?:_(ftn|edn)(\d+)|(sdfootnote|sdendnote)(\d+)sym)$/i;
  const BACK = /#(?:_(ftn|edn)ref(\d+)|(sdfootnote|sdendnote)(\d+)anc)$/i;
  let notes = new Map();
  function keyOf(pattern, anchor) {
    const found = pattern.exec(anchor.getAttribute("href") || "");
    return found ? ((found[1] || found[3]) + (found[2] || found[4])).toLowerCase() : "";
  }
  // The words of the notes by what their marks say; they are taken out of where they stand.
  function notesOf(body) {
    const found = new Map();
    for (const back of body.querySelectorAll("a[href]")) {
      const key = keyOf(BACK, back);
      const place = key && (back.closest('div[id="' + key + '"]') || back.closest("p"));
      if (!place) continue;
      back.remove();
      if (trimmed(place.textContent)) found.set(key, trimmed(inline(place)));
      place.remove();
    }
    return found;
  }

  // What nobody is to read. The words that a comment is on are no comment: they have "mso-comment-reference".
  const UNREAD = [
    "del", "[hidden]", ".msoDel", ".TrackChangeTextDeletion", ".MsoCommentReference", ".MsoCommentText",
    ".MsoCommentSubject", ".msocomanchor", ".msocomoff", ".msocomtxt", 'a[href^="#_msocom_"]', 'a[href^="#_msoanchor_"]',
  ].join(", ");
  const HIDDEN = /mso-hide:\s*all|(?<![-\w])display:\s*none|mso-element:\s*comment|mso-special-character:\s*comment/i;
  // Classes of text that a style of the document hides.
  function hiddenClasses(html) {
    const sheets = (html.match(/<style[\s\S]*?<\/style>/gi) || []).join("\n").replace(/<!--|-->|\/\*[\s\S]*?\*\//g, "");
    const found = [];
    for (const [, selectors, rules] of sheets.matchAll(/([^{}]*)\{([^{}]*)\}/g)) {
      if (HIDDEN.test(rules)) for (const [, name] of selectors.matchAll(/\.([A-Za-z_][\w-]*)/g)) found.push(name);
    }
    return new Set(found);
  }
  function leaveOut(body, hidden) {
    const isHidden = (each) => HIDDEN.test(styleOf(each)) || Array.from(each.classList).some((name) => hidden.has(name));
    for (const each of Array.from(body.querySelectorAll("*"))) {
      if (!each.matches(UNREAD) && !isHidden(each)) continue;
      // A row or an item of a list of which nothing else is left goes with it.
      const around = each.parentElement && each.parentElement.closest('li, tr, p[data-style*="mso-list"]');
      each.remove();
      if (around && !said(around)) around.remove();
    }
  }
  function said(element) {
    const left = element.cloneNode(true);
    for (const mark of left.querySelectorAll('[data-style*="mso-list"]')) mark.remove();
    return trimmed(left.textContent);
  }

  // What stands in one manner, in order: {text, bold, italic, link}, or {note}. A phrase comes in as many as it has
  // fonts and languages.
  function runs(node) {
    if (node.nodeType === Node.TEXT_NODE) return [{ text: node.data.replace(/\s+/g, " "), ...mannerAt(node.parentElement) }];
    if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName)) return [];
    if (node.tagName === "BR") return [{ text: " " }];
    const note = node.tagName === "A" && notes.get(keyOf(MARK, node));
    if (note) return [{ note }];
    // Word's own bullet or number: the list says it.
    if (/mso-list:\s*ignore/i.test(styleOf(node))) return [];
    const found = Array.from(node.childNodes).flatMap(runs);
    // Two paragraphs, items or cells within one cell do not run together.
    return BLOCKS.has(node.tagName) || WITHIN.has(node.tagName) ? [{ text: " " }, ...found, { text: " " }] : found;
  }
  function mannerAt(element) {
    const manner = element.parentElement ? mannerAt(element.parentElement) : { bold: false, italic: false, link: "" };
    const style = styleOf(element);
    if (/(?<![-\w])font-weight:\s*(normal|400)/i.test(style)) manner.bold = false;
    else if (/(?<![-\w])font-weight:\s*(bold|[6-9]00)/i.test(style) || /^(B|STRONG)$/.test(element.tagName)) manner.bold = true;
    if (/(?<![-\w])font-style:\s*normal/i.test(style)) manner.italic = false;
    else if (/(?<![-\w])font-style:\s*italic/i.test(style) || /^(I|EM)$/.test(element.tagName)) manner.italic = true;
    const address = element.tagName === "A" ? element.getAttribute("href") || "" : "";
    if (/^(https?:|mailto:)/i.test(address)) manner.link = address;
    return manner;
  }
  const inline = (...nodes) => written(nodes.flatMap(runs));
  function written(found) {
    let text = "";
    for (let at = 0; at < found.length;) {
      if (found[at].note) { text += "^[" + found[at].note + "]"; at += 1; continue; }
      const link = found[at].link || "";
      const under = [];
      while (at < found.length && !found[at].note && (found[at].link || "") === link) { under.push(found[at]); at += 1; }
      text += link ? linked(emphasised(under), link) : emphasised(under);
    }
    return text;
  }
  // Marks stand next to letters, blanks outside them.
  function linked(text, address) {
    const [, start, inside, end] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text);
    const link = address.replace(/[()\s<>]/g, encodeURIComponent).replace(/\(/g, "%28").replace(/\)/g, "%29");
    return inside ? start + "[" + inside + "](" + link + ")" + end : text;
  }
  // Asterisks are marks only where blanks, signs and letters beside them make them so. Where they would be read as
  // asterisks ("a**(b)**c", or a manner that ends where another begins within one word) the manner goes, not the words.
  // Between letters "**a***b*" is read rightly, one manner after the other, unless a second begins within the latter.
  function emphasised(found) {
    const pieces = piecesOf(found);
    let open = [];
    let isJoined = false;
    let text = "";
    for (let at = 0; at < pieces.length; at++) {
      const piece = pieces[at];
      if (piece.isBlank) continue;
      const isApart = at === 0 || pieces[at - 1].isBlank;
      const ends = open.findIndex((mark) => !piece.marks.has(mark));
      let stays = ends < 0 ? open : open.slice(0, ends);
      const changes = !isApart && stays.length < open.length && piece.marks.size > stays.length;
      const joins = changes && open.length === 1 && piece.marks.size === 1 && !piece.isSign && !pieces[at - 1].isSign;
      isJoined = joins || (isJoined && stays.length > 0);
      if ((changes && !joins) || (isJoined && stays.length > 0 && piece.marks.size > stays.length)) {
        for (let on = at; on < pieces.length && !pieces[on].isBlank; on++) pieces[on].marks = new Set();
        stays = [];
      }
      const begins = ["**", "*"].filter((mark) => piece.marks.has(mark) && !stays.includes(mark));
      text += open.slice(stays.length).reverse().join("") + (isApart && at ? " " : "") + begins.join("") + escaped(piece.text);
      open = [...stays, ...begins];
    }
    text += open.reverse().join("");
    return pieces.length && pieces[pieces.length - 1].isBlank ? text + " " : text;
  }
  // Blanks, signs and what is neither, each with its marks; signs have no mark that a letter beside them has not.
  function piecesOf(found) {
    const pieces = [];
    for (const { text, bold, italic } of found) {
      for (const part of text.match(/\s+|[\p{P}\p{S}]+|[^\s\p{P}\p{S}]+/gu) || []) {
        const isBlank = !part.trim();
        if (isBlank && pieces.length && pieces[pieces.length - 1].isBlank) continue;
        const marks = new Set([bold && "**", italic && "*"].filter(Boolean));
        pieces.push({ text: part, isBlank, isSign: !isBlank && /^[\p{P}\p{S}]/u.test(part), marks });
      }
    }
    for (const order of [pieces, [...pieces].reverse()]) {
      let beside = null;
      for (const piece of order) {
        if (piece.isBlank) beside = null;
        else if (!piece.isSign) beside = piece.marks;
        else if (beside) piece.marks = new Set([...piece.marks].filter((mark) => beside.has(mark)));
      }
    }
    return pieces;
  }
  const trimmed = (text) => text.replace(/\s+/g, " ").trim();
  // A cell over several rows or columns has its words in the first of them; the others are empty and keep their place.
  function table(element) {
    const rows = Array.from(element.rows, () => []);
    Array.from(element.rows).forEach(function (row, down) {
      let across = 0;
      for (const cell of row.cells) {
        while (rows[down][across] !== undefined) across += 1;
        const last = cell.rowSpan ? Math.min(rows.length, down + cell.rowSpan) : rows.length;
        for (let y = down; y < last; y++) for (let x = 0; x < cell.colSpan; x++) if (rows[y][across + x] === undefined) rows[y][across + x] = "";
        rows[down][across] = trimmed(inline(cell));
      }
    });
    const columns = Math.max(0, ...rows.map((row) => row.reduce((most, text, at) => (text ? at + 1 : most), 0)));
    if (!columns) return "";
    const line = (row) => "| " + Array.from({ length: columns }, (_, at) => row[at] || "").join(" | ") + " |";
    const drawn = [line(rows[0]), line(Array(columns).fill("---")), ...rows.slice(1).map(line)].join("\n");
    const caption = element.caption ? trimmed(inline(element.caption)) : "";
    return caption ? caption + "\n\n" + drawn : drawn;
  }
  function items(element, depth) {
    const isNumbered = element.tagName === "OL";
    const found = [];
    for (const item of element.children) {
      if (/^(UL|OL)$/.test(item.tagName)) { found.push(...items(item, depth + 1)); continue; }
      const within = Array.from(item.childNodes).filter((each) => /^(UL|OL)$/.test(each.nodeName));
      const own = Array.from(item.childNodes).filter((each) => !within.includes(each));
      found.push("   ".repeat(depth) + (isNumbered ? "1. " : "- ") + trimmed(inline(...own)));
      for (const list of within) found.push(...items(list, depth + 1));
    }
    return found;
  }
  function blocks(parent) {
    const found = [];
    let run = [];
    const flush = () => { const text = trimmed(written(run)); if (text) found.push(text); run = []; };
    let isList = false;
    let first = 1;
    for (const node of parent.childNodes) {
      const name = node.nodeName;
      const style = styleOf(node);
      if (name === "TABLE") { flush(); found.push(table(node)); isList = false; }
      else if (name === "UL" || name === "OL") { flush(); found.push(items(node, 0).join("\n")); isList = false; }
      else if (/mso-list:\s*l\d/i.test(style)) {
        flush();
        const mark = node.querySelector('[data-style*="mso-list"]');
        const level = Number((/level(\d)/i.exec(style) || [0, 1])[1]);
        if (!isList) first = level;
        const line = "   ".repeat(Math.min(2, Math.max(0, level - first))) + (/^\s*[\da-z]+[.)]/i.test(mark ? mark.textContent : "") ? "1. " : "- ") + trimmed(inline(node));
        if (isList) found[found.length - 1] += "\n" + line; else found.push(line);
        isList = true;
      } else if (BLOCKS.has(name)) {
        flush();
        found.push(...blocks(node));
        isList = isList && !trimmed(node.textContent);
      } else if (node.nodeType === Node.ELEMENT_NODE && node.querySelector("p, div, table, ul, ol")) {
        flush();
        found.push(...blocks(node));
      } else run.push(...runs(node));
    }
    flush();
    return found;
  }
  function asMarkup(html) {
    const body = parsed(readable(html)).body;
    leaveOut(body, hiddenClasses(html));
    notes = new Map();
    notes = notesOf(body);
    return blocks(body).filter(Boolean).join("\n\n");
  }
  document.addEventListener("paste", function (event) {
    if (!event.target.matches("textarea[data-markup]") || !event.clipboardData) return;
    const html = event.clipboardData.getData("text/html");
    const markup = html && asMarkup(html);
    if (!markup) return;
    event.preventDefault();
    // The old command, unlike a change of the value, can be undone.
    if (!document.execCommand("insertText", false, markup)) {
      event.target.setRangeText(markup, event.target.selectionStart, event.target.selectionEnd, "end");
      event.target.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
})();
