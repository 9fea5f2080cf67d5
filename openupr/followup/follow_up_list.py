"""The coalition's follow-up list: its rows, whole for one page and short for counting, with who says what of each."""

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

from .models import Assessment, Evidence, FollowUp, Level, ListedRecommendation, MatrixRow
from .rules import Spread, spread_of


@dataclass(frozen=True)
class Viewer:
    """Who looks: evidence that is for its group or organisation alone is shown to them only."""

    groups: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    sees_all: bool = False

    def sees(self, evidence: Evidence) -> bool:
        group = evidence.follow_up.group_id if evidence.follow_up else None
        return self.may_see(evidence.seen_by, group, evidence.organisation_id)

    def may_see(self, seen_by: str, group: int | None, organisation: int | None) -> bool:
        """The same by whom evidence is for, and whose it is: a group's or an organisation's."""
        if seen_by != Evidence.SeenBy.OWN or self.sees_all:
            return True
        return group in self.groups if group else organisation in self.organisations


def viewer_of(person: Person, roles: Iterable[Role], coalition: Coalition) -> Viewer:
    """What somebody may see in a coalition. Three queries; on a device paired in the room what all may see."""
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
        """What the record says now; where it does not hold it any more, what it said when it was listed."""
        return self.record.response if self.record else self.listed.response

    @property
    def issues(self) -> list[str]:
        return list(self.record.issues if self.record else self.listed.issues)

    @property
    def themes(self) -> list[str]:
        """OHCHR's themes: what any source of the record and the list that was brought in say. Keys of
        openupr.upr.ohchr_themes, or OHCHR's own label."""
        recorded = self.record.themes if self.record else ()
        return list(dict.fromkeys([*recorded, *map(ohchr_themes.value_of, self.listed.themes)]))

    @property
    def sorted_under(self) -> list[str]:
        """Labels of OHCHR's themes where the record has it from OHCHR, or no issue is known; else of its issues."""
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
        said = [assessment for assessment in self.assessments if not assessment.is_claim]
        return sorted(said, key=lambda each: (each.organisation_id is None, each.whose))

    @cached_property
    def spread(self) -> Spread:
        return spread_of(voice.level for voice in self.voices)

    @property
    def evidence_count(self) -> int:
        return len(self.evidence)

    @property
    def index_label(self) -> str:
        """The level on which all who know enough agree, or that they differ; "" where nobody knows enough."""
        if self.spread.is_dissent:
            return _("judged differently")
        return str(Level(self.spread.state).label) if self.spread.is_assessed else ""

    @property
    def views_outside(self) -> list[tuple[Level, str, str, int]]:
        """Each level that somebody chose, who chose it, the first reason for it and how many more there are, for a page
        that leaves.

        Organisations that did not agree to be named are counted; reasons that are not to be printed are not.
        """
        found = []
        for level, _number in self.levels:
            alike = [voice for voice in self.voices if voice.level == level]
            named = (each for each in alike if each.named or each.group_id)
            names = [_("the group “%(name)s”") % {"name": each.group} if each.group else each.whose for each in named]
            if left := len(alike) - len(names):
                others = ngettext("%(n)s organisation", "%(n)s organisations", left)
                names.append(others % {"n": left})
            reasons = [each.reason_outside for each in alike if each.reason_outside]
            found.append((level, ", ".join(names), reasons[0] if reasons else "", max(0, len(reasons) - 1)))
        return found

    @property
    def told_outside(self) -> list[str]:
        """What files that leave say: one line for each level, who chose it if they agreed to be named, and why."""
        found = []
        for level, _number in self.levels:
            views = [said.voice_outside for said in self.voices if said.level == level]
            found.append(f"{level.outside} – {'; '.join([*(view.rstrip('.') for view in views[:-1]), views[-1]])}")
        return found

    @property
    def changed_on(self) -> date | None:
        """The last day on which somebody assessed it, or added or verified evidence."""
        days = [assessment.said_on for assessment in self.assessments]
        days += [day for each in self.evidence for day in (each.added_on, each.checked_on)]
        return max((day for day in days if day), default=None)

    @property
    def best_evidence(self) -> list[Evidence]:
        """Evidence that the coalition shares, the strongest first: verified, then confirmed, then the latest."""
        return sorted((each for each in self.evidence if each.is_shared), key=by_strength)

    @property
    def evidence_outside(self) -> list[Evidence]:
        """The same for a file or page that leaves the coalition (`Evidence.leaves`). Nothing else is named there."""
        return [each for each in self.best_evidence if each.leaves]

    @property
    def evidence_kept(self) -> int:
        """How many pieces the coalition shares and does not let out."""
        return len(self.best_evidence) - len(self.evidence_outside)

    @property
    def sources_outside(self) -> list[str]:
        """The sources that a file names, the strongest first; what nobody verified is marked."""
        return [
            each.source if each.is_quotable else _("%(source)s (not verified)") % {"source": each.source}
            for each in self.evidence_outside
        ]


_RELIABILITY = (Evidence.Reliability.CONFIRMED, Evidence.Reliability.LIKELY, Evidence.Reliability.UNSURE)


def by_strength(each: Evidence) -> tuple[bool, int, int]:
    """Verified before not, confirmed before likely, the latest day first."""
    verified = each.state == Evidence.State.VERIFIED
    return not verified, _RELIABILITY.index(each.reliability), -(each.day.toordinal() if each.day else 0)


# What is read of a record: the rest of it is long.
_RECORD = ("ask", "preferred", "source", "response", "issues", "themes", "sdgs", "persons", "action")


def lines_of(
    coalition: Coalition, viewer: Viewer, *, only: Iterable[int] | None = None, history: bool = False
) -> list[FollowUpLine]:
    """The list's lines in order: priorities first. Ten queries, however many. `history`: with earlier assessments."""
    listed = coalition.follow_up_list.select_related("ask", "judged_with").order_by("-priority", "-session", "pk")
    if only is not None:
        listed = listed.filter(pk__in=only)
    said = Assessment.objects.select_related("organisation", "group", "said_by")
    said = said if history else said.filter(current=True)
    evidence = Evidence.objects.select_related(
        "follow_up__group", "organisation", "added_by", "checked_by", "file"
    ).defer("file__data")
    records = SourceRecord.objects.only(*_RECORD)
    listed = listed.prefetch_related(
        Prefetch("follow_ups", FollowUp.objects.select_related("group", "owner").order_by("group__order", "pk")),
        Prefetch("assessments", said),
        Prefetch("judged_with__assessments", said.filter(current=True)),
        Prefetch("evidence", evidence),
        Prefetch("ask__records", records, to_attr="known_records"),
    )
    found = list(listed)
    numbers = un_numbers_of(found)
    return [_line(each, viewer, numbers.get(each.pk, NO_NUMBER)) for each in found]


def _line(each: ListedRecommendation, viewer: Viewer, un_number: UnNumber) -> FollowUpLine:
    records = each.ask.known_records if each.ask else []  # type: ignore[attr-defined]
    record = next((known for known in records if known.preferred), None)
    if record and not record.themes:
        record.themes = next((known.themes for known in records if known.themes), [])
    return FollowUpLine(
        listed=each,
        record=record,
        follow_ups=list(each.follow_ups.all()),
        assessments=_said_of(each),
        evidence=[source for source in each.evidence.all() if viewer.sees(source)],
        un_number=un_number,
    )


def _said_of(each: ListedRecommendation) -> list[Assessment]:
    """What is said of it; of one judged with another, what is said of that too, unless somebody judges it apart."""
    own = [said for said in each.assessments.all() if said.current]
    if each.judged_with is None:
        return own
    apart = {(said.organisation_id, said.group_id) for said in own}
    along = each.judged_with.assessments.all()
    return own + [said for said in along if (said.organisation_id, said.group_id) not in apart]


@dataclass(frozen=True)
class Numbers:
    """Five numbers about some lines; pledges of the State are none of the recommendations."""

    listed: int
    supported: int
    assessed: int
    dissent: int
    evidence: int
    pledges: int = 0
    pledges_assessed: int = 0


def five_numbers(lines: Sequence[Any]) -> Numbers:
    """How many recommendations are listed, supported, assessed by somebody, judged differently; how much evidence there
    is; and how many pledges.
    """
    asked = [line for line in lines if not line.listed.is_pledge]
    pledges = [line for line in lines if line.listed.is_pledge]
    return Numbers(
        listed=len(asked),
        supported=sum(line.response == "supported" for line in asked),
        assessed=sum(line.spread.is_assessed for line in asked),
        dissent=sum(line.spread.is_dissent for line in asked),
        evidence=sum(line.evidence_count for line in lines),
        pledges=len(pledges),
        pledges_assessed=sum(line.spread.is_assessed for line in pledges),
    )


@dataclass(frozen=True)
class ReviewToList:
    """A review of the coalition's State, how much the record holds of it, and whether the list has it."""

    review: Review
    number: int
    listed: int


def reviews_to_list(coalition: Coalition) -> list[ReviewToList]:
    """The State's reviews with anything recorded, the latest first, with what totals count. Two queries."""
    counted = Count("asks", filter=Q(asks__records__preferred=True), distinct=True)
    reviews = Review.objects.filter(iso3=coalition.review.iso3).annotate(held=counted).filter(held__gt=0)
    listed = Counter(coalition.follow_up_list.values_list("ask__review", flat=True))
    return [ReviewToList(review, review.held, listed[review.pk]) for review in reviews.order_by("-session")]


def sessions_not_loaded(coalition: Coalition, *, today: date) -> list[int]:
    """The sessions of the State's reviews that were held and of which the record has nothing, the first first."""
    reviews = Review.objects.filter(iso3=coalition.review.iso3, asks=None).exclude(session=None).order_by("session")
    sessions = [session for session in reviews.values_list("session", flat=True) if session]
    return [session for session in sessions if was_held(session, today)]


def not_loaded_to_tell(coalition: Coalition, *, today: date) -> list[int]:
    """The sessions that are not loaded, if neither the record nor the list has anything of the last review held."""
    missing = sessions_not_loaded(coalition, today=today)
    if not missing or coalition.follow_up_list.filter(session__gte=missing[-1]).exists():
        return []
    reviews = Review.objects.filter(iso3=coalition.review.iso3, session__gt=missing[-1]).exclude(asks=None)
    return [] if reviews.exists() else missing


COLUMNS = (
    "row", "symbol", "number", "recommendation", "from", "session", "kind", "response", "issues", "themes", "sdgs",
    "priority", "groups", "institution", "deadline", "commitment", "indicator", "government_says", "not_implemented",
    "partly_implemented", "fully_implemented", "not_enough_information", "index", "index_level", "assessments",
    "evidence", "changed_on",
)  # fmt: skip


def list_rows(lines: Iterable[FollowUpLine]) -> Iterator[Mapping[str, Any]]:
    """The lines as rows of a file, with what the coalition shares: evidence for one group alone is not in it."""
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
            "groups": [each.group.name for each in line.follow_ups],
            "institution": listed.institution,
            "deadline": listed.deadline.isoformat() if listed.deadline else "",
            "commitment": listed.commitment,
            "indicator": listed.indicator,
            "government_says": _said(line.claim) if line.claim else "",
            "not_implemented": spread.counts["nothing"],
            "partly_implemented": spread.counts["begun"],
            "fully_implemented": spread.counts["done"],
            "not_enough_information": spread.counts["unknown"],
            "index": f"{float(spread.index):.2f}" if spread.index is not None else "",
            "index_level": line.index_label,
            "assessments": [f"{voice.whose}: {_said(voice)}" for voice in line.voices],
            "evidence": [f"{each.what} ({each.get_kind_display()}: {each.source})" for each in line.best_evidence],
            "changed_on": line.changed_on.isoformat() if line.changed_on else "",
        }


def _said(each: Assessment) -> str:
    return f"{each.get_level_display()}{f' ({each.reason})' if each.reason else ''}"


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
    assessments = Assessment.objects.filter(listed__coalition=coalition, current=True)
    claims = {assessment.listed_id: assessment for assessment in assessments.filter(_CLAIM)}
    counts, days = _counted(assessments)
    _inherit(assessments, listed, counts, claims)
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


def un_numbers_of(listed: Collection[ListedRecommendation]) -> dict[int, UnNumber]:
    """By primary key, of those that have one: from the record, whichever source tells it; of what the record does not
    hold, the number in OHCHR's list. At most two queries.
    """
    known = un_numbers({each.ask_id for each in listed if each.ask_id})
    found = {each.pk: known[each.ask_id] for each in listed if each.ask_id in known}
    if others := [each.pk for each in listed if each.ask_id is None]:
        rows = MatrixRow.objects.filter(listed__in=others).exclude(number="").order_by()
        found |= {pk: UnNumber("", number) for pk, number in rows.values_list("listed", "number")}
    return found
