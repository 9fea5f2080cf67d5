"""What papers of a theme say of its earlier recommendations."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from openupr.coalitions.models import Coalition
from openupr.recommendations.models import SourceRecord
from openupr.upr.sources import source
from openupr.upr.un_numbers import UnNumber

from .follow_up_list import ShortFollowUpLine, Viewer, by_strength, short_lines
from .models import Assessment, Evidence
from .rules import WEIGHTS

# So much evidence a paragraph quotes, unless somebody chose more.
QUOTED = 2


@dataclass(frozen=True)
class ThemeFacts:
    """What the follow-up list holds of one issue. Each recommending State counts once.

    `responses`: how often each answer was given. `assessed`: how many recommendations were judged,
    by `voices` organisations and groups, with `levels` in all, `dissent` of them differently;
    `last_said`: when last. `judged`: how many are in each state (`AssessmentSpread.state`).
    `evidence`: what a paragraph may quote if somebody chooses it, the strongest first.
    """

    issue: str
    recommendations: int
    states: Sequence[str]
    sessions: Sequence[int]
    responses: Counter[str]
    sources: Sequence[str]
    un_numbers: Sequence[UnNumber]
    assessed: int
    voices: int
    levels: Counter[str]
    judged: Counter[str]
    dissent: int
    last_said: date | None
    evidence: Sequence[Evidence]

    def quoted(self, chosen: Collection[int] = ()) -> list[Evidence]:
        """What the paragraph quotes: chosen evidence, by key; else the strongest that is public."""
        by_choice = [evidence for evidence in self.evidence if evidence.pk in chosen]
        free = [evidence for evidence in self.evidence if evidence.is_quotable and evidence.pk not in chosen]
        return by_choice + free[: max(0, QUOTED - len(by_choice))]


def cited_as(evidence: Evidence) -> str:
    """The end note for evidence: source, day and link. Not where it is kept."""
    day = date_format(evidence.day, "j F Y") if evidence.day else ""
    return ", ".join(filter(None, [evidence.source.rstrip(" .,;"), day, evidence.link]))


def facts_of_themes(coalition: Coalition, themes: Collection[str] | None = None) -> dict[str, ThemeFacts]:
    """{key: facts} of these issues or OHCHR's themes, or of all issues on the list. Ten queries."""
    by_theme: dict[str, list[ShortFollowUpLine]] = defaultdict(list)
    for line in short_lines(coalition, Viewer()):
        # Who asks for some may mean OHCHR's themes.
        known = line.issues if themes is None else {*line.issues, *line.themes}
        for key in () if line.listed.is_pledge else known:
            if themes is None or key in themes:
                by_theme[key].append(line)
    concerned = {line.listed.pk: line for lines in by_theme.values() for line in lines}
    sources, voices = _sources(concerned.values()), _voices(concerned.values())
    evidence = _evidence(concerned)
    return {key: _facts(key, lines, sources, voices, evidence) for key, lines in by_theme.items()}


Said = tuple[tuple[int | None, int | None], date | None, str]


def _facts(
    key: str,
    lines: Sequence[ShortFollowUpLine],
    sources: Mapping[int, str],
    statements: Mapping[int, Sequence[Said]],
    evidence: Mapping[int, Sequence[Evidence]],
) -> ThemeFacts:
    judged = [line for line in lines if line.spread.is_assessed]
    voices = [voice for line in lines for voice in _statements_on(line, statements) if voice[2] in WEIGHTS]
    different = {
        evidence_piece.what: evidence_piece
        for line in lines
        for evidence_piece in reversed(evidence.get(line.listed.pk, ()))
    }
    return ThemeFacts(
        issue=key,
        recommendations=len(lines),
        states=sorted({line.listed.from_name for line in lines if line.listed.from_iso3}),
        sessions=sorted({line.listed.session for line in lines if line.listed.session}),
        responses=Counter(line.response for line in lines if line.response),
        sources=sorted({sources[line.listed.pk] for line in lines if line.listed.pk in sources}),
        un_numbers=[line.un_number for line in lines if line.un_number],
        assessed=len(judged),
        voices=len({who for who, _day, _level in voices}),
        levels=Counter({level: sum(line.spread.counts[level] for line in judged) for level in WEIGHTS}),
        judged=Counter(line.spread.state for line in judged),
        dissent=sum(line.spread.is_dissent for line in judged),
        last_said=max((day for _who, day, _level in voices if day), default=None),
        evidence=sorted(different.values(), key=by_strength),
    )


def _statements_on(line: ShortFollowUpLine, statements: Mapping[int, Sequence[Said]]) -> list[Said]:
    """(who, day, level); of one judged with another also that one's, unless judged separately."""
    own = list(statements.get(line.listed.pk, ()))
    apart = {who for who, _day, _level in own}
    return own + [
        statement for statement in statements.get(line.listed.judged_with_id or 0, ()) if statement[0] not in apart
    ]


def _voices(lines: Iterable[ShortFollowUpLine]) -> dict[int, list[Said]]:
    keys = {key for line in lines for key in (line.listed.pk, line.listed.judged_with_id) if key}
    rows = Assessment.objects.filter(listed__in=keys, current=True).exclude(organisation=None, group=None)
    voices: dict[int, list[Said]] = defaultdict(list)
    fields = ("listed", "organisation", "group", "said_on", "level")
    for listed, organisation, group, day, level in rows.order_by().values_list(*fields):
        voices[listed].append(((organisation, group), day, level))
    return voices


def _sources(lines: Iterable[ShortFollowUpLine]) -> dict[int, str]:
    """By recommendation which source the record has it from, in words."""
    asks = {line.listed.ask_id: line.listed.pk for line in lines if line.listed.ask_id}
    records = SourceRecord.objects.filter(preferred=True, ask__in=asks)
    return {asks[ask]: source(key).label for ask, key in records.values_list("ask", "source")}


def _evidence(listed: Collection[int]) -> dict[int, list[Evidence]]:
    """Evidence to choose from: not for one group alone, not rejected, without personal data."""
    shared = Evidence.objects.exclude(seen_by=Evidence.SeenBy.OWN).exclude(state=Evidence.State.REJECTED)
    by_number: dict[int, list[Evidence]] = defaultdict(list)
    for piece in shared.filter(listed__in=listed, personal_until=None).order_by("day", "pk"):
        by_number[piece.listed_id].append(piece)
    return by_number
