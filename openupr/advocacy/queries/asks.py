"""The coalition's asks: its groups' proposed recommendations, each with its theme and its carriers."""

from dataclasses import dataclass
from functools import cached_property

from openupr.coalitions.models import Coalition
from openupr.recommendations.queries.question import Question
from openupr.roadmaps.models import Proposal
from openupr.roadmaps.queries.proposals import proposals_of

from ..models import Carrier
from ..rules import CARRIERS

_NOT_ASKED = {Proposal.State.DRAFT, Proposal.State.MERGED, Proposal.State.DROPPED}
_ENGLISH = "en"


@dataclass(frozen=True)
class AskLine:
    """A proposed recommendation. `text` is in English where it has such a wording, else in its original language."""

    proposal: Proposal
    language: str
    text: str

    @property
    def pk(self) -> int:
        return self.proposal.pk

    @cached_property
    def carriers(self) -> list[Carrier]:
        return list(self.proposal.carriers.all())

    @property
    def carried_by(self) -> list[str]:
        """The codes of its States."""
        return [each.iso3 for each in self.carriers]

    @cached_property
    def removed(self) -> list[str]:
        """The codes of States that a person removed: they are not proposed again."""
        return [each.iso3 for each in self.proposal.removed_carriers.all()]

    @property
    def wanted(self) -> int:
        """How many more States it wants."""
        return max(0, CARRIERS - len(self.carriers))

    @property
    def issues(self) -> tuple[str, ...]:
        """Those that a person confirmed, else its group's."""
        return tuple(self.proposal.issues or self.proposal.group.issues)

    @property
    def theme(self) -> Question:
        """Its confirmed issues; without any, its text as a draft."""
        issues = tuple(self.proposal.issues)
        return Question(filters={"issue": issues}) if issues else Question(words=self.text)

    @property
    def is_comparable(self) -> bool:
        """Whether States can be ranked for it: the record is in the UN's languages."""
        return bool(self.proposal.issues or (self.text and self.language != "km"))


def asks_of(coalition: Coalition) -> list[AskLine]:
    """Every recommendation that a group proposed, no draft, none dropped or merged, in the order of the groups."""
    found = proposals_of(coalition).exclude(state__in=_NOT_ASKED).prefetch_related("carriers", "removed_carriers")
    return [_line(proposal) for proposal in found]


def _line(proposal: Proposal) -> AskLine:
    wordings = list(proposal.wordings.all())
    english = next((each for each in wordings if each.language == _ENGLISH and each.text.strip()), None)
    wording = english or next((each for each in wordings if each.text.strip()), None)
    if wording is None:
        return AskLine(proposal, _ENGLISH, "")
    return AskLine(proposal, wording.language, wording.text.strip())
