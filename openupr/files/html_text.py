"""Turns a piece of HTML into the text a reader sees.

Nothing is executed, fetched or parsed as a document.

Every step takes time in proportion to the text, whatever the text is.
"""

import html
import re

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>|<![^<>]*>")
_BLOCK_NAMES = "br p div li ul ol tr table h1 h2 h3 h4 h5 h6 blockquote section article hr dd dt"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACES = re.compile(r"[ \t\f\v\u00a0\u2007\u202f]+")
_UNSEEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))


def html_to_text(source: str) -> str:
    """Text with a line for each block, spaces collapsed, entities resolved once.

    A source without any tag keeps its line breaks, since then they are the only ones there are.
    """
    for start, end in _UNSEEN:
        source = _without(source, start, end)
    if _TAG.search(source):
        source = _TAG.sub(_break, re.sub(r"\s+", " ", source))
    lines = (_SPACES.sub(" ", line).strip() for line in html.unescape(source).splitlines())
    return "\n".join(line for line in lines if line)


def _break(tag: re.Match[str]) -> str:
    name = (tag[1] or "").lower()
    if name in _BLOCKS:
        return "\n"
    return " " if name in ("td", "th") else ""


def _without(text: str, start: str, end: str) -> str:
    """`text` without what stands between the two marks; a mark that is never closed takes the rest
    along.
    """
    lower, kept, position = text.lower(), [], 0
    if len(lower) != len(text) or start not in lower:
        return text
    while (opened := lower.find(start, position)) >= 0:
        kept.append(text[position:opened])
        closed = lower.find(end, opened)
        position = closed + len(end) if closed >= 0 else len(text)
    return "".join([*kept, text[position:]])
