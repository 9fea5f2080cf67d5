"""Charts as SVG files to take away, which need nothing around them.

The colours are those of the light palette, the patterns those of the pages; every number stands beside its bar.
Words are SVG text here, so a script that needs shaping (Khmer) belongs on the page, not in these pictures.
"""

import unicodedata
from collections.abc import Sequence

from .charts import Bar, CrossTable, heat, percent
from .drawing import in_words
from .escaping import escape
from .numbers import grouped, share

_INK, _MUTED, _PAPER, _LINE = "#1a1d21", "#575e66", "#ffffff", "#deded6"
_TONES = {"yes": "#0d6a5b", "no": "#9c4a06", "part": "#6a489f", "wait": "#596068", "plain": "#1f5299"}
_HEAT = ("#ffffff", "#eef4fb", "#dbe8f6", "#c3d8f0", "#a6c5e8", "#86b0de", "#3a6cae", "#2a5a9b", "#184480")
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
_WIDTH = 760
_MARGIN = 20
_LETTER = 6.9  # the mean width of a letter at 13 px, in px

_PATTERNS = (
    '<pattern id="no" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="5" height="5" fill="{_PAPER}"/><rect width="2.2" height="5" fill="{_TONES["no"]}"/></pattern>'
    '<pattern id="part" width="5" height="5" patternUnits="userSpaceOnUse">'
    f'<rect width="5" height="5" fill="{_PAPER}"/><circle cx="2.5" cy="2.5" r="1.4" fill="{_TONES["part"]}"/></pattern>'
)


def bars_svg(bars: Sequence[Bar], *, title: str, note: str = "", whole: int = 0) -> str:
    """A bar chart as an SVG document, 760 px wide; shares of `whole` when it is given."""
    names = min(300.0, max((len(str(bar.label)) for bar in bars), default=0) * _LETTER + 10)
    room = _WIDTH - 2 * _MARGIN - names - 100
    most = max((bar.count for bar in bars), default=0)
    legend = {part.tone: str(part.label) for bar in bars for part in bar.parts if part.count}
    top = 50 + (26 if legend else 0)
    drawn = [_legend(legend)]
    for i, bar in enumerate(bars):
        y = top + i * 26
        drawn.append(_text(_MARGIN, y + 14, _fitted(str(bar.label), names)))
        length = room * percent(bar.count, most) / 100
        drawn.append(_bar(_MARGIN + names, y, length, bar))
        number = " · ".join(filter(None, (grouped(bar.count), share(bar.count, whole))))
        drawn.append(_text(_MARGIN + names + length + 6, y + 14, number))
    spoken = "; ".join(f"{bar.label}: {in_words(bar.parts) if bar.parts else grouped(bar.count)}" for bar in bars)
    return _document(title, spoken, note, top + len(bars) * 26, drawn)


def cross_svg(table: CrossTable, *, note: str = "") -> str:
    """A cross-table as an SVG document: shaded cells with their numbers."""
    names = min(300.0, max((len(str(head.label)) for head, _cells in table.rows), default=0) * _LETTER + 10)
    width = max(46.0, (_WIDTH - 2 * _MARGIN - names) / max(1, len(table.columns)))
    most = max((cell.count for _head, cells in table.rows for cell in cells), default=0)
    heads = [_wrapped(str(head.label), width - 8) for head in table.columns]
    top = 58 + 15 * max((len(lines) for lines in heads), default=1)
    left = _MARGIN + names
    drawn = []
    for i, lines in enumerate(heads):
        for j, line in enumerate(reversed(lines)):
            drawn.append(_text(left + (i + 1) * width - 6, top - 8 - 15 * j, line, anchor="end", fill=_MUTED))
    for i, (head, cells) in enumerate(table.rows):
        y = top + i * 26
        drawn.append(_text(_MARGIN, y + 17, _fitted(str(head.label), names)))
        for j, cell in enumerate(cells):
            shade = heat(cell.count, most)
            drawn.append(
                f'<rect x="{left + j * width:.1f}" y="{y}" width="{width - 1:.1f}" height="25" fill="{_HEAT[shade]}"/>'
            )
            ink = _PAPER if shade > 5 else _INK if shade else _MUTED
            drawn.append(_text(left + (j + 1) * width - 7, y + 17, grouped(cell.count), anchor="end", fill=ink))
    return _document(
        str(table.caption), "", note, top + len(table.rows) * 26, drawn,
        width=round(left + len(table.columns) * width + _MARGIN),
    )  # fmt: skip


def _document(title: str, spoken: str, note: str, height: float, drawn: Sequence[str], width: int = _WIDTH) -> str:
    height = round(height + (34 if note else 14))
    foot = _text(_MARGIN, height - 12, note, size=11, fill=_MUTED) if note else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{_FONT}" font-size="13"><title>{_clean(title)}</title><desc>{_clean(spoken)}</desc>'
        f'<defs>{_PATTERNS}</defs><rect width="{width}" height="{height}" fill="{_PAPER}"/>'
        f"{_text(_MARGIN, 30, title, size=16, weight=700)}{''.join(drawn)}{foot}</svg>"
    )


def _bar(x: float, y: float, length: float, bar: Bar) -> str:
    if not bar.parts:
        return _piece(x, y, length, "plain")
    whole = sum(part.count for part in bar.parts) or 1
    drawn = []
    for part in bar.parts:
        width = length * part.count / whole
        if width:
            drawn.append(_piece(x, y, width, part.tone))
            x += width
    return "".join(drawn)


def _piece(x: float, y: float, width: float, tone: str, height: float = 18) -> str:
    colour = _TONES.get(tone, _TONES["plain"])
    fill = {"no": "url(#no)", "part": "url(#part)", "wait": _PAPER}.get(tone, colour)
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{max(width, 0.5):.2f}" height="{height}" fill="{fill}" '
        f'stroke="{colour}" stroke-width="1"/>'
    )


def _legend(words: dict[str, str]) -> str:
    drawn, x = [], float(_MARGIN)
    for tone, word in words.items():
        drawn.append(_piece(x, 46, 12, tone, 12) + _text(x + 18, 57, word))
        x += 18 + len(word) * _LETTER + 22
    return "".join(drawn)


def _text(
    x: float, y: float, words: str, *, size: int = 13, weight: int = 400, fill: str = _INK, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{fill}" '
        f'text-anchor="{anchor}">{_clean(words)}</text>'
    )


def _clean(words: str) -> str:
    """Escaped, and without the control characters that no XML may hold."""
    kept = (" " if unicodedata.category(each) in ("Cc", "Cs") else each for each in words)
    return escape("".join(kept).translate({0xFFFE: " ", 0xFFFF: " "}))


def _fitted(words: str, room: float) -> str:
    letters = int(room / _LETTER)
    return words if len(words) <= letters else words[: max(1, letters - 1)].rstrip() + "…"


def _wrapped(words: str, room: float) -> list[str]:
    """Words on lines that fit `room`; three at most."""
    lines: list[str] = []
    for word in words.split():
        if lines and (len(lines[-1]) + 1 + len(word)) * _LETTER <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return [_fitted(line, room) for line in lines[:3]]
