"""The follow-up list as its page shows it: numbers, without the words of who says what.

40 organisations that judge 300 recommendations make 12,000 assessments: the database counts them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from openupr.coalitions.models import Coalition
from openupr.recommendations.models import SourceRecord
from openupr.upr.sources import SOURCES
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.languages import in_page_language

from ..models import Assessment, Evidence, FollowUp, ListedRecommendation
from ..rules import Spread
from .follow_up_list import Facts, Viewer
from .un_numbers import un_numbers_of

_RANK = {source.key: rank for rank, source in enumerate(SOURCES)}
_LAST: tuple[int, list[str]] = (len(SOURCES), [])


class Record(NamedTuple):
    """What the record says of a recommendation."""

    source: str
    response: str
    issues: list[str]
    themes: list[str]
    sdgs: list[str]
    persons: list[str]
    action: int | None


class InGroup(NamedTuple):
    """A group that follows a recommendation up: its line, its name, and who owns the line."""

    pk: int
    group_id: int
    name: str
    owner_id: int | None


@dataclass(frozen=True)
class ShortLine(Facts):
    """One recommendation of the list, with how many say what."""

    listed: ListedRecommendation
    record: Record | None
    follow_ups: Sequence[InGroup]
    claim: Assessment | None
    spread: Spread
    evidence_count: int
    changed_on: date | None
    un_number: UnNumber = NO_NUMBER


_CLAIM = Q(organisation=None, group=None)


def short_lines(coalition: Coalition, viewer: Viewer) -> list[ShortLine]:
    """The list's lines in order: priorities first. Ten queries, however many."""
    listed = list(coalition.follow_up_list.order_by("-priority", "-session", "pk"))
    by_ask = _records(coalition)
    groups: dict[int, list[InGroup]] = defaultdict(list)
    lines = FollowUp.objects.filter(listed__coalition=coalition).order_by("group__order", "pk")
    for number, pk, group, name, owner in lines.values_list("listed", "pk", "group", "group__name", "owner"):
        groups[number].append(InGroup(pk, group, in_page_language(name), owner))
    said = Assessment.objects.filter(listed__coalition=coalition, current=True)
    claims = {each.listed_id: each for each in said.filter(_CLAIM)}
    counts, days = _counted(said)
    _inherit(said, listed, counts, claims)
    evidence, added = _evidence(coalition, viewer)
    numbers = un_numbers_of(listed)
    return [
        ShortLine(
            listed=each,
            record=by_ask.get(each.ask_id) if each.ask_id else None,
            follow_ups=groups[each.pk],
            claim=claims.get(each.pk),
            spread=Spread(counts[each.pk]),
            evidence_count=evidence[each.pk],
            changed_on=_latest(days.get(each.pk), added.get(each.pk), claims.get(each.pk)),
            un_number=numbers.get(each.pk, NO_NUMBER),
        )
        for each in listed
    ]


def _records(coalition: Coalition) -> dict[int, Record]:
    """By ask the record that counts; a source that tells no themes of OHCHR's has them from another."""
    records = SourceRecord.objects.filter(ask__in=coalition.follow_up_list.values("ask"))
    counted: dict[int, Record] = {}
    themes: dict[int, tuple[int, list[str]]] = {}
    for ask, preferred, *rest in records.order_by().values_list("ask", "preferred", *Record._fields):
        record = Record(*rest)
        if preferred:
            counted[ask] = record
        if record.themes:
            # As in the index: of several sources the first in rank.
            themes[ask] = min(themes.get(ask, _LAST), (_RANK[record.source], record.themes))
    return {
        ask: record if record.themes or ask not in themes else record._replace(themes=themes[ask][1])
        for ask, record in counted.items()
    }


def _latest(said: date | None, added: date | None, claim: Assessment | None) -> date | None:
    return max((day for day in (said, added, claim.said_on if claim else None) if day), default=None)


def _counted(said: QuerySet[Assessment]) -> tuple[dict[int, Counter[str]], dict[int, date]]:
    """By recommendation how many chose each level, and the last day on which one of them said so."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    days: dict[int, date] = {}
    rows = said.exclude(_CLAIM).order_by().values_list("listed", "level")
    for number, level, n, day in rows.annotate(n=Count("pk"), day=Max("said_on")):
        counts[number][level] += n
        if day:
            days[number] = max(day, days.get(number, day))
    return counts, days


def _inherit(
    said: QuerySet[Assessment],
    listed: Sequence[ListedRecommendation],
    counts: dict[int, Counter[str]],
    claims: dict[int, Assessment],
) -> None:
    """Count for one that is judged with another also what is said of that, unless somebody judges it apart."""
    along = {each.pk: each.judged_with_id for each in listed if each.judged_with_id}
    if not along:
        return
    voices: dict[int, dict[tuple[int | None, int | None], str]] = defaultdict(dict)
    concerned: Collection[int] = {*along, *along.values()}
    rows = said.filter(listed__in=concerned).exclude(_CLAIM).values_list("listed", "organisation", "group", "level")
    for number, organisation, group, level in rows:
        voices[number][organisation, group] = level
    for number, lead in along.items():
        counts[number] = Counter({**voices[lead], **voices[number]}.values())
        if number not in claims and lead in claims:
            claims[number] = claims[lead]


def _evidence(coalition: Coalition, viewer: Viewer) -> tuple[Counter[int], dict[int, date]]:
    """By recommendation how much evidence the viewer sees, and the last day on which any was added or verified."""
    number_of: Counter[int] = Counter()
    days: dict[int, date] = {}
    rows = Evidence.objects.filter(listed__coalition=coalition).order_by()
    own = Evidence.SeenBy.OWN
    counted = {"n": Count("pk"), "added": Max("added_on"), "checked": Max("checked_on")}
    # What all see is counted by recommendation; of what only some see it matters whose it is.
    shared = rows.exclude(seen_by=own).values_list("listed").annotate(**counted)
    by_whom = rows.filter(seen_by=own).values_list("listed", "follow_up__group", "organisation").annotate(**counted)
    seen = [(listed, *rest) for listed, group, by, *rest in by_whom if viewer.may_see(own, group, by)]
    for listed, n, *known in (*shared, *seen):
        number_of[listed] += n
        if last := max((day for day in (*known, days.get(listed)) if day), default=None):
            days[listed] = last
    return number_of, days
