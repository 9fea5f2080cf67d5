"""Marks what was found in a text."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from .escaping import escape


def marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """`text` as HTML, every (start, end) of `spans` inside <mark>.

    Spans may overlap, come in any order or reach beyond the text.
    """
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        start, end = max(start, done), min(end, len(text))
        if start >= end:
            continue
        pieces += (escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>")
        done = end
    pieces.append(escape(text[done:]))
    return SafeString("".join(pieces))
