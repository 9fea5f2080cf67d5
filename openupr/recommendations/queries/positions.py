"""How a State's positions changed between the report of the Working Group and the end."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from openupr.upr.un_numbers import UnNumber
from openupr.web.kept_queries import kept_rows

from ..models import Ask, RecordChange, SourceRecord
from ..rules import OF_REPORT


@dataclass(frozen=True, slots=True)
class PositionChanges:
    """Of one review: how many recommendations had which response in the report, and in the end, and the asks whose
    response changed, as (ask, number, at first, in the end).
    """

    first: Mapping[str, int]
    last: Mapping[str, int]
    changed: Sequence[tuple[Ask, str, str, str]]


def _reported(iso3: str) -> QuerySet[SourceRecord]:
    return SourceRecord.objects.filter(source=OF_REPORT, ask__review__iso3=iso3, ask__kind=Ask.Kind.RECOMMENDATION)


def _reported_with_asks(iso3: str) -> QuerySet[SourceRecord]:
    return _reported(iso3).select_related("ask").order_by("pk")


def changes_of_positions(iso3: str) -> Mapping[int, PositionChanges]:
    """By review of a State, where the record has its report and a later answer: those reviews with a change.

    At first is what the report said before an addendum changed its records; in the end is what totals count, or the
    report's own answer where that has none. What totals do not count is in neither: it may be a recommendation of
    the counted source in other words.
    """
    records = {record.ask_id: record for record in kept_rows(_reported_with_asks, iso3)}
    if not records:
        return {}
    reported = _reported(iso3)
    counted = SourceRecord.objects.filter(ask__in=reported.values("ask"), preferred=True)
    ends = dict(counted.values_list("ask", "response"))
    changes = RecordChange.objects.filter(record__in=reported, field="response").order_by("-pk")
    firsts = dict(changes.values_list("record", "before"))
    by_review: dict[int, list[tuple[Ask, str, str, str]]] = defaultdict(list)
    for pk, record in records.items():
        if pk not in ends:
            continue
        first = str(firsts.get(record.pk, record.response) or "")
        by_review[record.ask.review_id].append(
            (record.ask, str(UnNumber(record.symbol, record.number)), first, ends[pk] or record.response)
        )
    return {
        review: PositionChanges(
            first=Counter(first for _, _, first, _ in rows),
            last=Counter(last for _, _, _, last in rows),
            changed=[row for row in rows if row[2] != row[3]],
        )
        for review, rows in by_review.items()
        if any(first != last for _, _, first, last in rows)
    }
