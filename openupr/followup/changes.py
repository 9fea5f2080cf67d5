"""What changed on the follow-up list since a day, and the reports that the coalition notes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition

from .actions import ARRANGE_LIST
from .evidence_counts import count_of
from .follow_up_list import ShortFollowUpLine, Viewer
from .models import Assessment, Evidence, Level, Report
from .rules import AssessmentSpread, NoTitle, spread_of

COLUMNS = ("row", "symbol", "number", "recommendation", "from", "session", "who", "before", "now", "why", "day")


class PastAssessment(NamedTuple):
    """One assessment, in short."""

    listed: int
    organisation: int | None
    group: int | None
    level: str
    reason: str
    source: str
    day: date | None
    who: str | None

    @property
    def is_claim(self) -> bool:
        return self.organisation is None and self.group is None

    @property
    def whose(self) -> str:
        return self.who or _("Government")


@dataclass(frozen=True)
class FollowUpChange:
    """One change: from what to what, who says so, why and when.

    `before` is "" for something new.
    """

    line: ShortFollowUpLine
    who: str
    before: str
    now: str
    why: str
    day: date


@dataclass(frozen=True)
class Changes:
    """All that moved since a day, the latest first, and how the recommendations were then."""

    since: date
    changes: Sequence[FollowUpChange]
    spreads_then: Mapping[int, AssessmentSpread]
    evidence: int

    @property
    def by_recommendation(self) -> list[tuple[ShortFollowUpLine, list[FollowUpChange]]]:
        """Each recommendation that moved, with its changes, the latest first."""
        by_number: dict[int, tuple[ShortFollowUpLine, list[FollowUpChange]]] = {}
        for change in self.changes:
            by_number.setdefault(change.line.listed.pk, (change.line, []))[1].append(change)
        return list(by_number.values())


def changes_since(coalition: Coalition, lines: Sequence[ShortFollowUpLine], viewer: Viewer, *, since: date) -> Changes:
    """What moved in these lines. Two queries."""
    known = {line.listed.pk: line for line in lines}
    history = _history(coalition)
    changes = [
        change
        for voices in history.values()
        for statements in voices.values()
        if statements[-1].listed in known and (change := _change(known[statements[-1].listed], statements, since))
    ]
    new_evidence = [
        evidence
        for evidence in _evidence_since(coalition, since)
        if evidence.listed_id in known and viewer.sees(evidence)
    ]
    came = [
        change
        for evidence in new_evidence
        for change in _changes_of_evidence(known[evidence.listed_id], evidence, since)
    ]
    return Changes(
        since=since,
        changes=sorted([*changes, *came], key=lambda change: (change.day, -change.line.listed.pk), reverse=True),
        spreads_then=_spreads_then(lines, history, since),
        evidence=count_of(piece for piece in new_evidence if piece.added_on and piece.added_on >= since).pieces,
    )


# An organisation's or a group's number; neither: the Government.
Voice = tuple[int | None, int | None]
History = Mapping[int, Mapping[Voice, list[PastAssessment]]]


def _history(coalition: Coalition) -> History:
    """By recommendation and voice, all that was said, the earliest first."""
    assessments = Assessment.objects.filter(listed__coalition=coalition).order_by("pk")
    short = NullIf("organisation__short_name", Value(""))
    assessments = assessments.annotate(who=Coalesce(short, "organisation__name", "group__name"))
    fields = ("listed", "organisation", "group", "level", "reason", "source", "said_on", "who")
    history: dict[int, dict[Voice, list[PastAssessment]]] = defaultdict(lambda: defaultdict(list))
    for statement in (PastAssessment(*row) for row in assessments.values_list(*fields)):
        history[statement.listed][statement.organisation, statement.group].append(statement)
    return history


def _before(statements: Sequence[PastAssessment], since: date) -> PastAssessment | None:
    """What a voice said when the day began."""
    return next(
        (statement for statement in reversed(statements) if statement.day is None or statement.day < since), None
    )


def _change(line: ShortFollowUpLine, statements: Sequence[PastAssessment], since: date) -> FollowUpChange | None:
    now, before = statements[-1], _before(statements, since)
    if now.day is None or now.day < since or (before and (before.level, before.reason) == (now.level, now.reason)):
        return None
    why = f"{now.reason} ({now.source})" if now.source else now.reason
    was = str(Level(before.level).label) if before else _("not assessed yet")
    return FollowUpChange(line, now.whose, was, str(Level(now.level).label), why, now.day)


def _evidence_since(coalition: Coalition, since: date) -> Iterable[Evidence]:
    evidence = Evidence.objects.filter(listed__coalition=coalition).select_related("follow_up__group", "organisation")
    return evidence.filter(added_on__gte=since) | evidence.filter(checked_on__gte=since)


def _changes_of_evidence(line: ShortFollowUpLine, evidence: Evidence, since: date) -> Iterator[FollowUpChange]:
    whose = str(evidence.group or evidence.organisation)
    if evidence.added_on and evidence.added_on >= since:
        yield FollowUpChange(
            line, whose, "", _("evidence added"), f"{evidence.what} ({evidence.source})", evidence.added_on
        )
    if evidence.checked_on and evidence.checked_on >= since:
        why = evidence.rejected_because or evidence.what
        now = _("evidence %(state)s") % {"state": evidence.get_state_display()}
        yield FollowUpChange(line, whose, _("evidence not verified"), now, why, evidence.checked_on)


def _spreads_then(lines: Sequence[ShortFollowUpLine], history: History, since: date) -> dict[int, AssessmentSpread]:
    """How each recommendation was judged when the day began."""
    spreads = {}
    for line in lines:
        voices: dict[Voice, str] = {}
        # What is said of the one it is judged with counts, unless somebody judges it apart.
        for number in (line.listed.judged_with_id, line.listed.pk):
            for voice, statements in history.get(number or 0, {}).items():
                before = _before(statements, since)
                if before and not before.is_claim:
                    voices[voice] = before.level
        spreads[line.listed.pk] = spread_of(voices.values())
    return spreads


def change_rows(changes: Changes) -> Iterator[Mapping[str, Any]]:
    """The changes as rows of a file."""
    for change in changes.changes:
        yield {
            "row": change.line.listed.pk,
            "symbol": change.line.un_number.symbol,
            "number": change.line.un_number.number,
            "recommendation": change.line.listed.text,
            "from": change.line.listed.from_name,
            "session": change.line.listed.session or "",
            "who": change.who,
            "before": change.before,
            "now": change.now,
            "why": change.why,
            "day": change.day.isoformat(),
        }


@act(ARRANGE_LIST, gettext_lazy("Note a report on the follow-up"), about="coalition")
def note_report(*, by: Person, coalition: Coalition, day: date, title: str) -> Report:
    """Say that the coalition reported on a day; replaces an earlier report of that day.

    Raises NoTitle.
    """
    if not (title := " ".join(title.split())[:120]):
        raise NoTitle
    return Report.objects.update_or_create(coalition=coalition, day=day, defaults={"title": title})[0]


@act(ARRANGE_LIST, gettext_lazy("Remove the note of a report"), about="coalition")
def remove_report(*, by: Person, coalition: Coalition, report: Report) -> None:
    """Take the note of a report away."""
    coalition.follow_up_reports.filter(pk=report.pk).delete()
