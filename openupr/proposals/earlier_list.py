"""A draft's nearest earlier recommendations as a list, with what people marked on them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.recommendations.dimension_values import UNKNOWN_LABEL
from openupr.recommendations.models import Ask
from openupr.recommendations.recommendation import un_number_among
from openupr.recommendations.search import Result
from openupr.recommendations.similar import Alike
from openupr.upr.states import by_iso3
from openupr.web.languages import in_page_language

from .actions import MARK_EARLIER
from .models import LookedAt, Proposal
from .nearest import NearestWordings, less_alike
from .rules.looking import MOST_AT_ONCE, NoSuchVersion, NotInTheRecord, check_said

Row = dict[str, Any]
"""The fields of a recommendation, as the record's index gives them: id, state, from, session, text,
response, the UN's symbol and number.
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """By key what was said of earlier recommendations beside one draft, and the rows of these in
    the record. Marks of what the record no longer holds are left out; they count again when it is
    imported again.
    """

    said: Mapping[str, LookedAt] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)
    # Of each language of the draft, the version of today.
    versions: Mapping[str, int] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """ "same", "other", or "" where no one looked at it."""
        return str(self.said[key].said) if key in self.said else ""

    def on_earlier_wording(self, key: str) -> bool:
        """Whether the draft's text changed since."""
        mark = self.said.get(key)
        return mark is not None and self.versions.get(mark.language) != mark.version


def marks_of(proposals: Iterable[Proposal]) -> Mapping[int, Marks]:
    """The marks beside each of these drafts, by its primary key: in one query where there are none,
    in three else. The drafts have their wordings fetched.
    """
    drafts = {proposal.pk: proposal for proposal in proposals}
    marks_by_draft: dict[int, dict[str, LookedAt]] = {pk: {} for pk in drafts}
    for mark in LookedAt.objects.filter(proposal__in=list(drafts)):
        marks_by_draft[mark.proposal_id][mark.ask_key] = mark
    rows = _record_rows({key for marks in marks_by_draft.values() for key in marks})
    return {
        pk: Marks(
            said={key: mark for key, mark in of.items() if key in rows},
            rows={key: rows[key] for key in of if key in rows},
            versions={wording.language: wording.version for wording in drafts[pk].wordings.all()},
        )
        for pk, of in marks_by_draft.items()
    }


def _record_rows(keys: set[str]) -> dict[str, Row]:
    if not keys:
        return {}
    asks = Ask.objects.filter(key__in=keys).select_related("review").prefetch_related("records")
    return {ask.key: row for ask in asks if (row := _record_row(ask))}


def _record_row(ask: Ask) -> Row:
    """The recommendation as a row of the index; empty if no source has it any more."""
    records = ask.records.all()
    record = min(records, key=lambda source_record: (not source_record.preferred, source_record.pk), default=None)
    if record is None:
        return {}
    named = un_number_among(records)
    return {
        "id": ask.key,
        "state": by_iso3(ask.review.iso3).name,
        "from": None if ask.kind == Ask.Kind.PLEDGE else ask.from_name or UNKNOWN_LABEL,
        "text": record.text,
        "response": record.response or None,
        "session": ask.review.session,
        "source": record.source,
        **{name: value for name in ("symbol", "number") if (value := getattr(named, name))},
    }


CLOSE_LISTED = 30
"""At most so many close wordings are listed. There are hardly ever more.
"""
LISTED = 20
"""Wordings in all, as a rule; of the next nearest at least NEXT_AT_LEAST, at most NEXT_AT_MOST."""
NEXT_AT_LEAST, NEXT_AT_MOST = 5, 10


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """One wording of the list. `close`: the program takes it for close; `said`: "same", "other" or
    "", of all its rows together; `may_repeat`: the draft has nearly its words.
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
    """What is nearest to a draft, listed, and what people of the group said of it as it reads
    today. `same` and `other` are rows of the record; `stale` what was said when the draft had
    another text; `unread` counts the rows that the program takes for close and nobody looked at;
    `unlisted` its wordings that the list has no room for.
    """

    listed: list[EarlierWording]
    same: list[Row]
    other: list[Row]
    stale: list[EarlierWording]
    close: int = 0
    unread: int = 0
    unlisted: int = 0

    @property
    def near(self) -> list[EarlierWording]:
        """What the program takes for close and what people spoke of; where nothing is close, the
        whole list.
        """
        if not any(wording.close for wording in self.listed):
            return self.listed
        return [wording for wording in self.listed if wording.close or wording.said]

    @property
    def on_earlier_wording(self) -> int:
        """Of how many it was said when the draft had another text: none of them counts until it is
        said again.
        """
        return sum(len(wording.rows) for wording in self.stale)

    @property
    def stale_same(self) -> list[str]:
        """The keys of those that were called about the same as an earlier wording."""
        return [key for wording in self.stale if wording.said == "same" for key in wording.keys]

    @property
    def stale_other(self) -> list[str]:
        """The keys of those that were called not about an earlier wording."""
        return [key for wording in self.stale if wording.said == "other" for key in wording.keys]

    @property
    def looked(self) -> int:
        """How many earlier recommendations people looked at. With none, pages show the program's
        guess.
        """
        return len(self.same) + len(self.other)

    @property
    def whole(self) -> bool:
        """Whether everything that is listed was looked at."""
        return bool(self.listed) and all(wording.said_today for wording in self.listed)

    @property
    def responses(self) -> Counter[str]:
        """What was answered to what people call about the same; "" counts those without a
        response.
        """
        return Counter(row["response"] or "" for row in self.same)

    @property
    def states(self) -> list[str]:
        """Who made these, by name, each once."""
        return sorted({in_page_language(row["from"]) for row in self.same if row["from"]})

    @property
    def to_read(self) -> list[Row]:
        """Until someone has looked: what the program takes for close, else the nearest."""
        if self.looked:
            return []
        close = [wording for wording in self.listed if wording.close]
        return [row for alike in close or self.listed for row in alike.rows]

    @property
    def first_may_repeat(self) -> bool:
        """Whether the first of the list has nearly the draft's words, and no one said that it is
        about something else.
        """
        return bool(self.listed) and self.listed[0].may_repeat and self.listed[0].said != "other"


def earlier_list(near: NearestWordings | None, marks: Marks) -> EarlierList:
    """The list: what the program takes for close first, what may be repeated before the rest of it;
    then the next nearest, though the program takes them for less alike; then what was marked and is
    not among these any more.
    """
    close = [row["id"] for alike in near.close for row in _rows(alike)] if near else []
    listed = [part for wording in (_nearest(near) if near else []) for part in _by_mark(wording, marks)]
    known = {key for wording in listed for key in wording.keys}
    marked = (EarlierWording(Alike(0.0, Result(row, [])), close=key in close) for key, row in marks.rows.items())
    listed += [_with_mark(wording, marks) for wording in marked if wording.keys[0] not in known]
    return EarlierList(
        listed=listed,
        same=[row for wording in listed if wording.said_today == "same" for row in wording.rows],
        other=[row for wording in listed if wording.said_today == "other" for row in wording.rows],
        stale=[wording for wording in listed if wording.said and wording.on_earlier_wording],
        close=len(close),
        unread=sum(not marks.of(key) for key in close),
        unlisted=len(near.close[CLOSE_LISTED:]) if near else 0,
    )


def _nearest(near: NearestWordings) -> list[EarlierWording]:
    repeated = {alike.nearest.fields["id"] for alike in near.repeated}
    close = [
        EarlierWording(alike, close=True, may_repeat=alike.nearest.fields["id"] in repeated) for alike in near.close
    ]
    close.sort(key=lambda wording: not wording.may_repeat)
    room = max(NEXT_AT_LEAST, min(NEXT_AT_MOST, LISTED - len(close)))
    # What merely shares words of a script or a language that the record does not hold is near to
    # nothing.
    is_unlike = near.found.unsupported or (near.found.foreign and not near.compared)
    further = [] if is_unlike else _next(near)[:room]
    return [*close[:CLOSE_LISTED], *map(EarlierWording, further)]


def _next(near: NearestWordings) -> list[Alike]:
    """What is less alike, then whatever else is nearest: people may see in it what no rule of words
    does. Each row once.
    """
    seen = {row["id"] for alike in near.close for row in _rows(alike)}
    further = []
    for alike in [*less_alike(near), *near.found.groups]:
        if new := [row for row in _rows(alike) if row["id"] not in seen]:
            further.append(_of_rows(alike, new))
            seen |= {row["id"] for row in new}
    return further


def _rows(alike: Alike) -> list[Row]:
    return [alike.nearest.fields, *alike.others]


def _by_mark(listed: EarlierWording, marks: Marks) -> list[EarlierWording]:
    """Rows of one wording stay together unless they were marked differently: a later import may
    bring one more.
    """
    parts: dict[str, list[Row]] = {}
    for row in listed.rows:
        parts.setdefault(marks.of(row["id"]), []).append(row)
    return [_with_mark(replace(listed, alike=_of_rows(listed.alike, rows)), marks) for rows in parts.values()]


def _of_rows(alike: Alike, rows: list[Row]) -> Alike:
    """The wording with these rows of it only."""
    first, *others = rows
    known = first["id"] == alike.nearest.fields["id"]
    return replace(alike, nearest=alike.nearest if known else Result(first, []), others=tuple(others))


def _with_mark(listed: EarlierWording, marks: Marks) -> EarlierWording:
    first = listed.keys[0]
    return replace(listed, said=marks.of(first), on_earlier_wording=any(map(marks.on_earlier_wording, listed.keys)))


@act(
    MARK_EARLIER,
    {
        "same": _("Say that an earlier recommendation is about the same"),
        "other": _("Say that an earlier recommendation is not about it"),
        "": _("Take back what was said of an earlier recommendation"),
    },
    about="proposal",
    varies_by="said",
)
def mark_earlier(
    *, by: Person, proposal: Proposal, asks: Sequence[str], said: str, language: str, version: int
) -> Proposal:
    """Say of earlier recommendations to this State (keys; those of one wording together) that they
    are about the `same` or about something `other`, or ("") take that back. `language` and
    `version`: the draft's text that was read.

    Raises NothingSaidOfIt, NotInTheRecord, NoSuchVersion; then nothing is changed.
    """
    keys = list(dict.fromkeys(asks))
    check_said(said, keys)
    if not said:
        # Marks can be taken back also where the recommendation is no longer in the record.
        proposal.looked_at.filter(ask_key__in=keys).delete()
        return proposal
    to_this_state = Ask.objects.filter(key__in=keys, review__iso3=proposal.group.coalition.review.iso3)
    if to_this_state.count() < len(keys):
        raise NotInTheRecord
    if version < 1 or not proposal.wordings.filter(language=language, version__gte=version).exists():
        raise NoSuchVersion
    for key in keys:
        values = {"said": LookedAt.Said(said), "language": language, "version": version}
        LookedAt.objects.update_or_create(proposal=proposal, ask_key=key, defaults=values)
    return proposal


def mark_listed(
    *,
    by: Person,
    proposal: Proposal,
    listed: Sequence[EarlierWording],
    ticked: Collection[str],
    read: Sequence[EarlierWording],
    language: str,
    version: int,
) -> None:
    """Say at once of a whole list what is about the same: the wordings of which the first key is
    `ticked`. Of the others, those that were `read` are not about it; of the rest nothing is said.
    Only what changes is marked.

    Raises as `mark_earlier` does; the marks made before the refusal stay.
    """
    keys: dict[str, list[str]] = {"same": [], "other": [], "": []}
    for wording in listed:
        before = wording.said_today
        unticked = "other" if wording in read else "" if before == "same" else before
        now = "same" if wording.keys[0] in ticked else unticked
        if now != before:
            keys[now] += wording.keys
    for mark, asks in keys.items():
        for first in range(0, len(asks), MOST_AT_ONCE):
            some = asks[first : first + MOST_AT_ONCE]
            mark_earlier(by=by, proposal=proposal, asks=some, said=mark, language=language, version=version)
