"""Charts as HTML and SVG.

Words stay HTML (Khmer is not shaped in SVG everywhere), lengths are attributes.

No inline style: the content-security policy forbids it. Colours and patterns come from charts.css
and web/parts/patterns.html.
"""

from collections.abc import Collection, Iterable, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .charts import Bar, Part, percent
from .escaping import escape
from .numbers import grouped, share
from .parts import TONES

# Pieces that are not solid are drawn in a pattern, so that the tones differ without colour.
_PATTERNED = {"no", "part", "wait"}


def _tone(tone: str) -> str:
    return tone if tone in TONES else "plain"


def linked(label: object, url: str) -> str:
    """`label` escaped, in a link when there is an address."""
    return f'<a href="{escape(url)}">{escape(label)}</a>' if url else escape(label)


def _piece(x: float, width: float, tone: str) -> str:
    tone = _tone(tone)
    if tone in _PATTERNED:
        return (
            f'<rect x="{x}%" width="{width}%" height="100%" fill="url(#tone-{tone})"/>'
            f'<rect class="outline line-{tone}" x="{x}%" width="{width}%" height="100%" stroke-width="2.5"/>'
        )
    return f'<rect class="fill-{tone}" x="{x}%" width="{width}%" height="100%"/>'


def _pieces(parts: Iterable[Part], whole: float, length: float = 100) -> str:
    """The rectangles of a divided bar, `length` percent of the drawing long, hairlines between
    neighbours.
    """
    drawn, x = [], 0.0
    for part in parts:
        width = percent(part.count, whole) * length / 100
        if width <= 0:
            continue
        drawn.append(_piece(round(x, 2), round(width, 2), part.tone))
        x += width
        if x < length - 0.01:
            drawn.append(f'<rect class="fill-paper" x="{round(x, 2)}%" width="2" height="100%"/>')
    return "".join(drawn)


def drawing_in_words(parts: Sequence[Part]) -> str:
    """ "Open 163 (79%), Closed 42 (21%)": what a screen reader hears in place of the bar.

    Not escaped.
    """
    whole = sum(part.count for part in parts)
    return ", ".join(f"{part.label} {grouped(part.count)} ({share(part.count, whole) or '0%'})" for part in parts)


def mini_bar(parts: Sequence[Part]) -> SafeString:
    """A divided bar without words, for table cells beside the numbers."""
    whole = sum(part.count for part in parts)
    words = escape(drawing_in_words(parts))
    return SafeString(f'<svg class="mini" role="img" aria-label="{words}">{_pieces(parts, whole)}</svg>')


def stacked_bar(parts: Sequence[Part], *, label: object = "", note: object = "", shares: bool = True) -> SafeString:
    """One divided bar with its legend: pattern, word, number and, unless the whole is too small for
    `shares`, the share of every part, even of 0.
    """
    whole = sum(part.count for part in parts)
    legend = "".join(_legend_item(part, whole, shares=shares) for part in parts)
    return SafeString(
        f'<figure class="chart stacked">{_caption(label)}'
        f'<svg aria-hidden="true"><rect class="fill-track" width="100%" height="100%"/>'
        f"{_pieces(parts, whole)}</svg>"
        f'<ul class="legend">{legend}</ul>{_note(note)}</figure>'
    )


def _legend_item(part: Part, whole: int, *, shares: bool) -> str:
    sentence = f' <span class="share">{escape(share(part.count, whole))}</span>' if shares else ""
    return (
        f'<li><span class="swatch tone-{_tone(part.tone)}"></span>{linked(part.label, part.url)} '
        f'<span class="number">{grouped(part.count)}</span>{sentence}</li>'
    )


def _caption(label: object) -> str:
    return f"<figcaption>{escape(label)}</figcaption>" if label else ""


def _note(note: object) -> str:
    return f'<p class="note">{escape(note)}</p>' if note else ""


def bar_chart(bars: Sequence[Bar], *, label: object = "", whole: int = 0, note: object = "") -> SafeString:
    """A table of bars: name, bar, number and, when `whole` is given, share of it: then a full bar
    is the whole.

    Divided bars get one common legend.
    """
    most = max((whole, *(bar.count for bar in bars)))
    rows = "".join(_bar_row(bar, most, whole) for bar in bars)
    names = (_("Count"), *((_("Share"),) if whole else ()))
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    head = f'<th scope="col">{escape(_("Name"))}</th><td></td>{heads}'
    caption = f"<caption>{escape(label)}</caption>" if label else ""
    return SafeString(
        f'<div class="chart"><table class="bars">{caption}'
        f'<thead class="visually-hidden"><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_common_legend(bars)}{_note(note)}</div>"
    )


def _bar_row(bar: Bar, most: int, whole: int) -> str:
    length = percent(bar.count, most)
    words = f' role="img" aria-label="{escape(drawing_in_words(bar.parts))}"' if bar.parts else ' aria-hidden="true"'
    whole_bar = sum(part.count for part in bar.parts)
    pieces = _pieces(bar.parts, whole_bar, length) if bar.parts else _piece(0, length, "plain")
    shared = f'<td class="number share">{escape(share(bar.count, whole))}</td>' if whole else ""
    return (
        f'<tr><th scope="row">{linked(bar.label, bar.url)}</th>'
        f'<td class="bar"><svg{words}>{pieces}</svg></td>'
        f'<td class="number">{grouped(bar.count)}</td>{shared}</tr>'
    )


def _common_legend(bars: Sequence[Bar]) -> str:
    seen = {part.tone: part.label for bar in bars for part in bar.parts if part.count}
    items = "".join(
        f'<li><span class="swatch tone-{_tone(tone)}"></span>{escape(word)}</li>' for tone, word in seen.items()
    )
    return f'<ul class="legend">{items}</ul>' if items else ""


def sparkline(
    points: Sequence[tuple[object, int]], *, label: object = "", grey: Collection[object] = (), note: object = ""
) -> SafeString:
    """Small columns, one a (name, count), between first and last name; a screen reader hears all.

    `grey`: the names of those that cannot be compared with the others, for the reason in `note`.
    """
    if not points:
        return SafeString("")
    most = max(count for _name, count in points) or 1
    step = 100 / len(points)
    columns = "".join(
        f'<rect class="fill-{"grey" if name in grey else "plain"}" x="{i * step:.2f}%" width="{step * 0.8:.2f}%" '
        f'y="{100 - percent(count, most):.2f}%" height="{percent(count, most):.2f}%"/>'
        for i, (name, count) in enumerate(points)
    )
    words = ", ".join(
        f"{name}: {grouped(count)}" + (f" ({note})" if note and name in grey else "") for name, count in points
    )
    spoken = f"{label}: {words}" if label else words
    return SafeString(
        f'<span class="spark"><span aria-hidden="true">{escape(points[0][0])}</span>'
        f'<svg role="img" aria-label="{escape(spoken)}">{columns}</svg>'
        f'<span aria-hidden="true">{escape(points[-1][0])}</span></span>'
    )
