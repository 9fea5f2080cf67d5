"""The follow-up list: full rows for one page, short rows for counting, and who says what."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.actions import Role, is_paired
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, GroupMembership, MemberOrganisation
from openupr.recommendations.coverage import was_held
from openupr.recommendations.models import SourceRecord
from openupr.recommendations.recommendation import response_badge, un_numbers
from openupr.reviews.models import Review
from openupr.upr import ohchr_themes, responses
from openupr.upr.issues import issue
from openupr.upr.sources import SOURCES
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.languages import in_page_language
from openupr.web.parts import Badge

from .evidence_counts import MOST_NAMED, EvidenceCount, count_of, count_of_all
from .models import Assessment, Evidence, FollowUp, Level, ListedRecommendation, MatrixRow
from .rules import AssessmentSpread, spread_of


@dataclass(frozen=True)
class Viewer:
    """Who looks: evidence that is for its group or organisation alone is shown to them only."""

    groups: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    sees_all: bool = False

    def sees(self, evidence: Evidence) -> bool:
        if evidence.seen_by != Evidence.SeenBy.OWN or self.sees_all:
            return True
        if evidence.follow_up:
            return evidence.follow_up.group_id in self.groups
        return evidence.organisation_id in self.organisations


def viewer_of(person: Person, roles: Iterable[Role], coalition: Coalition) -> Viewer:
    """What somebody may see in a coalition.

    Three queries; a device paired in the room sees what all see.
    """
    if is_paired(person):
        return Viewer()
    works = GroupMembership.objects.filter(person=person, group__coalition=coalition).values_list("group", flat=True)
    speaks = MemberOrganisation.objects.filter(representative=person, coalition=coalition)
    takes_part = coalition.participations.filter(person=person).exclude(organisation=None)
    own = {*speaks.values_list("organisation", flat=True), *takes_part.values_list("organisation", flat=True)}
    return Viewer(frozenset(works), frozenset(own), Role.COORDINATOR in roles)


class Facts:
    """What a line says of its recommendation, however much is known of who says what."""

    listed: ListedRecommendation
    record: Any
    spread: Any
    un_number: UnNumber

    @property
    def response(self) -> str:
        """What the record says now; if it no longer holds the recommendation, what it said when
        listed.
        """
        return self.record.response if self.record else self.listed.response

    @property
    def issues(self) -> list[str]:
        return list(self.record.issues if self.record else self.listed.issues)

    @property
    def themes(self) -> list[str]:
        """OHCHR's themes from any source of the record and from the imported list.

        Keys of openupr.upr.ohchr_themes, or OHCHR's own label.
        """
        recorded = self.record.themes if self.record else ()
        return list(dict.fromkeys([*recorded, *map(ohchr_themes.value_of, self.listed.themes)]))

    @property
    def sorted_under(self) -> list[str]:
        """Labels of OHCHR's themes if the record has them from OHCHR or knows no issue; else of
        issues.
        """
        by_issue = self.issues and not (self.record and self.record.source in ohchr_themes.SOURCES)
        if self.themes and not by_issue:
            return [ohchr_themes.label_of_theme(value) for value in self.themes]
        return [str(issue(key).label) for key in self.issues]

    @property
    def goals(self) -> list[str]:
        """The numbers of the SDGs."""
        codes = self.record.sdgs if self.record else self.listed.sdgs
        return sorted({str(code).partition(".")[0] for code in codes}, key=lambda code: (len(code), code))

    @property
    def populations(self) -> list[str]:
        """Groups of people that it is about: what the record and OHCHR's list say."""
        return sorted({*(self.record.persons if self.record else ()), *self.listed.populations})

    @property
    def answer(self) -> Badge | None:
        badge = Badge("Pledge") if self.listed.is_pledge else response_badge(self.response)
        return replace(badge, label=_(str(badge.label))) if badge else None

    @property
    def origin(self) -> str:
        """Who asked, and in which session."""
        who = (
            _("The State itself") if self.listed.is_pledge else in_page_language(self.listed.from_name) or _("Unknown")
        )
        session = self.listed.session
        return f"{who}, {_('session %(number)s') % {'number': session}}" if session else who

    @property
    def levels(self) -> list[tuple[Level, int]]:
        """Each level that somebody chose, with how many."""
        counts = self.spread.counts
        return [(level, counts[level.value]) for level in Level if counts[level.value]]


@dataclass(frozen=True)
class FollowUpLine(Facts):
    """One recommendation of the list, with everything that is said of it now."""

    listed: ListedRecommendation
    record: SourceRecord | None
    follow_ups: Sequence[FollowUp]
    assessments: Sequence[Assessment]
    evidence: Sequence[Evidence]
    un_number: UnNumber = NO_NUMBER

    @cached_property
    def claim(self) -> Assessment | None:
        """What the Government says."""
        return next((assessment for assessment in self.assessments if assessment.is_claim), None)

    @cached_property
    def voices(self) -> list[Assessment]:
        """What organisations and groups say: organisations first, by name."""
        voices = [assessment for assessment in self.assessments if not assessment.is_claim]
        return sorted(voices, key=lambda voice: (voice.organisation_id is None, voice.whose))

    @cached_property
    def spread(self) -> AssessmentSpread:
        return spread_of(voice.level for voice in self.voices)

    @property
    def evidence_count(self) -> EvidenceCount:
        return count_of(self.evidence)

    @property
    def index_label(self) -> str:
        """The level on which all who know enough agree, or that they differ; "" if nobody knows
        enough.
        """
        if self.spread.is_dissent:
            return _("judged differently")
        return str(Level(self.spread.state).label) if self.spread.is_assessed else ""

    @property
    def views_outside(self) -> list[tuple[Level, str, str, int]]:
        """For pages that leave: each chosen level, who chose it, its first reason, how many more
        reasons.

        Organisations that did not agree to be named are counted. Reasons that must not be printed
        are left out.
        """
        views = []
        for level, _number in self.levels:
            alike = [voice for voice in self.voices if voice.level == level]
            named = (voice for voice in alike if voice.named or voice.group_id)
            names = [
                _("the group “%(name)s”") % {"name": voice.group} if voice.group else voice.whose for voice in named
            ]
            if left := len(alike) - len(names):
                others = ngettext("%(n)s organisation", "%(n)s organisations", left)
                names.append(others % {"n": left})
            reasons = [voice.reason_outside for voice in alike if voice.reason_outside]
            views.append((level, ", ".join(names), reasons[0] if reasons else "", max(0, len(reasons) - 1)))
        return views

    @property
    def told_outside(self) -> list[str]:
        """For files that leave: one line for each level, with named organisations and their
        reasons.
        """
        sentences = []
        for level, _number in self.levels:
            views = [voice.voice_outside for voice in self.voices if voice.level == level]
            sentences.append(f"{level.outside} – {'; '.join([*(view.rstrip('.') for view in views[:-1]), views[-1]])}")
        return sentences

    @property
    def changed_on(self) -> date | None:
        """The last day on which somebody assessed it, or added or verified evidence."""
        days = [assessment.said_on for assessment in self.assessments]
        days += [day for evidence in self.evidence for day in (evidence.added_on, evidence.checked_on)]
        return max((day for day in days if day), default=None)

    @property
    def best_evidence(self) -> list[Evidence]:
        """Shared evidence, the strongest first: verified, then confirmed, then the latest."""
        return sorted((evidence for evidence in self.evidence if evidence.is_shared), key=by_strength)

    @property
    def evidence_outside(self) -> list[Evidence]:
        """Evidence for a file or page that leaves the coalition (`Evidence.leaves`); nothing else
        is named.
        """
        return [evidence for evidence in self.best_evidence if evidence.leaves]

    @property
    def evidence_named(self) -> list[Evidence]:
        """What a paper names of it: as much as `EvidenceCount.named` says."""
        return self.evidence_outside[:MOST_NAMED]

    @property
    def sources_named(self) -> list[str]:
        """The sources of these, the strongest first; what nobody verified is marked."""
        return [
            evidence.source if evidence.is_quotable else _("%(source)s (not verified)") % {"source": evidence.source}
            for evidence in self.evidence_named
        ]


_RELIABILITY = (Evidence.Reliability.CONFIRMED, Evidence.Reliability.LIKELY, Evidence.Reliability.UNSURE)


def by_strength(evidence: Evidence) -> tuple[bool, int, int]:
    """Verified before not, confirmed before likely, the latest day first."""
    verified = evidence.state == Evidence.State.VERIFIED
    return not verified, _RELIABILITY.index(evidence.reliability), -(evidence.day.toordinal() if evidence.day else 0)


# What is read of a record: the rest of it is long.
_RECORD = ("ask", "preferred", "source", "response", "issues", "themes", "sdgs", "persons", "action")


def lines_of(
    coalition: Coalition, viewer: Viewer, *, only: Iterable[int] | None = None, history: bool = False
) -> list[FollowUpLine]:
    """The list's lines, priorities first.

    Ten queries for any number. `history`: older assessments, too.
    """
    listed = coalition.follow_up_list.select_related("ask", "judged_with").order_by("-priority", "-session", "pk")
    if only is not None:
        listed = listed.filter(pk__in=only)
    assessments = Assessment.objects.select_related("organisation", "group", "said_by")
    assessments = assessments if history else assessments.filter(current=True)
    evidence = Evidence.objects.select_related(
        "follow_up__group", "organisation", "added_by", "checked_by", "file"
    ).defer("file__data")
    records = SourceRecord.objects.only(*_RECORD)
    listed = listed.prefetch_related(
        Prefetch("follow_ups", FollowUp.objects.select_related("group", "owner").order_by("group__order", "pk")),
        Prefetch("assessments", assessments),
        Prefetch("judged_with__assessments", assessments.filter(current=True)),
        Prefetch("evidence", evidence),
        Prefetch("ask__records", records, to_attr="known_records"),
    )
    rows = list(listed)
    numbers = un_numbers_of(rows)
    return [_line(row, viewer, numbers.get(row.pk, NO_NUMBER)) for row in rows]


def _line(listed: ListedRecommendation, viewer: Viewer, un_number: UnNumber) -> FollowUpLine:
    records = listed.ask.known_records if listed.ask else []  # type: ignore[attr-defined]
    record = next((known for known in records if known.preferred), None)
    if record and not record.themes:
        record.themes = next((known.themes for known in records if known.themes), [])
    return FollowUpLine(
        listed=listed,
        record=record,
        follow_ups=list(listed.follow_ups.all()),
        assessments=_statements_on(listed),
        evidence=[source for source in listed.evidence.all() if viewer.sees(source)],
        un_number=un_number,
    )


def _statements_on(listed: ListedRecommendation) -> list[Assessment]:
    """What is said of it; if judged with another, also what is said of that, unless judged
    separately.
    """
    own = [assessment for assessment in listed.assessments.all() if assessment.current]
    if listed.judged_with is None:
        return own
    apart = {(assessment.organisation_id, assessment.group_id) for assessment in own}
    along = listed.judged_with.assessments.all()
    return own + [assessment for assessment in along if (assessment.organisation_id, assessment.group_id) not in apart]


@dataclass(frozen=True)
class Numbers:
    """Five numbers about some lines; pledges of the State are none of the recommendations."""

    listed: int
    supported: int
    assessed: int
    dissent: int
    evidence: EvidenceCount
    pledges: int = 0
    pledges_assessed: int = 0


def five_numbers(lines: Sequence[Any]) -> Numbers:
    """How many are listed, supported, assessed, judged differently; how much evidence; how many
    pledges.
    """
    recommendations = [line for line in lines if not line.listed.is_pledge]
    pledges = [line for line in lines if line.listed.is_pledge]
    return Numbers(
        listed=len(recommendations),
        supported=sum(line.response == "supported" for line in recommendations),
        assessed=sum(line.spread.is_assessed for line in recommendations),
        dissent=sum(line.spread.is_dissent for line in recommendations),
        evidence=count_of_all(line.evidence_count for line in lines),
        pledges=len(pledges),
        pledges_assessed=sum(line.spread.is_assessed for line in pledges),
    )


@dataclass(frozen=True)
class ReviewToList:
    """A review of the State, how much the record holds of it, and whether it is on the list."""

    review: Review
    number: int
    listed: int


def reviews_to_list(coalition: Coalition) -> list[ReviewToList]:
    """The State's reviews in the record, the latest first, with what totals count. Two queries."""
    counted = Count("asks", filter=Q(asks__records__preferred=True), distinct=True)
    reviews = Review.objects.filter(iso3=coalition.review.iso3).annotate(held=counted).filter(held__gt=0)
    listed = Counter(coalition.follow_up_list.values_list("ask__review", flat=True))
    return [ReviewToList(review, review.held, listed[review.pk]) for review in reviews.order_by("-session")]


def sessions_not_loaded(coalition: Coalition, *, today: date) -> list[int]:
    """Sessions of past reviews of the State that the record holds nothing of, the earliest
    first.
    """
    reviews = Review.objects.filter(iso3=coalition.review.iso3, asks=None).exclude(session=None).order_by("session")
    sessions = [session for session in reviews.values_list("session", flat=True) if session]
    return [session for session in sessions if was_held(session, today)]


def not_loaded_to_tell(coalition: Coalition, *, today: date) -> list[int]:
    """The sessions that are not loaded, if the last review held is in neither the record nor the
    list.
    """
    missing = sessions_not_loaded(coalition, today=today)
    if not missing or coalition.follow_up_list.filter(session__gte=missing[-1]).exists():
        return []
    reviews = Review.objects.filter(iso3=coalition.review.iso3, session__gt=missing[-1]).exclude(asks=None)
    return [] if reviews.exists() else missing


COLUMNS = (
    "row", "symbol", "number", "recommendation", "from", "session", "kind", "response", "issues", "themes", "sdgs",
    "priority", "groups", *ListedRecommendation.FACTS, "government_says", "not_implemented",
    "partly_implemented", "fully_implemented", "not_enough_information", "index", "index_level", "assessments",
    "evidence", "changed_on",
)  # fmt: skip


def list_rows(lines: Iterable[FollowUpLine]) -> Iterator[Mapping[str, Any]]:
    """The lines as rows of a file, with shared evidence only: nothing that one group keeps to
    itself.
    """
    for line in lines:
        listed, spread = line.listed, line.spread
        yield {
            "row": listed.pk,
            "symbol": line.un_number.symbol,
            "number": line.un_number.number,
            "recommendation": listed.text,
            "from": listed.from_name,
            "session": listed.session or "",
            "kind": listed.kind,
            "response": str(responses.label(line.response)) if line.response else "",
            "issues": [issue(key).label for key in line.issues],
            "themes": [ohchr_themes.label_of_theme(value) for value in line.themes],
            "sdgs": line.goals,
            "priority": "yes" if listed.priority else "no",
            "groups": [follow_up.group.name for follow_up in line.follow_ups],
            **{name: str(getattr(listed, name) or "") for name in ListedRecommendation.FACTS},
            "government_says": _level_in_words(line.claim) if line.claim else "",
            "not_implemented": spread.counts["nothing"],
            "partly_implemented": spread.counts["begun"],
            "fully_implemented": spread.counts["done"],
            "not_enough_information": spread.counts["unknown"],
            "index": f"{float(spread.index):.2f}" if spread.index is not None else "",
            "index_level": line.index_label,
            "assessments": [f"{voice.whose}: {_level_in_words(voice)}" for voice in line.voices],
            "evidence": [
                f"{source.what} ({source.get_kind_display()}: {source.source})" for source in line.best_evidence
            ],
            "changed_on": line.changed_on.isoformat() if line.changed_on else "",
        }


def _level_in_words(assessment: Assessment) -> str:
    return f"{assessment.get_level_display()}{f' ({assessment.reason})' if assessment.reason else ''}"


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
class ShortFollowUpLine(Facts):
    """One recommendation of the list, with how many say what."""

    listed: ListedRecommendation
    record: Record | None
    follow_ups: Sequence[InGroup]
    claim: Assessment | None
    spread: AssessmentSpread
    evidence_count: EvidenceCount
    changed_on: date | None
    un_number: UnNumber = NO_NUMBER


_CLAIM = Q(organisation=None, group=None)


def short_lines(coalition: Coalition, viewer: Viewer) -> list[ShortFollowUpLine]:
    """The list's lines in order: priorities first. Ten queries, however many."""
    listed = list(coalition.follow_up_list.order_by("-priority", "-session", "pk"))
    by_ask = _records(coalition)
    groups: dict[int, list[InGroup]] = defaultdict(list)
    lines = FollowUp.objects.filter(listed__coalition=coalition).order_by("group__order", "pk")
    for number, pk, group, name, owner in lines.values_list("listed", "pk", "group", "group__name", "owner"):
        groups[number].append(InGroup(pk, group, in_page_language(name), owner))
    assessments = Assessment.objects.filter(listed__coalition=coalition, current=True)
    claims = {assessment.listed_id: assessment for assessment in assessments.filter(_CLAIM)}
    counts, days = _counted(assessments)
    _inherit(assessments, listed, counts, claims)
    evidence = _evidence(coalition, viewer)
    numbers = un_numbers_of(listed)
    return [
        ShortFollowUpLine(
            listed=row,
            record=by_ask.get(row.ask_id) if row.ask_id else None,
            follow_ups=groups[row.pk],
            claim=claims.get(row.pk),
            spread=AssessmentSpread(counts[row.pk]),
            evidence_count=count_of(evidence[row.pk]),
            changed_on=_latest(days.get(row.pk), evidence[row.pk], claims.get(row.pk)),
            un_number=numbers.get(row.pk, NO_NUMBER),
        )
        for row in listed
    ]


def _records(coalition: Coalition) -> dict[int, Record]:
    """What the record says of each listed recommendation, by its key: the record that is counted,
    with the themes of whichever source has them.
    """
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


def _latest(assessed: date | None, evidence: Iterable[Evidence], claim: Assessment | None) -> date | None:
    days = [assessed, claim.said_on if claim else None]
    days += [day for piece in evidence for day in (piece.added_on, piece.checked_on)]
    return max((day for day in days if day), default=None)


def _counted(assessments: QuerySet[Assessment]) -> tuple[dict[int, Counter[str]], dict[int, date]]:
    """By recommendation: how many chose each level, and the last day on which somebody did."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    days: dict[int, date] = {}
    rows = assessments.exclude(_CLAIM).order_by().values_list("listed", "level")
    for number, level, n, day in rows.annotate(n=Count("pk"), day=Max("said_on")):
        counts[number][level] += n
        if day:
            days[number] = max(day, days.get(number, day))
    return counts, days


def _inherit(
    assessments: QuerySet[Assessment],
    listed: Sequence[ListedRecommendation],
    counts: dict[int, Counter[str]],
    claims: dict[int, Assessment],
) -> None:
    """Count for a recommendation judged with another also that one's assessments, unless
    separate.
    """
    along = {row.pk: row.judged_with_id for row in listed if row.judged_with_id}
    if not along:
        return
    voices: dict[int, dict[tuple[int | None, int | None], str]] = defaultdict(dict)
    concerned: Collection[int] = {*along, *along.values()}
    rows = (
        assessments.filter(listed__in=concerned).exclude(_CLAIM).values_list("listed", "organisation", "group", "level")
    )
    for number, organisation, group, level in rows:
        voices[number][organisation, group] = level
    for number, lead in along.items():
        counts[number] = Counter({**voices[lead], **voices[number]}.values())
        if number not in claims and lead in claims:
            claims[number] = claims[lead]


def _evidence(coalition: Coalition, viewer: Viewer) -> dict[int, list[Evidence]]:
    """By recommendation the evidence that the viewer sees, with what is counted of it."""
    rows = Evidence.objects.filter(listed__coalition=coalition).order_by().select_related("follow_up")
    rows = rows.only(
        "listed_id", "organisation_id", "seen_by", "state", "personal_until", "added_on", "checked_on",
        "follow_up__group_id",
    )  # fmt: skip
    by_number: dict[int, list[Evidence]] = defaultdict(list)
    for piece in rows:
        if viewer.sees(piece):
            by_number[piece.listed_id].append(piece)
    return by_number


def un_numbers_of(listed: Collection[ListedRecommendation]) -> dict[int, UnNumber]:
    """{primary key: UN number}, from any source in the record; else from OHCHR's list.

    At most two queries.
    """
    known = un_numbers({row.ask_id for row in listed if row.ask_id})
    numbers = {row.pk: known[row.ask_id] for row in listed if row.ask_id in known}
    if others := [row.pk for row in listed if row.ask_id is None]:
        rows = MatrixRow.objects.filter(listed__in=others).exclude(number="").order_by()
        numbers |= {pk: UnNumber("", number) for pk, number in rows.values_list("listed", "number")}
    return numbers
