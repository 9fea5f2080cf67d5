"""A draft's nearest earlier recommendations as one list to look through, with what people said of them."""

from collections import Counter
from dataclasses import dataclass, replace

from openupr.recommendations.search import Result
from openupr.recommendations.similar import Alike
from openupr.web.languages import in_page_language

from .marks import Marks, Row
from .nearest import Nearest, less_alike

CLOSE_LISTED = 30
"""Wordings that the program takes for close, of which no more are listed to be looked through: hardly ever so many."""
LISTED = 20
"""Wordings in all, as a rule; of the next nearest at least NEXT_AT_LEAST, at most NEXT_AT_MOST."""
NEXT_AT_LEAST, NEXT_AT_MOST = 5, 10


@dataclass(frozen=True, slots=True)
class Listed:
    """One wording of the list. `close`: the program takes it for close; `said`: "same", "other" or "", of all its rows
    together; `may_repeat`: the draft has nearly its words.
    """

    alike: Alike
    close: bool = False
    may_repeat: bool = False
    said: str = ""
    on_earlier_wording: bool = False

    @property
    def rows(self) -> list[Row]:
        """The recommendations in this wording, or nearly."""
        return [self.alike.nearest.fields, *self.alike.others]

    @property
    def keys(self) -> list[str]:
        return [row["id"] for row in self.rows]

    @property
    def said_today(self) -> str:
        """What was said of the draft's text of today: a mark on another text counts for nothing."""
        return "" if self.on_earlier_wording else self.said


@dataclass(frozen=True, slots=True)
class EarlierList:
    """What is nearest to a draft, listed, and what people of the group said of it as it reads today. `same` and `other`
    are rows of the record; `stale` what was said when the draft had another text; `unread` counts the rows that the
    program takes for close and nobody looked at; `unlisted` its wordings that the list has no room for.
    """

    listed: list[Listed]
    same: list[Row]
    other: list[Row]
    stale: list[Listed]
    close: int = 0
    unread: int = 0
    unlisted: int = 0

    @property
    def near(self) -> list[Listed]:
        """What the program takes for close and what people spoke of; where nothing is close, the whole list."""
        if not any(each.close for each in self.listed):
            return self.listed
        return [each for each in self.listed if each.close or each.said]

    @property
    def on_earlier_wording(self) -> int:
        """Of how many it was said when the draft had another text: none of them counts until it is said again."""
        return sum(len(each.rows) for each in self.stale)

    @property
    def stale_same(self) -> list[str]:
        """The keys of those that were called about the same as an earlier wording."""
        return [key for each in self.stale if each.said == "same" for key in each.keys]

    @property
    def stale_other(self) -> list[str]:
        """The keys of those that were called not about an earlier wording."""
        return [key for each in self.stale if each.said == "other" for key in each.keys]

    @property
    def looked(self) -> int:
        """How many earlier recommendations people looked at; of none, all that is told is the program's guess."""
        return len(self.same) + len(self.other)

    @property
    def whole(self) -> bool:
        """Whether everything that is listed was looked at."""
        return bool(self.listed) and all(each.said_today for each in self.listed)

    @property
    def responses(self) -> Counter[str]:
        """What was answered to what people call about the same; "" counts those without a response."""
        return Counter(row["response"] or "" for row in self.same)

    @property
    def states(self) -> list[str]:
        """Who made these, by name, each once."""
        return sorted({in_page_language(row["from"]) for row in self.same if row["from"]})

    @property
    def to_read(self) -> list[Row]:
        """While nobody looked: what the program takes for close, else the nearest."""
        if self.looked:
            return []
        close = [each for each in self.listed if each.close]
        return [row for each in close or self.listed for row in each.rows]

    @property
    def first_may_repeat(self) -> bool:
        """Whether the first of the list is worded nearly as the draft, and nobody said that it is not about it."""
        return bool(self.listed) and self.listed[0].may_repeat and self.listed[0].said != "other"


def earlier_list(near: Nearest | None, marks: Marks) -> EarlierList:
    """The list: what the program takes for close first, what may be repeated before the rest of it; then the next
    nearest, though the program takes them for less alike; then what was marked and is not among these any more.
    """
    close = [row["id"] for each in near.close for row in _rows(each)] if near else []
    listed = [part for each in (_nearest(near) if near else []) for part in _by_mark(each, marks)]
    known = {key for each in listed for key in each.keys}
    marked = (Listed(Alike(0.0, Result(row, [])), close=key in close) for key, row in marks.rows.items())
    listed += [_with_mark(each, marks) for each in marked if each.keys[0] not in known]
    return EarlierList(
        listed=listed,
        same=[row for each in listed if each.said_today == "same" for row in each.rows],
        other=[row for each in listed if each.said_today == "other" for row in each.rows],
        stale=[each for each in listed if each.said and each.on_earlier_wording],
        close=len(close),
        unread=sum(not marks.of(key) for key in close),
        unlisted=len(near.close[CLOSE_LISTED:]) if near else 0,
    )


def _nearest(near: Nearest) -> list[Listed]:
    repeated = {each.nearest.fields["id"] for each in near.repeated}
    close = [Listed(each, close=True, may_repeat=each.nearest.fields["id"] in repeated) for each in near.close]
    close.sort(key=lambda each: not each.may_repeat)
    room = max(NEXT_AT_LEAST, min(NEXT_AT_MOST, LISTED - len(close)))
    # What merely shares words of a script or a language that the record does not hold is near to nothing.
    is_unlike = near.found.unsupported or (near.found.foreign and not near.compared)
    further = [] if is_unlike else _next(near)[:room]
    return [*close[:CLOSE_LISTED], *map(Listed, further)]


def _next(near: Nearest) -> list[Alike]:
    """What is less alike, then whatever else is nearest: people may see in it what no rule of words does. Each row
    once.
    """
    seen = {row["id"] for each in near.close for row in _rows(each)}
    found = []
    for each in [*less_alike(near), *near.found.groups]:
        if new := [row for row in _rows(each) if row["id"] not in seen]:
            found.append(_of_rows(each, new))
            seen |= {row["id"] for row in new}
    return found


def _rows(alike: Alike) -> list[Row]:
    return [alike.nearest.fields, *alike.others]


def _by_mark(listed: Listed, marks: Marks) -> list[Listed]:
    """Rows of one wording stay together unless they were marked differently: a later import may bring one more."""
    parts: dict[str, list[Row]] = {}
    for row in listed.rows:
        parts.setdefault(marks.of(row["id"]), []).append(row)
    return [_with_mark(replace(listed, alike=_of_rows(listed.alike, rows)), marks) for rows in parts.values()]


def _of_rows(alike: Alike, rows: list[Row]) -> Alike:
    """The wording with these rows of it only."""
    first, *others = rows
    known = first["id"] == alike.nearest.fields["id"]
    return replace(alike, nearest=alike.nearest if known else Result(first, []), others=tuple(others))


def _with_mark(listed: Listed, marks: Marks) -> Listed:
    first = listed.keys[0]
    return replace(listed, said=marks.of(first), on_earlier_wording=any(map(marks.on_earlier_wording, listed.keys)))
