"""What groups hand in and need after a workshop: roadmaps, needs, offers that meet them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Group, GroupMembership, RapporteurTerm
from openupr.proposals.models import Proposal
from openupr.proposals.rules.proposals import ASKED_FOR
from openupr.roadmaps.models import Answer
from openupr.roadmaps.rules.roadmap import Kind, questions
from openupr.upr.issues import issue
from openupr.web.fingerprints import fingerprint

from .actions import CONFIRM_MATCH, HAND_IN, NEED_SUPPORT
from .models import Match, Need, Offer, RoadmapHandedIn, Support, Workshop
from .rules.after import NeedOrOffer, fitting, open_questions, required_text
from .rules.refusals import OfAnotherWorkshop

_GIVEN_UP = (Proposal.State.DROPPED, Proposal.State.MERGED)


@dataclass(frozen=True)
class WorkshopRoadmap:
    """A group's roadmap after a workshop: handed in or not, open questions, recommendations."""

    group: Group
    handed: RoadmapHandedIn | None
    missing: list[int]
    recommended: int = 0

    @property
    def version(self) -> str:
        """Of what is handed in, for a page that shows it."""
        return roadmap_version(self.missing)

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
        """How many recommendations are requested, if the group has some but fewer; otherwise 0."""
        return ASKED_FOR if 0 < self.recommended < ASKED_FOR else 0


def roadmap_version(missing: Sequence[int]) -> str:
    """Of a roadmap with these open questions."""
    return fingerprint(missing)


def _numbers(questions: Sequence[int]) -> str:
    return ", ".join(str(number) for number in questions)


def roadmaps_of(workshop: Workshop) -> list[WorkshopRoadmap]:
    """All groups of the coalition that are open. Four queries, however many groups."""
    handed = {handed_in.group_id: handed_in for handed_in in workshop.roadmaphandedins.all()}
    return [
        WorkshopRoadmap(group, handed.get(group.pk), missing, group.recommended)
        for group, missing in _missing(workshop.coalition.groups.filter(closed=False))
    ]


def missing_in(group: Group) -> list[int]:
    """The numbers of the questions of its roadmap that nothing answers yet."""
    return next(missing for _group, missing in _missing(Group.objects.filter(pk=group.pk)))


def _missing(groups: Any) -> Iterator[tuple[Any, list[int]]]:
    answered = Answer.objects.filter(~Q(text="") | ~Q(day=None))
    counted = groups.annotate(
        recommended=Count("proposals", filter=~Q(proposals__state__in=_GIVEN_UP), distinct=True),
        organised=Count("organisations", distinct=True),
    ).prefetch_related(
        Prefetch("answers", answered, to_attr="answered"),
        Prefetch("rapporteur_terms", RapporteurTerm.objects.filter(until=None), to_attr="led"),
    )
    for group in counted:
        known = {
            Kind.FOCUS: bool(group.focus),
            Kind.ORGANISATIONS: bool(group.organised),
            Kind.RAPPORTEUR: bool(group.led),
        }
        numbers = [answer.question for answer in group.answered]
        yield group, open_questions(numbers, known=known, recommendations=group.recommended)


def groups_led(person: Person, workshop: Workshop) -> set[int]:
    """The keys of the groups that a person leads as rapporteur."""
    terms = RapporteurTerm.objects.filter(group__coalition=workshop.coalition, person=person, until=None)
    return set(terms.values_list("group", flat=True))


def groups_of_workshop(person: Person, workshop: Workshop) -> set[int]:
    """The keys of the groups that a person works in."""
    places = GroupMembership.objects.filter(group__coalition=workshop.coalition, person=person)
    return set(places.values_list("group", flat=True))


def questions_of(numbers: Sequence[int]) -> list[str]:
    """The roadmap's questions of these numbers, in words."""
    return [f"{question.number}. {question.en}" for question in questions() if question.number in numbers]


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
    offers = {offer.pk: offer for offer in workshop.offers.all()}
    matches: dict[int, list[Match]] = defaultdict(list)
    for match in Match.objects.filter(need__workshop=workshop):
        match.offer = offers[match.offer_id]
        matches[match.need_id].append(match)
    offered = [NeedOrOffer(offer.pk, offer.kind, frozenset(offer.issues)) for offer in offers.values()]
    lines = []
    for need in workshop.needs.select_related("group"):
        wanted = NeedOrOffer(need.pk, need.kind, frozenset(need.group.issues))
        could = [offers[number] for number in fitting(wanted, offered)]
        met = {match.offer_id for match in matches[need.pk]}
        lines.append(NeedLine(need, matches[need.pk], [other for other in could if other.pk not in met]))
    return lines


def offers_of(workshop: Workshop) -> list[tuple[Offer, str]]:
    """What partners offer, each with the issues it is for, in words."""
    return [(offer, ", ".join(str(issue(key)) for key in offer.issues)) for offer in workshop.offers.all()]


@act(HAND_IN, about="group")
def hand_in_roadmap(*, by: Person, group: Group, workshop: Workshop, today: date) -> RoadmapHandedIn:
    """Hand in the group's roadmap as it is now, with its open questions; the last time counts."""
    if workshop.coalition_id != group.coalition_id:
        raise OfAnotherWorkshop
    values = {"day": today, "missing": missing_in(group)}
    handed, _ = RoadmapHandedIn.objects.update_or_create(workshop=workshop, group=group, defaults=values)
    return handed


@act(NEED_SUPPORT, _("Say what support a group needs"), about="group")
def need_support(*, by: Person, group: Group, workshop: Workshop, kind: str, text: str) -> Need:
    """What a group needs. Raises EmptyNote, OfAnotherWorkshop."""
    if workshop.coalition_id != group.coalition_id:
        raise OfAnotherWorkshop
    return Need.objects.create(workshop=workshop, group=group, kind=Support(kind), text=required_text(text))


@act(NEED_SUPPORT, _("Change what support a group needs"), about="need")
def change_need(*, by: Person, need: Need, kind: str, text: str) -> Need:
    """The same in other words; what was matched stays matched. Raises EmptyNote."""
    need.kind, need.text = Support(kind), required_text(text)
    need.save(update_fields=["kind", "text"])
    return need


@act(NEED_SUPPORT, _("Say that a group needs a support no longer"), about="need")
def drop_need(*, by: Person, need: Need) -> None:
    """It is not needed any more."""
    need.delete()


@act(CONFIRM_MATCH, _("Confirm that an offer meets a need"), about="offer")
def confirm_match(*, by: Person, offer: Offer, need: Need, today: date) -> Match:
    """Somebody who talked to both confirms that the offer meets the need.

    Raises OfAnotherWorkshop.
    """
    if offer.workshop_id != need.workshop_id:
        raise OfAnotherWorkshop
    match, _ = Match.objects.get_or_create(need=need, offer=offer, defaults={"day": today})
    return match


@act(NEED_SUPPORT, _("Say what came of an offer that meets a need"), about="need")
def say_what_came(*, by: Person, need: Need, match: Match, outcome: str, today: date) -> Match:
    """Write what came of a match; "" deletes it. The day is that of the last change."""
    match.outcome = outcome.strip()
    match.outcome_on = today if match.outcome else None
    match.save(update_fields=["outcome", "outcome_on"])
    return match


@act(CONFIRM_MATCH, _("Say that an offer does not meet a need after all"), about="offer")
def undo_match(*, by: Person, offer: Offer, need: Need) -> None:
    """It does not after all."""
    Match.objects.filter(offer=offer, need=need).delete()
