"""An axis of time that leaves out the long stretches in which nothing happens, and says where it
does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openupr.upr.days import next_month

_EMPTY = 200  # days without anything that are left out
_STEPS = (1, 2, 3, 4, 6, 12, 24, 60)  # months between ticks
_BREAK = 20  # pixels


@dataclass(frozen=True, slots=True)
class AxisStretch:
    """Whole months that are drawn without a gap, from `start` to before `end`, between two places
    on the axis.
    """

    start: date
    end: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """Where a day begins; at the edge for a day outside."""
        share = (day - self.start).days / (self.end - self.start).days
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True)
class Axis:
    """The stretches in the order of time; `breaks` are the places between them."""

    stretches: tuple[AxisStretch, ...]

    @property
    def breaks(self) -> list[float]:
        return [(a.right + b.left) / 2 for a, b in zip(self.stretches, self.stretches[1:], strict=False)]

    def place(self, day: date) -> float:
        """Where a day begins; in the middle of a break for a day that is left out, at the ends for
        one outside.
        """
        before: AxisStretch | None = None
        for stretch in self.stretches:
            if day < stretch.start:
                return (before.right + stretch.left) / 2 if before else stretch.left
            if day <= stretch.end:
                return stretch.place(day)
            before = stretch
        return before.right if before else 0.0

    def ticks(self, *, name: Callable[[date], str], width_of: Callable[[str], float]) -> Iterator[tuple[float, str]]:
        """(place, name) of the months that are named: as many as have room, and the first of every
        stretch.
        """
        for stretch in self.stretches:
            room = stretch.right + (0 if stretch is self.stretches[-1] else _BREAK - 6)
            months = list(_months(stretch.start, stretch.end))
            # Five years have every name of a month; a mistyped year can make a stretch of
            # thousands.
            widest = max(width_of(name(month)) for month in months[: _STEPS[-1]]) + 12
            month_width = (stretch.right - stretch.left) / len(months)
            step = next((number for number in _STEPS if number * month_width >= widest), _STEPS[-1])
            for month in months[::step]:
                place = stretch.place(month)
                if month == stretch.start or place + width_of(name(month)) <= room:
                    yield place, name(month)


def axis_of(spans: Iterable[tuple[date, date]], *, left: float, right: float, least: float) -> Axis:
    """The axis between two places that holds all spans (first, last day); a stretch is at least
    `least` wide.
    """
    drawn = _joined(spans)
    if not drawn:
        return Axis(())
    room = right - left - _BREAK * (len(drawn) - 1)
    least = min(least, room / len(drawn))
    widths = _shared([(end - start).days for start, end in drawn], room, least)
    stretches, at = [], left
    for (start, end), width in zip(drawn, widths, strict=True):
        stretches.append(AxisStretch(start, end, at, at + width))
        at += width + _BREAK
    return Axis(tuple(stretches))


def _joined(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """The spans as whole months, joined where less than _EMPTY days lie between."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        start, end = first.replace(day=1), next_month(last)
        if joined and (start - joined[-1][1]).days < _EMPTY:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _shared(days: list[int], room: float, least: float) -> list[float]:
    """The room shared by length; those that would get less than `least` get that, the others share
    the rest.
    """
    narrow = {at for at, length in enumerate(days) if room * length / sum(days) < least}
    rest = sum(length for at, length in enumerate(days) if at not in narrow)
    left = room - least * len(narrow)
    return [least if at in narrow else left * length / rest for at, length in enumerate(days)]


def _months(start: date, end: date) -> Iterator[date]:
    while start < end:
        yield start
        start = next_month(start)
