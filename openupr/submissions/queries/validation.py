"""The validation meeting: what each organisation says to each section."""

from dataclasses import dataclass

from django.db.models import Prefetch

from openupr.accounts.models import Organisation

from ..models import Section, Stance, Submission


@dataclass(frozen=True, slots=True)
class Heard:
    """A section with what was said to it; `silent`: the organisations that said nothing."""

    section: Section
    stances: list[Stance]
    silent: list[Organisation]

    @property
    def objections(self) -> list[Stance]:
        """Objections that nobody has settled: tasks."""
        return [each for each in self.stances if each.says == Stance.Says.OBJECT and not each.settled]

    def count(self, says: str) -> int:
        return sum(each.says == says for each in self.stances)

    @property
    def agree(self) -> int:
        return self.count(Stance.Says.AGREE)

    @property
    def amend(self) -> int:
        return self.count(Stance.Says.AMEND)

    @property
    def object(self) -> int:
        return self.count(Stance.Says.OBJECT)


def heard(submission: Submission) -> list[Heard]:
    """All sections in order, in three queries."""
    members = submission.coalition.member_organisations.select_related("organisation")
    organisations = [each.organisation for each in members]
    stances = Prefetch("stances", Stance.objects.select_related("organisation"))
    return [_heard(each, organisations) for each in submission.sections.prefetch_related(stances)]


def _heard(section: Section, organisations: list[Organisation]) -> Heard:
    stances = list(section.stances.all())
    spoken = {each.organisation_id for each in stances}
    return Heard(section, stances, [each for each in organisations if each.pk not in spoken])
