"""The validation meeting: what each organisation says to each section, and its objections."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Organisation

from .actions import VALIDATE
from .models import (
    Section,
    Stance,
    Submission,
    with_paragraphs,
    wording_of,
)
from .rules.refusals import (
    SayWhatAbout,
)
from .submissions import check_stands, with_those_before


@dataclass(frozen=True, slots=True)
class OrganisationVoice:
    """An organisation and what it said about a section, None where it has not spoken.

    `earlier`: it agreed, but to an earlier wording.
    """

    organisation: Organisation
    stance: Stance | None
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class SectionAnswers:
    """A section with the answers to it; `voices`: every organisation, also those without an
    answer.
    """

    section: Section
    stances: list[Stance]
    voices: list[OrganisationVoice]

    @property
    def silent(self) -> list[Organisation]:
        """The organisations without an answer."""
        return [voice.organisation for voice in self.voices if voice.stance is None]

    @property
    def objections(self) -> list[Stance]:
        """Objections that are not settled: tasks."""
        return [stance for stance in self.stances if stance.says == Stance.Says.OBJECT and not stance.settled]

    def count(self, says: str) -> int:
        return sum(stance.says == says for stance in self.stances)

    @property
    def earlier(self) -> int:
        """How many agreed to an earlier wording, with or without an amendment."""
        return sum(voice.earlier for voice in self.voices)

    @property
    def agree(self) -> int:
        return self.count(Stance.Says.AGREE)

    @property
    def amend(self) -> int:
        return self.count(Stance.Says.AMEND)

    @property
    def object(self) -> int:
        return self.count(Stance.Says.OBJECT)


def answers_by_section(submission: Submission) -> list[SectionAnswers]:
    """All sections in order, in four queries; also with organisations that are no parties now."""
    stances = Prefetch("stances", Stance.objects.select_related("organisation", "seen_to_by"))
    sections = with_paragraphs(submission.sections.prefetch_related(stances))
    speakers = (stance.organisation for section in sections for stance in section.stances.all())
    organisations = with_those_before(submission, speakers)
    return [_answers(section, organisations) for section in sections]


def _answers(section: Section, organisations: list[Organisation]) -> SectionAnswers:
    stances = list(section.stances.all())
    by_key = {stance.organisation_id: stance for stance in stances}
    wording = wording_of(section)
    voices = [_voice(organisation, by_key.get(organisation.pk), wording) for organisation in organisations]
    for stance in stances:
        stance.section = section
    return SectionAnswers(section, stances, voices)


def _voice(organisation: Organisation, stance: Stance | None, wording: str) -> OrganisationVoice:
    # An objection is a task of its own; older answers have no wording to compare.
    agreed = stance is not None and stance.says != Stance.Says.OBJECT
    return OrganisationVoice(organisation, stance, bool(agreed and stance and stance.wording not in {"", wording}))


@dataclass(frozen=True, slots=True)
class OnProjector:
    """The section on the projector, its number, and how many there are."""

    answers: SectionAnswers
    place: int
    of: int


def on_projector(submission: Submission) -> OnProjector | None:
    """What the projector shows now; None before the first section."""
    sections = answers_by_section(submission)
    for place, answers in enumerate(sections, start=1):
        if answers.section.on_projector:
            return OnProjector(answers, place, len(sections))
    return None


def objections_open(submission: Submission) -> QuerySet[Stance]:
    """The objections that are not settled, those that are due first."""
    return unsettled_in(submission.pk)


def unsettled_in(submission: int) -> QuerySet[Stance]:
    """The same by the key of the submission."""
    within = {"section__submission": submission, "section__taken_out_at": None}
    stances = Stance.objects.filter(**within, says=Stance.Says.OBJECT, settled=False)
    return stances.select_related("section", "organisation", "seen_to_by").order_by("due", "section__order", "pk")


def rows(submission: Submission) -> Iterator[Mapping[str, Any]]:
    """The answers, a row for each organisation and section."""
    for answers in answers_by_section(submission):
        for voice in answers.voices:
            stance = voice.stance
            yield {
                "section": answers.section.heading,
                "organisation": voice.organisation.name,
                "says": stance.says if stance else "",
                "words": stance.words if stance else "",
                "earlier_wording": voice.earlier if stance else None,
                "settled": stance.settled if stance and stance.says == Stance.Says.OBJECT else None,
                "seen_to_by": stance.seen_to_by.name if stance and stance.seen_to_by else "",
                "due": stance.due.isoformat() if stance and stance.due else "",
                "answer": stance.answer if stance else "",
            }


@act(VALIDATE, _("Show a section to the validation meeting"), about="section")
def show_to_the_room(*, by: Person, section: Section) -> Section:
    """Put a section on the projector, in place of another. Raises Locked."""
    check_stands(section)
    section.submission.sections.filter(on_projector=True).update(on_projector=False)
    section.on_projector = True
    section.save(update_fields=["on_projector"])
    return section


@act(VALIDATE, _("End the validation meeting"), about="submission")
def end_validation(*, by: Person, submission: Submission) -> None:
    """End the meeting: the projector shows no section."""
    submission.sections.filter(on_projector=True).update(on_projector=False)


@act(VALIDATE, _("Name the owner of an objection"), about="stance", names="organisation")
def see_to_objection(*, by: Person, stance: Stance, organisation: Organisation | None, due: date | None) -> Stance:
    """Name the organisation that owns an objection, and its due date. Raises Locked."""
    check_stands(stance.section)
    stance.seen_to_by, stance.due = organisation, due
    stance.save(update_fields=["seen_to_by", "due"])
    return stance


@act(VALIDATE, _("Record what an organisation says to a section"), about="section", names="organisation")
def take_stance(
    *, by: Person, section: Section, organisation: Organisation, says: str, words: str = "", wording: str = ""
) -> Stance:
    """Record what an organisation says about a section.

    `wording`: the fingerprint of the text that it read (`wording_of`); "" for the current one. An
    objection stays a task until it is settled. Raises Locked, SayWhatAbout.
    """
    check_stands(section)
    if says != Stance.Says.AGREE and not words.strip():
        raise SayWhatAbout
    stance, _ = Stance.objects.update_or_create(
        section=section,
        organisation=organisation,
        defaults={
            "says": Stance.Says(says),
            "words": words.strip(),
            "wording": wording or wording_of(section),
            "settled": False,
        },
    )
    return stance


@act(VALIDATE, _("Settle an objection"), about="stance")
def settle_objection(*, by: Person, stance: Stance, answer: str = "") -> Stance:
    """Mark an objection as settled; `answer` is the outcome. Raises Locked, SectionTakenOut."""
    check_stands(stance.section)
    stance.settled, stance.answer = True, answer.strip()
    stance.save(update_fields=["settled", "answer"])
    return stance
