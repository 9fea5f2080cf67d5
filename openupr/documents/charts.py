"""Small multiples: one panel a column, one bar a row in each, every bar with its number in words.

The drawing reads without colour: pieces of a bar differ by pattern, and names and numbers stand
beside the bars.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openupr.documents.lettering import bold, for_a_page, lines_of, plain, shown_text, width_of

TONES = {"yes": "#0d6a5b", "no": "#9c4a06", "part": "#6a489f", "wait": "#596068", "plain": "#1f5299", "grey": "#8f969d"}
"""Colours of the tones in a drawing that stands alone; on a page its style sheet overrules them by
class.
"""
INK, MUTED, LINE, PAPER = "#1a1d21", "#575e66", "#deded6", "#ffffff"

_ROW, _LINE, _BAR, _PAD = 22, 14, 13, 16
_WIDEST_NAME, _NARROWEST, _WIDEST = 250, 84, 300
_PATTERNED = {"no", "part", "wait"}
_PATTERNS = (
    '<defs><pattern id="tone-no" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="5" height="5" fill="{PAPER}"/><rect width="2.2" height="5" fill="{TONES["no"]}"/></pattern>'
    '<pattern id="tone-part" width="5" height="5" patternUnits="userSpaceOnUse">'
    f'<rect width="5" height="5" fill="{PAPER}"/><circle cx="2.5" cy="2.5" r="1.4" fill="{TONES["part"]}"/></pattern>'
    '<pattern id="tone-wait" width="5" height="5" patternUnits="userSpaceOnUse">'
    f'<rect width="5" height="5" fill="{PAPER}"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One bar: its pieces as (count, tone), and the words that stand at its end."""

    pieces: Sequence[tuple[int, str]]
    words: str

    @property
    def length(self) -> int:
        return sum(count for count, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class SmallMultiples:
    """What is drawn.

    `rows`: a name and one bar a panel; `legend`: (word, tone); `foot`: source, basis, address.
    `most`: what the longest bar would count, where that stands in another drawing beside this one.
    """

    title: str
    panels: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Measured]]]
    legend: Sequence[tuple[str, str]] = ()
    foot: Sequence[str] = field(default=())
    most: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    pad: int
    names: int
    panel: int
    words: float
    most: int
    panels: int

    @property
    def width(self) -> int:
        return 2 * self.pad + self.names + self.panel * self.panels


def drawn_on_a_page(chart: SmallMultiples, *, width: int = 1180) -> str:
    """The panels alone, as inline SVG for a page that has title, legend and source itself, and the
    patterns.

    `width` in pixels is kept to as long as every panel has room for a bar.
    """
    plan = _plan(chart, width, pad=0, widest_name=min(190, width // 3))
    body, height = _panels(chart, plan, 0)
    body = for_a_page(body).replace(' font-size="12"', "")  # as the whole has it
    return (
        f'<svg class="drawing" width="{plan.width}" height="{height}" role="img" '
        f'aria-label="{shown_text(chart.title)}" font-size="12">{body}</svg>'
    )


def drawn_alone(chart: SmallMultiples) -> str:
    """The whole drawing as an SVG file: title, legend, panels, source.

    The same chart gives the same bytes.
    """
    plan = _plan(chart, 1180, pad=_PAD, widest_name=_WIDEST_NAME)
    width = max(420, plan.width)
    pieces: list[str] = []
    y = _PAD
    for line in lines_of(chart.title, width - 2 * _PAD, size=16, most=4):
        y += 18
        pieces.append(bold(line, _PAD, y, size=16, colour=INK))
    if chart.legend:
        drawn, y = _legend(chart.legend, y + 22, width - _PAD)
        pieces.append(drawn)
    body, y = _panels(chart, plan, y + 14)
    pieces.append(body)
    y += 6
    for sentence in chart.foot:
        for line in lines_of(sentence, width - 2 * _PAD, size=11, most=4):
            y += 15
            pieces.append(plain(line, _PAD, y, size=11, colour=MUTED, css="muted"))
    height = y + _PAD
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="Noto Sans, Liberation Sans, Arial, DejaVu Sans, sans-serif" font-size="12">'
        f'<title>{shown_text(chart.title)}</title>{_PATTERNS}<rect width="100%" height="100%" fill="{PAPER}"/>'
        f"{''.join(pieces)}</svg>"
    )


def _plan(chart: SmallMultiples, width: int, *, pad: int, widest_name: int) -> _Plan:
    names = min(widest_name, max((width_of(name, 12) for name, _ in chart.rows), default=60) + 14)
    bars = [bar for _, bars_of_row in chart.rows for bar in bars_of_row]
    words = max((width_of(bar.words, 12) for bar in bars), default=0) + 8
    room = (width - 2 * pad - names) / max(1, len(chart.panels))
    panel = int(max(_NARROWEST, words + 44, min(_WIDEST, room)))
    most = max([chart.most, *(bar.length for bar in bars)])
    return _Plan(pad, int(names), panel, words, most, len(chart.panels))


def _panels(chart: SmallMultiples, plan: _Plan, top: int) -> tuple[str, int]:
    """The drawn panels from `top` on, and where they end."""
    heads = [lines_of(name, plan.panel - 8, size=12.8, most=4) for name in chart.panels]
    y = top + _LINE * max((len(lines) for lines in heads), default=1) + 4
    pieces = []
    for at, lines in enumerate(heads):
        x = _x(plan, at)
        first = y - 6 - _LINE * (len(lines) - 1)
        pieces += [bold(line, x, first + _LINE * n, size=12, colour=INK) for n, line in enumerate(lines)]
    pieces.append(f'<path class="hair" d="M{plan.pad} {y}H{plan.width - plan.pad}" stroke="{LINE}"/>')
    for name, bars in chart.rows:
        drawn, y = _row(name, bars, plan, y)
        pieces.append(drawn)
    return "".join(pieces), y


def _x(plan: _Plan, panel: int) -> int:
    return plan.pad + plan.names + plan.panel * panel


def _row(name: str, bars: Iterable[Measured], plan: _Plan, y: int) -> tuple[str, int]:
    lines = lines_of(name, plan.names - 12, size=12, most=2)
    height = _ROW + _LINE * (len(lines) - 1)
    middle = y + height / 2
    first = middle + 4 - _LINE * (len(lines) - 1) / 2
    pieces = [plain(line, plan.pad, first + _LINE * n, size=12, colour=INK) for n, line in enumerate(lines)]
    for at, bar in enumerate(bars):
        x: float = _x(plan, at)
        for count, tone in bar.pieces:
            width = round((plan.panel - plan.words - 12) * count / plan.most, 1) if plan.most else 0.0
            if width:
                pieces.append(_piece(x, middle - _BAR / 2, width, tone))
                x += width
        css = "ink" if bar.length else "muted"
        pieces.append(plain(bar.words, x + 5, middle + 4, size=12, colour=INK if bar.length else MUTED, css=css))
    return "".join(pieces), y + height


def _piece(x: float, y: float, width: float, tone: str) -> str:
    tone = tone if tone in TONES else "plain"
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{_BAR}"'
    if tone not in _PATTERNED:
        return f'<rect class="fill-{tone}" {place} fill="{TONES[tone]}"/>'
    inside = f'x="{x + 0.75:.2f}" y="{y + 0.75:.2f}" width="{max(0.1, width - 1.5):.2f}" height="{_BAR - 1.5}"'
    return f'<rect class="line-{tone}" {inside} fill="url(#tone-{tone})" stroke="{TONES[tone]}" stroke-width="1.5"/>'


def _legend(legend: Iterable[tuple[str, str]], y: int, right: int) -> tuple[str, int]:
    """The legend from the line `y` on, and where its last line is.

    A word that would pass `right` begins a new line.
    """
    pieces, x = [], float(_PAD)
    for word, tone in legend:
        if x > _PAD and x + 20 + width_of(word, 12) > right:
            x, y = float(_PAD), y + 18
        pieces.append(_piece(x, y - 11, 14, tone))
        pieces.append(plain(word, x + 20, y, size=12, colour=INK))
        x += 20 + width_of(word, 12) + 24
    return "".join(pieces), y
