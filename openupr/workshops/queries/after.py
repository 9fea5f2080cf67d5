"""What came of a workshop, read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q

from openupr.accounts.models import Person
from openupr.coalitions.models import Group, GroupMembership, RapporteurTerm
from openupr.roadmaps.models import Answer, Proposal
from openupr.roadmaps.rules.proposals import ASKED_FOR
from openupr.roadmaps.rules.roadmap import Kind, questions
from openupr.timeline.models import Milestone
from openupr.upr.issues import issue

from ..models import Match, Need, Offer, RoadmapHandedIn, WayForward, Workshop
from ..rules import after as rules

_GIVEN_UP = (Proposal.State.DROPPED, Proposal.State.MERGED)


@dataclass(frozen=True)
class WorkshopRoadmap:
    """A group's roadmap after a workshop: handed in or not, which questions nothing answers now, and how many
    recommendations stand.
    """

    group: Group
    handed: RoadmapHandedIn | None
    missing: list[int]
    recommended: int = 0

    @property
    def missing_in_words(self) -> str:
        """ "4, 9": the questions by number."""
        return _numbers(self.missing)

    @property
    def missing_then(self) -> str:
        """The same of the day on which it was handed in, where that was something else."""
        return _numbers(self.handed.missing) if self.handed and self.handed.missing != self.missing else ""

    @property
    def asked_for(self) -> int:
        """How many recommendations are asked for, where there are some but fewer; else 0."""
        return ASKED_FOR if 0 < self.recommended < ASKED_FOR else 0


def _numbers(questions: Sequence[int]) -> str:
    return ", ".join(str(number) for number in questions)


def roadmaps_of(workshop: Workshop) -> list[WorkshopRoadmap]:
    """All groups of the coalition that are open. Four queries, however many groups."""
    handed = {each.group_id: each for each in workshop.roadmaphandedins.all()}
    return [
        WorkshopRoadmap(group, handed.get(group.pk), missing, group.recommended)
        for group, missing in _missing(workshop.coalition.groups.filter(closed=False))
    ]


def missing_in(group: Group) -> list[int]:
    """The numbers of the questions of its roadmap that nothing answers yet."""
    return next(missing for _group, missing in _missing(Group.objects.filter(pk=group.pk)))


def _missing(groups: Any) -> Iterator[tuple[Any, list[int]]]:
    answered = Answer.objects.filter(~Q(text="") | ~Q(day=None))
    held = groups.annotate(
        recommended=Count("proposals", filter=~Q(proposals__state__in=_GIVEN_UP), distinct=True),
        organised=Count("organisations", distinct=True),
    ).prefetch_related(
        Prefetch("answers", answered, to_attr="answered"),
        Prefetch("rapporteur_terms", RapporteurTerm.objects.filter(until=None), to_attr="led"),
    )
    for group in held:
        known = {
            Kind.FOCUS: bool(group.focus),
            Kind.ORGANISATIONS: bool(group.organised),
            Kind.RAPPORTEUR: bool(group.led),
        }
        numbers = [each.question for each in group.answered]
        yield group, rules.open_questions(numbers, known=known, recommendations=group.recommended)


def groups_led(person: Person, workshop: Workshop) -> set[int]:
    """The keys of the groups whose rapporteur somebody is."""
    terms = RapporteurTerm.objects.filter(group__coalition=workshop.coalition, person=person, until=None)
    return set(terms.values_list("group", flat=True))


def groups_of_workshop(person: Person, workshop: Workshop) -> set[int]:
    """The keys of the groups that somebody works in."""
    places = GroupMembership.objects.filter(group__coalition=workshop.coalition, person=person)
    return set(places.values_list("group", flat=True))


def questions_of(numbers: Sequence[int]) -> list[str]:
    """The roadmap's questions of these numbers, in words."""
    return [f"{each.number}. {each.en}" for each in questions() if each.number in numbers]


@dataclass(frozen=True)
class NextStep:
    """What is to be done, and its date in the timeline, if it has one."""

    step: WayForward
    milestone: Milestone | None

    @property
    def is_done(self) -> bool:
        return self.milestone is not None and self.milestone.status == Milestone.Status.DONE


def steps_of(workshop: Workshop) -> list[NextStep]:
    """The way forward in the order of its dates. Two queries."""
    steps = list(workshop.wayforwards.all())
    keys = [step.key for step in steps]
    held = Milestone.objects.filter(calendar=workshop.coalition.calendar_id, key__in=keys)
    dates = {each.key: each for each in held} if workshop.coalition.calendar_id else {}
    return [NextStep(step, dates.get(step.key)) for step in steps]


@dataclass(frozen=True)
class NeedLine:
    """A need with the offers that were confirmed to meet it (`matches`), and those that could."""

    need: Need
    matches: list[Match] = field(default_factory=list)
    could: list[Offer] = field(default_factory=list)

    @property
    def met(self) -> list[Offer]:
        return [match.offer for match in self.matches]


def needs_of(workshop: Workshop) -> list[NeedLine]:
    """What groups need, and what of the partners' offers fits by kind and topic. Three queries."""
    offers = {each.pk: each for each in workshop.offers.all()}
    matches: dict[int, list[Match]] = defaultdict(list)
    for match in Match.objects.filter(need__workshop=workshop):
        match.offer = offers[match.offer_id]
        matches[match.need_id].append(match)
    given = [rules.NeedOrOffer(each.pk, each.kind, frozenset(each.issues)) for each in offers.values()]
    lines = []
    for need in workshop.needs.select_related("group"):
        wanted = rules.NeedOrOffer(need.pk, need.kind, frozenset(need.group.issues))
        could = [offers[number] for number in rules.fitting(wanted, given)]
        met = {match.offer_id for match in matches[need.pk]}
        lines.append(NeedLine(need, matches[need.pk], [each for each in could if each.pk not in met]))
    return lines


def offers_of(workshop: Workshop) -> list[tuple[Offer, str]]:
    """What partners offer, each with the issues it is for, in words."""
    return [(each, ", ".join(str(issue(key)) for key in each.issues)) for each in workshop.offers.all()]


LISTS: dict[str, tuple[str, ...]] = {
    "roadmaps": ("group", "handed_in_on", "missing"),
    "way-forward": ("what", "more", "who", "by", "done"),
    "needs": ("group", "kind", "what", "met_by", "what_came_of_it", "could_be_met_by"),
    "offers": ("partner", "kind", "issues", "what"),
    "lessons": ("topic", "what", "next_time"),
    "achievements": ("what",),
}


def rows(workshop: Workshop, name: str) -> Iterator[dict[str, Any]]:
    """One of the LISTS as rows of a file. Raises KeyError for any other."""
    yield from {
        "roadmaps": _roadmap_rows,
        "way-forward": _step_rows,
        "needs": _need_rows,
        "offers": _offer_rows,
        "lessons": _lesson_rows,
        "achievements": _achievement_rows,
    }[name](workshop)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _roadmap_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for each in roadmaps_of(workshop):
        handed = _iso(each.handed.day if each.handed else None)
        yield {"group": each.group.name, "handed_in_on": handed, "missing": [str(number) for number in each.missing]}


def _step_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for each in steps_of(workshop):
        step = each.step
        yield {
            "what": step.text, "more": step.more, "who": step.owner, "by": _iso(step.day), "done": each.is_done,
        }  # fmt: skip


def _need_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for line in needs_of(workshop):
        yield {
            "group": line.need.group.name,
            "kind": line.need.kind,
            "what": line.need.text,
            "met_by": [each.partner for each in line.met],
            "what_came_of_it": [f"{each.offer.partner}: {each.outcome}" for each in line.matches if each.outcome],
            "could_be_met_by": [each.partner for each in line.could],
        }


def _offer_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for each, _issues in offers_of(workshop):
        yield {"partner": each.partner, "kind": each.kind, "issues": list(each.issues), "what": each.text}


def _lesson_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for each in workshop.lessons.all():
        yield {"topic": each.topic, "what": each.text, "next_time": each.next_time}


def _achievement_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for each in workshop.achievements.all():
        yield {"what": each.text}
