"""Rows of dates along an axis of time: what happens when, and how surely.

Reads without colour: shapes tell standings.

`solid` is filled, `dashed` hollow with a broken line, `hollow` with a whole one, `done` filled with
a tick. One day is drawn as a diamond, several as a bar.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from openupr.documents.axis import Axis, axis_of
from openupr.documents.charts import INK, LINE, MUTED, PAPER, TONES
from openupr.documents.lettering import bold, for_a_page, lines_of, plain, shown_text, width_of
from openupr.upr.days import days_after

MARKS = ("solid", "dashed", "hollow", "done")
_HEAD, _ROW, _TALL, _BAR, _NAMES, _PAD = 24, 40, 58, 14, 300, 16
_LEAST = 58  # pixels of a stretch of time: room for the name of its first month
_NARROW = 560  # pixels below which names stand above their bars
_BOLD = 0.9  # bold letters are wider: a name gets this share of its room
_INK, _ALERT = TONES["plain"], TONES["no"]


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One row: a name, its date in words, its days (None: not known), and how it is drawn
    (MARKS).
    """

    name: str
    when: str
    first: date | None
    last: date | None
    mark: str


@dataclass(frozen=True, slots=True)
class DatedRows:
    """What is drawn.

    `month` names a month on the axis; `today` gets a line with its words, if it lies on the axis.
    """

    title: str
    rows: Sequence[DatedRow]
    month: Callable[[date], str]
    today: date
    today_words: str
    legend: Sequence[tuple[str, str]] = ()
    foot: Sequence[str] = field(default=())

    @property
    def spans(self) -> list[tuple[date, date]]:
        return [(row.first, row.last) for row in self.rows if row.first and row.last]


def rows_drawn_on_a_page(picture: DatedRows, *, width: int) -> str:
    """The rows alone as inline SVG of this width in pixels, for a page that has the title and the
    legend itself.
    """
    body, height = _body(picture, width, 0, pad=1)
    heard = shown_text(f"{picture.title}: " + "; ".join(f"{row.name}, {row.when}" for row in picture.rows))
    return (
        f'<svg class="drawing" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{heard}">{for_a_page(body)}</svg>'
    )


def rows_drawn_alone(picture: DatedRows, *, width: int = 1060) -> str:
    """The whole picture as an SVG file: title, rows, legend, source.

    The same picture gives the same bytes.
    """
    y = _PAD
    pieces = []
    for line in lines_of(picture.title, width - 2 * _PAD, size=18, most=3):
        y += 22
        pieces.append(bold(line, _PAD, y, size=18, colour=INK))
    body, y = _body(picture, width, y + 14, pad=_PAD)
    pieces.append(body)
    if picture.legend:
        y += 24
        pieces.append(_legend(picture.legend, y))
        y += 8
    for sentence in picture.foot:
        for line in lines_of(sentence, width - 2 * _PAD, size=11, most=4):
            y += 16
            pieces.append(plain(line, _PAD, y, size=11, colour=MUTED, css="muted"))
    height = y + _PAD
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="Noto Sans, Liberation Sans, Arial, DejaVu Sans, sans-serif" font-size="12">'
        f'<title>{shown_text(picture.title)}</title><rect width="100%" height="100%" fill="{PAPER}"/>'
        f"{''.join(pieces)}</svg>"
    )


def drawn_strips(picture: DatedRows, *, width: int, height: int = 22) -> tuple[str, list[str]]:
    """The head of the axis and one strip a row, all of the same width, for a printed table whose
    words are text.
    """
    axis = axis_of(picture.spans, left=4, right=width - 4, least=_LEAST)
    ticks = _named(picture, axis)
    head = _svg(_ticks(ticks, 14), width, 18)
    strips = []
    for at, row in enumerate(picture.rows):
        lines = _grid(axis, ticks, 0, height, cuts=at == 0) + _today(picture, axis, 0, height)
        strips.append(_svg(lines + _mark(row, axis, height / 2), width, height))
    return head, strips


def mark_alone(mark: str) -> str:
    """A mark as a small picture beside its word in a legend."""
    return _svg(_diamond(9, 9, mark) + _bar(20, 30, 9, mark), 52, 18)


def _svg(body: str, width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'aria-hidden="true" font-size="11">{body}</svg>'
    )


def _body(picture: DatedRows, width: int, top: int, *, pad: int) -> tuple[str, int]:
    """The axis and the rows from `top` on, and where they end."""
    narrow = width < _NARROW
    left = pad if narrow else pad + _NAMES
    axis = axis_of(picture.spans, left=left + 8, right=width - pad - 8, least=_LEAST)
    row_height = _TALL if narrow else _ROW
    bottom = top + _HEAD + row_height * len(picture.rows)
    ticks = _named(picture, axis)
    pieces = [_ticks(ticks, top + 14), *_lines(picture, axis, ticks, top + _HEAD, row_height, narrow=narrow)]
    for at, row in enumerate(picture.rows):
        y = top + _HEAD + row_height * at
        pieces.append(f'<path class="hair" d="M{pad} {y}H{width - pad}" stroke="{LINE}"/>')
        pieces += _words(row, pad, y, room=width - 2 * pad if narrow else _NAMES - 16)
        pieces.append(_mark(row, axis, y + (row_height - 13 if narrow else row_height / 2)))
    on_axis = bool(_today(picture, axis, 0, 1))
    if on_axis:
        x = min(max(axis.place(picture.today), left + 4), width - pad - width_of(picture.today_words, 11))
        pieces.append(plain(picture.today_words, x, bottom + 13, size=11, colour=_ALERT, css="today"))
    return "".join(pieces), bottom + (20 if on_axis else 4)


def _lines(
    picture: DatedRows, axis: Axis, ticks: Sequence[tuple[float, str]], top: float, row_height: int, *, narrow: bool
) -> Iterator[str]:
    """The lines behind the rows; where names stand above their bars, none goes through a name."""
    rows = len(picture.rows)
    bands = (
        [(top + row_height * at + 38, top + row_height * (at + 1)) for at in range(rows)]
        if narrow
        else [(top, top + row_height * rows)]
    )
    for start, end in bands:
        yield _grid(axis, ticks, start, end, cuts=start == bands[0][0])
        yield _today(picture, axis, start, end)


def _words(row: DatedRow, x: float, y: float, *, room: float) -> list[str]:
    name = lines_of(row.name, room * _BOLD, size=13, most=1)[0]
    when = lines_of(row.when, room, size=12, most=1)[0]
    return [bold(name, x, y + 17, size=13, colour=INK), plain(when, x, y + 33, size=12, colour=MUTED, css="muted")]


def _named(picture: DatedRows, axis: Axis) -> list[tuple[float, str]]:
    """The months that are named, once for a picture: a mistyped year can make thousands of them."""
    return list(axis.ticks(name=picture.month, width_of=lambda text: width_of(text, 11)))


def _ticks(ticks: Sequence[tuple[float, str]], y: float) -> str:
    return "".join(plain(name, x, y, size=11, colour=MUTED, css="muted") for x, name in ticks)


def _grid(axis: Axis, ticks: Sequence[tuple[float, str]], top: float, bottom: float, *, cuts: bool) -> str:
    lines = "".join(f"M{x:.1f} {top}V{bottom}" for x, _ in ticks)
    broken = "".join(f"M{x - 5:.1f} {top + 7}l4 -7M{x + 1:.1f} {top + 7}l4 -7" for x in axis.breaks if cuts)
    return (f'<path class="hair" d="{lines}" stroke="{LINE}"/>' if lines else "") + (
        f'<path class="cut" d="{broken}" stroke="{MUTED}" fill="none"/>' if broken else ""
    )


def _today(picture: DatedRows, axis: Axis, top: float, bottom: float) -> str:
    if not axis.stretches or not axis.stretches[0].start <= picture.today < axis.stretches[-1].end:
        return ""
    x = axis.place(picture.today)
    return (
        f'<path class="today-line" d="M{x:.1f} {top}V{bottom}" stroke="{_ALERT}" stroke-width="1.5" '
        'stroke-dasharray="2 3"/>'
    )


def _mark(row: DatedRow, axis: Axis, y: float) -> str:
    if row.first is None or row.last is None:
        return ""
    left, right = axis.place(row.first), axis.place(days_after(row.last, 1))
    if row.first == row.last or right - left < _BAR:
        return _diamond((left + right) / 2, y, row.mark)
    return _bar(left, right - left, y, row.mark)


def _bar(x: float, width: float, y: float, mark: str) -> str:
    shape = f'<rect x="{x:.1f}" y="{y - _BAR / 2:.1f}" width="{width:.1f}" height="{_BAR}" rx="2"'
    return _drawn(shape, mark) + (_tick(x + width / 2, y) if mark == "done" else "")


def _diamond(x: float, y: float, mark: str) -> str:
    return _drawn(f'<path d="M{x:.1f} {y - 7.5:.1f}l7.5 7.5l-7.5 7.5l-7.5 -7.5z"', mark) + (
        _tick(x, y) if mark == "done" else ""
    )


def _drawn(shape: str, mark: str) -> str:
    if mark in {"solid", "done"}:
        return f'{shape} class="mark-full" fill="{_INK}" stroke="{_INK}" stroke-width="1.5"/>'
    broken = ' stroke-dasharray="3 2"' if mark == "dashed" else ""
    return f'{shape} class="mark-open" fill="{PAPER}" stroke="{_INK}" stroke-width="1.5"{broken}/>'


def _tick(x: float, y: float) -> str:
    return (
        f'<path class="mark-tick" d="M{x - 3:.1f} {y:.1f}l2.2 2.6l3.8 -5" fill="none" stroke="{PAPER}" '
        'stroke-width="1.8"/>'
    )


def _legend(legend: Sequence[tuple[str, str]], y: float) -> str:
    pieces, x = [], float(_PAD)
    for word, mark in legend:
        pieces.append(_diamond(x + 8, y - 4, mark) + _bar(x + 20, 30, y - 4, mark))
        pieces.append(plain(word, x + 58, y, size=12, colour=INK))
        x += 58 + width_of(word, 12) + 24
    return "".join(pieces)
