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
from .follow_up_list import ShortLine, Viewer
from .models import Assessment, Evidence, Level, Report
from .rules import NoTitle, Spread, spread_of

COLUMNS = ("row", "symbol", "number", "recommendation", "from", "session", "who", "before", "now", "why", "day")


class Statement(NamedTuple):
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
class Change:
    """Something that moved: from what to what, whose word it is, why, and when. "" before: nothing was there."""

    line: ShortLine
    who: str
    before: str
    now: str
    why: str
    day: date


@dataclass(frozen=True)
class Changes:
    """All that moved since a day, the latest first, and how the recommendations were then."""

    since: date
    changes: Sequence[Change]
    spreads_then: Mapping[int, Spread]
    evidence: int

    @property
    def by_recommendation(self) -> list[tuple[ShortLine, list[Change]]]:
        """Each recommendation that moved, with its changes, the latest first."""
        found: dict[int, tuple[ShortLine, list[Change]]] = {}
        for change in self.changes:
            found.setdefault(change.line.listed.pk, (change.line, []))[1].append(change)
        return list(found.values())


def changes_since(coalition: Coalition, lines: Sequence[ShortLine], viewer: Viewer, *, since: date) -> Changes:
    """What moved in these lines. Two queries."""
    known = {line.listed.pk: line for line in lines}
    history = _history(coalition)
    said = [
        change
        for voices in history.values()
        for told in voices.values()
        if told[-1].listed in known and (change := _change(known[told[-1].listed], told, since))
    ]
    shown = [each for each in _evidence_since(coalition, since) if each.listed_id in known and viewer.sees(each)]
    came = [change for each in shown for change in _changes_of_evidence(known[each.listed_id], each, since)]
    return Changes(
        since=since,
        changes=sorted([*said, *came], key=lambda each: (each.day, -each.line.listed.pk), reverse=True),
        spreads_then=_spreads_then(lines, history, since),
        evidence=sum(bool(each.added_on and each.added_on >= since) for each in shown),
    )


# An organisation's or a group's number; neither: the Government.
Voice = tuple[int | None, int | None]
History = Mapping[int, Mapping[Voice, list[Statement]]]


def _history(coalition: Coalition) -> History:
    """By recommendation and voice, all that was said, the earliest first."""
    said = Assessment.objects.filter(listed__coalition=coalition).order_by("pk")
    short = NullIf("organisation__short_name", Value(""))
    said = said.annotate(who=Coalesce(short, "organisation__name", "group__name"))
    fields = ("listed", "organisation", "group", "level", "reason", "source", "said_on", "who")
    found: dict[int, dict[Voice, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for each in (Statement(*row) for row in said.values_list(*fields)):
        found[each.listed][each.organisation, each.group].append(each)
    return found


def _before(told: Sequence[Statement], since: date) -> Statement | None:
    """What a voice said when the day began."""
    return next((each for each in reversed(told) if each.day is None or each.day < since), None)


def _change(line: ShortLine, told: Sequence[Statement], since: date) -> Change | None:
    now, before = told[-1], _before(told, since)
    if now.day is None or now.day < since or (before and (before.level, before.reason) == (now.level, now.reason)):
        return None
    why = f"{now.reason} ({now.source})" if now.source else now.reason
    was = str(Level(before.level).label) if before else _("not assessed yet")
    return Change(line, now.whose, was, str(Level(now.level).label), why, now.day)


def _evidence_since(coalition: Coalition, since: date) -> Iterable[Evidence]:
    found = Evidence.objects.filter(listed__coalition=coalition).select_related("follow_up__group", "organisation")
    return found.filter(added_on__gte=since) | found.filter(checked_on__gte=since)


def _changes_of_evidence(line: ShortLine, each: Evidence, since: date) -> Iterator[Change]:
    whose = str(each.group or each.organisation)
    if each.added_on and each.added_on >= since:
        yield Change(line, whose, "", _("evidence added"), f"{each.what} ({each.source})", each.added_on)
    if each.checked_on and each.checked_on >= since:
        why = each.rejected_because or each.what
        now = _("evidence %(state)s") % {"state": each.get_state_display()}
        yield Change(line, whose, _("evidence not verified"), now, why, each.checked_on)


def _spreads_then(lines: Sequence[ShortLine], history: History, since: date) -> dict[int, Spread]:
    """How each recommendation was judged when the day began."""
    found = {}
    for line in lines:
        voices: dict[Voice, str] = {}
        # What is said of the one it is judged with counts, unless somebody judges it apart.
        for number in (line.listed.judged_with_id, line.listed.pk):
            for voice, told in history.get(number or 0, {}).items():
                before = _before(told, since)
                if before and not before.is_claim:
                    voices[voice] = before.level
        found[line.listed.pk] = spread_of(voices.values())
    return found


def change_rows(found: Changes) -> Iterator[Mapping[str, Any]]:
    """The changes as rows of a file."""
    for change in found.changes:
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
    """Say that the coalition reported on a day; a second report of that day takes the first one's place.

    Raises NoTitle.
    """
    if not (title := " ".join(title.split())[:120]):
        raise NoTitle
    return Report.objects.update_or_create(coalition=coalition, day=day, defaults={"title": title})[0]


@act(ARRANGE_LIST, gettext_lazy("Remove the note of a report"), about="coalition")
def remove_report(*, by: Person, coalition: Coalition, report: Report) -> None:
    """Take the note of a report away."""
    coalition.follow_up_reports.filter(pk=report.pk).delete()
