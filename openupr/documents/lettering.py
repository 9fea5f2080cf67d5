"""Words in a drawing: how wide they are about, where they break, and never anything that could be
markup.
"""

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

_FORBIDDEN = dict.fromkeys([*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
_ON_A_PAGE = re.compile(r' (?:fill|stroke)="#[0-9a-f]{6}"|(?<=\d)\.0(?=")')
# Shares of the type size, on the wide side: which font draws the letters is not known here.
_NARROW, _USUAL, _BROAD = 0.36, 0.62, 0.8
_NARROW_LETTERS = frozenset("iljtfrI.,:;'’|()[]! ")
_BROAD_LETTERS = frozenset("mwMWQOGDNHU@%&")


def shown_text(text: str) -> str:
    """The text safe between tags and in an attribute of double quotes; control characters are left
    out.
    """
    return quoteattr(text.translate(_FORBIDDEN), {'"': "&quot;"})[1:-1]


def width_of(text: str, size: float) -> float:
    """About how wide the text is at this type size, in pixels."""
    return size * sum(
        _NARROW if letter in _NARROW_LETTERS else _BROAD if letter in _BROAD_LETTERS else _USUAL for letter in text
    )


def lines_of(text: str, width: float, *, size: float, most: int) -> list[str]:
    """The text broken into lines of about this width, at its spaces where it has any, as an address
    has not; what exceeds `most` lines ends in an ellipsis.
    """
    lines: list[str] = []
    for word in _words(text, width, size):
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    cut = len(lines) > most
    lines = [_fitted(line, width, size) for line in lines[:most]]
    if cut:
        lines[-1] = _fitted(f"{lines[-1].removesuffix('…')}…", width, size)
    return lines or [""]


def _words(text: str, width: float, size: float) -> Iterator[str]:
    for word in text.split():
        start, used = 0, 0.0
        for at, letter in enumerate(word):
            used += width_of(letter, size)
            if used > width and at > start:
                yield word[start:at]
                start, used = at, width_of(letter, size)
        yield word[start:]


def plain(text: str, x: float, y: float, *, size: float, colour: str, css: str = "ink") -> str:
    """A line of text whose base line begins at (x, y)."""
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}">{shown_text(text)}</text>'


def for_a_page(drawn: str) -> str:
    """A drawing without what a page's style sheet gives by class, and without needless digits."""
    return _ON_A_PAGE.sub("", drawn)


def bold(text: str, x: float, y: float, *, size: float, colour: str) -> str:
    """The same in bold, for names of panels and the title."""
    return plain(text, x, y, size=size, colour=colour).replace("<text ", '<text font-weight="bold" ', 1)


def _fitted(line: str, width: float, size: float) -> str:
    if width_of(line, size) <= width * 1.02:
        return line
    kept = line.removesuffix("…")
    while kept and width_of(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
