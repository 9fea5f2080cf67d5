"""Marks what was found in a text."""

from collections.abc import Iterable
from typing import Protocol

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


class Stretch(Protocol):
    """A part of a text that was "added", "removed" or stayed the "same"."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def bold(self) -> bool: ...
    @property
    def italic(self) -> bool: ...


def as_changes(stretches: Iterable[Stretch]) -> SafeString:
    """A changed text as HTML: what was added in <ins>, what was removed in <del>."""
    return SafeString("".join(map(_stretch, stretches)))


def _stretch(stretch: Stretch) -> str:
    drawn = escape(stretch.text)
    if stretch.italic:
        drawn = f"<em>{drawn}</em>"
    if stretch.bold:
        drawn = f"<strong>{drawn}</strong>"
    element = {"added": "ins", "removed": "del"}.get(stretch.kind)
    return f"<{element}>{drawn}</{element}>" if element else drawn
