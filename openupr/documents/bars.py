"""One divided bar as a drawing that needs nothing around it: for printed pages, where a pattern
kept elsewhere is lost.

Patterns are drawn line by line, so that the pieces differ in print without colour.
"""

from collections.abc import Iterator, Sequence

from openupr.documents.charts import LINE, PAPER, TONES
from openupr.documents.lettering import shown_text

_STEP = 4.0  # between the strokes of a hatch, and between dots


def divided_bar(
    pieces: Sequence[tuple[int, str]], *, width: int, height: int = 8, of: int | None = None, words: str = ""
) -> str:
    """The pieces (count, tone) as an SVG of this size in pixels; `of` is the number that fills the
    whole width, the sum of the pieces unless given. `words` are what a screen reader hears; without
    them the bar is decoration.
    """
    whole = of if of is not None else sum(count for count, _ in pieces)
    drawn, x = [], 0.0
    for count, tone in pieces:
        length = round(width * count / whole, 2) if whole else 0.0
        if length:
            drawn.append(_piece(x, length, height, tone if tone in TONES else "plain"))
            x += length
    heard = f'role="img" aria-label="{shown_text(words)}"' if words else 'aria-hidden="true"'
    track = f'<rect class="fill-track" width="{width}" height="{height}" fill="{LINE}"/>' if of is not None else ""
    return (
        f'<svg class="divided" xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" preserveAspectRatio="none" {heard}>{track}{"".join(drawn)}</svg>'
    )


def _piece(x: float, length: float, height: int, tone: str) -> str:
    colour = TONES[tone]
    place = f'x="{x:.2f}" y="0" width="{length:.2f}" height="{height}"'
    if tone in {"yes", "plain"}:
        return f'<rect class="fill-{tone}" {place} fill="{colour}"/>'
    inside = f'x="{x + 0.5:.2f}" y="0.5" width="{max(0.1, length - 1):.2f}" height="{height - 1}"'
    frame = f'<rect class="outline line-{tone}" {inside} fill="none" stroke="{colour}" stroke-width="1"/>'
    paper = f'<rect class="fill-paper" {place} fill="{PAPER}"/>'
    match tone:
        case "no":
            strokes = "".join(_hatch(x, x + length, height))
            return f'{paper}<path class="line-no" d="{strokes}" stroke="{colour}" stroke-width="1.3"/>{frame}'
        case "part":
            dots = "".join(
                f'<circle class="fill-part" cx="{cx:.2f}" cy="{height / 2}" r="1.1" fill="{colour}"/>'
                for cx in _steps(x + 2, x + length - 1)
            )
            return f"{paper}{dots}{frame}"
    return f"{paper}{frame}"


def _hatch(start: float, end: float, height: int) -> Iterator[str]:
    """Rising strokes from bottom to top, each cut where the piece ends."""
    for foot in _steps(start - height + _STEP, end):
        left, right = max(foot, start), min(foot + height, end)
        if right > left:
            yield f"M{left:.2f} {height - (left - foot):.2f}L{right:.2f} {height - (right - foot):.2f}"


def _steps(start: float, end: float) -> Iterator[float]:
    while start < end:
        yield start
        start += _STEP
