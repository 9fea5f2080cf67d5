"""Issues and action categories suggested for asks that no source has coded: made, confirmed,
rejected.
"""

import csv
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.index import meaning
from openupr.upr import actions, issues
from openupr.upr.names import UnknownName
from openupr.upr.un_numbers import NO_NUMBER, UnNumber

from .actions import DECIDE_SUGGESTIONS
from .coding import CodingSuggestion, IssueEvidence, model_version, the_coder
from .dimension_values import UNKNOWN_LABEL, open_the_index
from .edition import another_coding
from .models import Ask, CodingDecision, SourceRecord, SuggestedCode, SuggestionRun
from .question import Question
from .recommendation import un_numbers
from .vectors import the_vectors

ISSUE, ACTION = "issue", "action"
CODED: dict[str, str | Promise] = {ISSUE: gettext_lazy("Issues"), ACTION: gettext_lazy("Action categories")}
"""The dimensions that are suggested."""
CONFIRMED = CodingDecision.Verdict.CONFIRMED
WEAK = 0.8
"""Share of right suggestions in the test below which the page warns."""
SAMPLE = 10
NEAREST = 2
_ISSUES = {issue.key for issue in issues.ISSUES}
_MEASURED = Path(__file__).parent / "data" / "coding_measured.csv"


@dataclass(frozen=True, slots=True)
class AskCodes:
    """What counts for an ask that no source has coded: what people confirmed, and what still waits
    for them.
    """

    confirmed_issues: list[str] = field(default_factory=list)
    suggested_issues: list[str] = field(default_factory=list)
    confirmed_action: int | None = None
    suggested_action: int | None = None


NO_CODES = AskCodes()


def uncoded(dimension: str) -> Q:
    """Asks, as `ask__` of what is filtered leads to them, that no source has given a value of this
    dimension.
    """
    return Q(~Exists(_coded_records(dimension).filter(ask=OuterRef("pk"))))


def _coded_records(dimension: str) -> QuerySet[SourceRecord]:
    records = SourceRecord.objects.order_by()
    return records.exclude(issues=[]) if dimension == ISSUE else records.filter(action__isnull=False)


def asks_to_suggest_for() -> QuerySet[Ask]:
    """The recommendations that lack issues or an action category."""
    asks = Ask.objects.filter(kind=Ask.Kind.RECOMMENDATION)
    return asks.filter(uncoded(ISSUE) | uncoded(ACTION)).order_by("pk")


def codes_of_asks() -> dict[int, AskCodes]:
    """By ask: what is confirmed and suggested.

    A source that has coded an ask since is right: its own coding counts.
    """
    chosen = SuggestedCode.objects.filter(Q(decision=None) | Q(decision__verdict=CONFIRMED)).order_by("-score", "pk")
    by_ask: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for dimension in CODED:
        codes = chosen.filter(dimension=dimension)
        coded = set(_coded_records(dimension).values_list("ask", flat=True)) if codes.exists() else set()
        for ask, value, decision in codes.values_list("ask", "value", "decision").iterator(chunk_size=2000):
            if ask in coded:
                continue
            kind = "suggested" if decision is None else "confirmed"
            if dimension == ISSUE:
                by_ask[ask].setdefault(f"{kind}_issues", []).append(value)
            else:
                by_ask[ask].setdefault(f"{kind}_action", int(value))
    return {ask: AskCodes(**codes) for ask, codes in by_ask.items()}


def codes_of(ask: Ask) -> AskCodes:
    """The same of one ask."""
    codes: dict[str, Any] = {}
    for code in ask.suggested.select_related("decision").order_by("-score", "pk"):
        if code.decision and code.decision.verdict != CONFIRMED:
            continue
        if _coded_records(code.dimension).filter(ask=ask).exists():
            continue
        kind = "confirmed" if code.decision else "suggested"
        if code.dimension == ISSUE:
            codes.setdefault(f"{kind}_issues", []).append(code.value)
        else:
            codes.setdefault(f"{kind}_action", int(code.value))
    return AskCodes(**codes)


@dataclass(frozen=True, slots=True)
class TrialFigures:
    """How often a suggestion of this value was what the coders gave, and how many of theirs were
    found, in a test on recommendations that nothing was learned from. `given`: how many of these
    the coders gave it to.
    """

    precision: float
    recall: float
    given: int
    source: str

    @property
    def percent(self) -> str:
        return f"{self.precision:.0%}"

    @property
    def found(self) -> str:
        return f"{self.recall:.0%}"

    @property
    def is_weak(self) -> bool:
        """So often wrong that each should be looked at."""
        return self.precision < WEAK


@cache
def measured() -> dict[tuple[str, str], TrialFigures]:
    """By dimension and value; written by `python -m bench.coding --write`."""
    with _MEASURED.open(encoding="utf-8", newline="") as file:
        return {
            (row["dimension"], row["value"]): TrialFigures(
                float(row["precision"]), float(row["recall"]), int(row["given"]), row["source"]
            )
            for row in csv.DictReader(file, strict=True)
        }


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One issue or category: how many suggestions of it wait, were confirmed, were rejected."""

    dimension: str
    value: str
    label: str
    waiting: int
    confirmed: int
    rejected: int
    measured: TrialFigures | None


def label_of(dimension: str, value: str) -> str:
    """What people call it. Raises UnknownName for what is no issue and no category."""
    if dimension == ISSUE:
        if value not in _ISSUES:
            raise UnknownName("issue", value)
        return issues.issue(value).label
    numbers = {str(action.number): action for action in actions.ACTIONS} if dimension == ACTION else {}
    if value not in numbers:
        raise UnknownName("action category", value)
    return str(numbers[value])


def open_codes(dimension: str = "", value: str = "") -> QuerySet[SuggestedCode]:
    """Suggestions that wait for a decision, of asks that still have no coding of a source."""
    codes = SuggestedCode.objects.filter(decision=None)
    if dimension:
        return codes.filter(_still_uncoded(dimension), dimension=dimension, value=value)
    return codes.filter(Q(_still_uncoded(ISSUE), dimension=ISSUE) | Q(_still_uncoded(ACTION), dimension=ACTION))


def _still_uncoded(dimension: str) -> Q:
    return Q(~Exists(_coded_records(dimension).filter(ask=OuterRef("ask"))))


def value_lines() -> dict[str, list[ValueLine]]:
    """Every value that is or was suggested, by dimension; what waits most first."""
    waiting = _counted(open_codes())
    settled = SuggestedCode.objects.exclude(decision=None)
    confirmed = _counted(settled.filter(decision__verdict=CONFIRMED))
    rejected = _counted(settled.exclude(decision__verdict=CONFIRMED))
    lines: dict[str, list[ValueLine]] = {name: [] for name in CODED}
    for key in {*waiting, *confirmed, *rejected}:
        line = ValueLine(
            *key,
            label=label_of(*key),
            waiting=waiting.get(key, 0),
            confirmed=confirmed.get(key, 0),
            rejected=rejected.get(key, 0),
            measured=measured().get(key),
        )
        lines[key[0]].append(line)
    return {
        name: sorted(of_dimension, key=lambda line: (-line.waiting, line.label)) for name, of_dimension in lines.items()
    }


def _counted(codes: QuerySet[SuggestedCode]) -> dict[tuple[str, str], int]:
    counted = codes.order_by().values_list("dimension", "value").annotate(n=Count("pk"))
    return {(dimension, value): n for dimension, value, n in counted}


def decisions_told(dimension: str = "", value: str = "", *, most: int = 20) -> list[tuple[CodingDecision, str]]:
    """The newest decisions that are not undone, of one value or of all, each with the label of its
    value.
    """
    standing = CodingDecision.objects.filter(undone=None)
    decisions = (standing.filter(dimension=dimension, value=value) if dimension else standing)[:most]
    return [(decision, label_of(decision.dimension, decision.value)) for decision in decisions]


def names_of_decisions(numbers: Collection[int]) -> dict[int, str]:
    """What the audit log calls decisions: "Right to land: 34"."""
    coding_decisions = CodingDecision.objects.filter(pk__in=numbers)
    return {
        decision.pk: f"{label_of(decision.dimension, decision.value)}: {decision.settled}"
        for decision in coding_decisions
    }


def waiting_in_all() -> int:
    """How many asks have a suggestion that waits for a decision."""
    return open_codes().order_by().values("ask").distinct().count()


def run() -> SuggestionRun | None:
    """How far suggesting has come; None before it began."""
    return SuggestionRun.objects.filter(pk=1).first()


@dataclass(frozen=True, slots=True)
class NearestCoded:
    """A recommendation that a source has given the suggested value, near in words or meaning."""

    key: str
    state: str
    session: int | None
    text: str


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One ask with a suggestion, and what speaks for it."""

    code: SuggestedCode
    text: str
    evidence: IssueEvidence | None
    nearest: tuple[NearestCoded, ...]
    un_number: UnNumber

    @property
    def title(self) -> str:
        """The State under Review, who recommended it, when, and the UN's number."""
        ask = self.code.ask
        when = gettext("session %(number)s") if ask.review.session else gettext("cycle %(number)s")
        number = {"number": ask.review.session or ask.review.cycle}
        sentence = f"{ask.review.state_name} ← {ask.from_name or UNKNOWN_LABEL}, {when % number}"
        return f"{sentence}, {self.un_number}" if self.un_number else sentence


def sample(dimension: str, value: str, *, offset: int = 0) -> list[SampleRow]:
    """Some suggestions of a value: first the least sure ones, which are the likeliest to be
    wrong.
    """
    waiting = open_codes(dimension, value).select_related("ask__review").order_by("score", "pk")
    codes = list(waiting[offset : offset + SAMPLE])
    asks = {code.ask_id for code in codes}
    texts, numbers = _wordings(asks), un_numbers(asks)
    coder = the_coder()
    suggestions = coder.suggest([texts[code.ask_id] for code in codes]) if coder else [None] * len(codes)
    return [
        SampleRow(
            code,
            texts[code.ask_id],
            suggestion.issue_evidence.get(value) if suggestion else None,
            tuple(_nearest(code, texts[code.ask_id])),
            numbers.get(code.ask_id, NO_NUMBER),
        )
        for code, suggestion in zip(codes, suggestions, strict=True)
    ]


def _wordings(asks: Iterable[int]) -> dict[int, str]:
    """The text of each ask, as the source words it that is counted."""
    records = SourceRecord.objects.filter(ask__in=asks).order_by("preferred", "-pk")
    return dict(records.values_list("ask", "text"))


def _nearest(code: SuggestedCode, text: str) -> Iterator[NearestCoded]:
    index = open_the_index()
    if index is None:
        return
    wanted = int(code.value) if code.dimension == ACTION else code.value
    filters = Question(filters={code.dimension: (wanted,)}).index_filters()
    near = index.nearest(text, filters=filters, limit=2 * NEAREST, vectors=the_vectors(), encode=meaning.encode)
    rows = [orjson.loads(group[0].payload) for group in near.groups]
    # What people confirmed here is no evidence for what they are asked to confirm.
    coded = [row for row in rows if not row.get("confirmed_issues") and not row.get("confirmed_action")]
    for row in coded[:NEAREST]:
        yield NearestCoded(row["id"], row["state"], row["session"], row["text"])


_AT_ONCE = 500
Progress = Callable[[SuggestionRun], None]


def suggest_coding(
    *,
    now: datetime,
    seconds: float | None = None,
    progress: Progress = lambda run: None,
    clock: Callable[[], float] = time.monotonic,
) -> bool:
    """Go on where the last call stopped, for about `seconds` at most; say whether all is done.

    Needs a coder of the record's present edition; without one there is nothing to do. Another
    edition begins again: what people decided stays, all else is suggested again.
    """
    coder, until = the_coder(), None if seconds is None else clock() + seconds
    if coder is None:
        return True
    run = _run()
    while not run.finished:
        asks = list(asks_to_suggest_for().filter(pk__gt=run.last_ask).values_list("pk", flat=True)[:_AT_ONCE])
        texts = _wordings(asks)
        suggestions = coder.suggest([texts.get(ask, "") for ask in asks])
        with transaction.atomic():
            if not asks:
                run.finished = now
                another_coding()
            else:
                _write(asks, suggestions)
                run.last_ask, run.done = asks[-1], run.done + len(asks)
            run.save()
        progress(run)
        if until is not None and clock() >= until:
            return bool(run.finished)
    return True


def nothing_left_to_suggest() -> bool:
    """Whether every ask without coding has been gone through with what was learned from the present
    record.
    """
    return SuggestionRun.objects.filter(pk=1, model=model_version(), finished__isnull=False).exists()


def _run() -> SuggestionRun:
    """The run with the present coder; it begins again where the stored run was made with another
    coder.
    """
    run, _new = SuggestionRun.objects.get_or_create(pk=1)
    if run.model == model_version():
        return run
    with transaction.atomic():
        # What a source has coded since needs no suggestion; the others are made again one by one.
        for dimension in CODED:
            still = Ask.objects.filter(uncoded(dimension))
            SuggestedCode.objects.filter(dimension=dimension, decision=None).exclude(ask__in=still).delete()
        run.model, run.last_ask, run.done, run.finished = model_version(), 0, 0, None
        run.total = asks_to_suggest_for().count()
        run.save()
    return run


def _write(asks: Sequence[int], suggestions: Sequence[CodingSuggestion]) -> None:
    codes = SuggestedCode.objects.filter(ask__in=asks)
    codes.filter(decision=None).delete()
    decided = set(codes.values_list("ask", "dimension", "value"))
    lacking = {name: set(Ask.objects.filter(uncoded(name), pk__in=asks).values_list("pk", flat=True)) for name in CODED}
    SuggestedCode.objects.bulk_create(
        SuggestedCode(ask_id=ask, dimension=dimension, value=value, score=score)
        for ask, suggestion in zip(asks, suggestions, strict=True)
        for dimension, value, score in _values(suggestion)
        if ask in lacking[dimension] and (ask, dimension, value) not in decided
    )


def _values(suggestion: CodingSuggestion) -> Iterator[tuple[str, str, float]]:
    for key, score in suggestion.issues.items():
        yield ISSUE, key, score
    if suggestion.action is not None:
        yield ACTION, str(suggestion.action), suggestion.actions[suggestion.action]


class OthersThanShown(ValueError):
    """Since the page was opened, more or fewer are suggested than it says."""

    def __init__(self, shown: int, waiting: int) -> None:
        sentence = _("The page showed %(shown)s suggestions; now there are %(waiting)s. Look again, then decide.")
        super().__init__(sentence % {"shown": shown, "waiting": waiting})


@act(DECIDE_SUGGESTIONS, gettext_lazy("Confirmed all suggestions of an issue or category"))
def confirm_suggestions(*, by: Actor, dimension: str, value: str, shown: int, now: datetime) -> CodingDecision:
    """Confirm all suggestions of a value, as many as the page showed. Raises OthersThanShown."""
    codes = open_codes(dimension, value)
    waiting = codes.count()
    if waiting != shown or not waiting:
        raise OthersThanShown(shown, waiting)
    return _decided(codes, dimension, value, CodingDecision.Verdict.CONFIRMED, now)


@act(DECIDE_SUGGESTIONS, gettext_lazy("Confirmed a suggested issue or category"))
def confirm_suggestion(*, by: Actor, code: SuggestedCode, now: datetime) -> CodingDecision:
    """Confirm one suggestion."""
    return _decided(_one(code), code.dimension, code.value, CodingDecision.Verdict.CONFIRMED, now)


@act(DECIDE_SUGGESTIONS, gettext_lazy("Rejected a suggested issue or category"))
def reject_suggestion(*, by: Actor, code: SuggestedCode, now: datetime) -> CodingDecision:
    """Say that one suggestion is wrong: it is not made again."""
    return _decided(_one(code), code.dimension, code.value, CodingDecision.Verdict.REJECTED, now)


@act(DECIDE_SUGGESTIONS, gettext_lazy("Took back a decision on suggested issues or categories"))
def undo_decision(*, by: Actor, decision: CodingDecision, now: datetime) -> CodingDecision:
    """Take a decision back: what it settled waits again."""
    SuggestedCode.objects.filter(decision=decision).update(decision=None)
    decision.undone = now
    decision.save(update_fields=["undone"])
    another_coding()
    return decision


def _one(code: SuggestedCode) -> QuerySet[SuggestedCode]:
    return SuggestedCode.objects.filter(pk=code.pk, decision=None)


def _decided(
    codes: QuerySet[SuggestedCode], dimension: str, value: str, verdict: CodingDecision.Verdict, now: datetime
) -> CodingDecision:
    decision = CodingDecision.objects.create(dimension=dimension, value=value, verdict=verdict, decided=now, settled=0)
    decision.settled = codes.update(decision=decision)
    decision.save(update_fields=["settled"])
    another_coding()
    return decision
