"""How answers changed: between a report and the end, and by an import."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.index.selecting import Without
from openupr.upr import sources
from openupr.upr.un_numbers import UnNumber
from openupr.web.kept_queries import kept_rows

from .dimension_values import PREFERRED
from .models import Ask, ImportedFile, RecordChange, ReviewInFile, SourceRecord
from .question import Question
from .rules import OF_ADDENDUM, OF_REPORT
from .sentences import runs_in_words
from .the_index import RecordNotReady, the_index
from .whole_reviews import whole_reviews


@dataclass(frozen=True, slots=True)
class PositionChanges:
    """Of one review: how many recommendations had which response in the report, and in the end, and
    the asks whose response changed, as (ask, number, at first, in the end).
    """

    first: Mapping[str, int]
    last: Mapping[str, int]
    changed: Sequence[tuple[Ask, str, str, str]]


def _reported(iso3: str) -> QuerySet[SourceRecord]:
    return SourceRecord.objects.filter(source=OF_REPORT, ask__review__iso3=iso3, ask__kind=Ask.Kind.RECOMMENDATION)


def _reported_with_asks(iso3: str) -> QuerySet[SourceRecord]:
    return _reported(iso3).select_related("ask").order_by("pk")


def changes_of_positions(iso3: str) -> Mapping[int, PositionChanges]:
    """By review of a State, where the record has its report and a later answer: those reviews with
    a change.

    At first is what the report said before an addendum changed its records; in the end is what
    totals count, or the report's own answer where that has none. What totals do not count is in
    neither: it may be a recommendation of the counted source in other words.
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


Touched = Collection[tuple[str, int, str]]
"""State, session and source of what a file brought and what counts."""
_OF_EACH = ("state", "session", "source")


def changed_answers(files: Collection[int]) -> list[str]:
    """Of the reviews that these imported files added to or changed, and count for, as the index has
    them now: sessions without issues or action categories, sessions in part, sources that count in
    place of others. [] for the demo, or without an index.
    """
    entered = ImportedFile.objects.filter(pk__in=files).exclude(source="demo").exclude(added=0, updated=0)
    review_in_files = ReviewInFile.objects.filter(file__in=entered, entered__gt=0).exclude(iso3="")
    try:
        counted = {key for key, _n in the_index().cross(filters=Question().index_filters(), by=_OF_EACH)}
    except RecordNotReady:
        return []
    reviews = set(review_in_files.values_list("iso3", "session", "file__source"))
    as_recorded = {(iso3, session, OF_REPORT if source == OF_ADDENDUM else source) for iso3, session, source in reviews}
    touched = {(iso3, session, source) for iso3, session, source in as_recorded & counted if session}
    sessions = sorted({session for _iso3, session, _source in touched})
    return [*_without_codes(sessions), *_in_part(sessions), *_replaced(touched)] if sessions else []


def _without_codes(sessions: Sequence[int]) -> Iterator[str]:
    """Sessions in which no counted recommendation has an issue, or none has an action category."""
    for name, sentence in (("issue", _no_issues), ("action", _no_actions)):
        rows, coded = _by_session({}), _by_session({name: Without(none={None})})
        bare = [session for session in sessions if rows[session] and not coded[session]]
        whole = [session for session in whole_reviews().whole_sessions if coded[session]]
        last = max(whole or coded, default=0)
        for group in ([session for session in bare if session < last], [session for session in bare if session > last]):
            if group:
                yield sentence(group, last)


def _by_session(filters: dict[str, Without]) -> Counter[int]:
    table = the_index().cross(filters={**Question().index_filters(), **filters}, by=["session"])
    return Counter({int(session): n for (session,), n in table if session is not None})


def _no_issues(bare: Sequence[int], last: int) -> str:
    if not last:
        sentence = ngettext(
            "%(sessions)s has no issues: nothing can be counted by issue.",
            "%(sessions)s have no issues: nothing can be counted by issue.",
            len(bare),
        )
    elif bare[0] < last:
        sentence = ngettext(
            "%(sessions)s has no issues: trends by issue leave it out.",
            "%(sessions)s have no issues: trends by issue leave them out.",
            len(bare),
        )
    else:
        sentence = ngettext(
            "%(sessions)s has no issues: trends by issue end with session %(last)s.",
            "%(sessions)s have no issues: trends by issue end with session %(last)s.",
            len(bare),
        )
    return _beginning(sentence % {"sessions": runs_in_words(bare), "last": last})


def _no_actions(bare: Sequence[int], last: int) -> str:
    if not last:
        sentence = ngettext(
            "%(sessions)s has no action categories: nothing can be counted by action category.",
            "%(sessions)s have no action categories: nothing can be counted by action category.",
            len(bare),
        )
    elif bare[0] < last:
        sentence = ngettext(
            "%(sessions)s has no action categories: trends by action category leave it out.",
            "%(sessions)s have no action categories: trends by action category leave them out.",
            len(bare),
        )
    else:
        sentence = ngettext(
            "%(sessions)s has no action categories: trends by action category end with session %(last)s.",
            "%(sessions)s have no action categories: trends by action category end with session %(last)s.",
            len(bare),
        )
    return _beginning(sentence % {"sessions": runs_in_words(bare), "last": last})


def _in_part(sessions: Sequence[int]) -> Iterator[str]:
    in_part = [session for session in sessions if session in whole_reviews().sessions_in_part]
    if in_part:
        sentence = ngettext(
            "%(sessions)s is loaded in part and is not taken for the last session.",
            "%(sessions)s are loaded in part and are not taken for the last sessions.",
            len(in_part),
        )
        yield _beginning(sentence % {"sessions": runs_in_words(in_part)})


def _replaced(touched: Touched) -> Iterator[str]:
    """Reviews whose counted source has no issues, while another one that had counted for it has."""
    coded = the_index().cross(filters={"kind": {"recommendation"}, "issue": Without(none={None})}, by=_OF_EACH)
    with_issues: dict[tuple[str, int], set[str]] = {}
    for (iso3, session, source), _n in coded:
        if session is not None and source != PREFERRED:
            with_issues.setdefault((str(iso3), int(session)), set()).add(str(source))
    replaced = Counter(
        (source, other)
        for iso3, session, source in touched
        if source not in with_issues.get((iso3, session), ())
        for other in with_issues.get((iso3, session), ())
    )
    for (source, other), n in sorted(replaced.items()):
        sentence = ngettext(
            "In %(n)s review the rows of %(source)s count now, and the issues of %(other)s do not.",
            "In %(n)s reviews the rows of %(source)s count now, and the issues of %(other)s do not.",
            n,
        )
        names = {"source": _(sources.source(source).label), "other": _(sources.source(other).label)}
        yield sentence % {"n": n, **names}


def _beginning(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"
