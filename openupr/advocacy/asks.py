"""The coalition's asks: its groups' proposed recommendations, each with its theme and its
carriers.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef

from openupr.coalitions.models import Coalition
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import proposals_of
from openupr.recommendations.coding import CodingSuggestion, likely_coding
from openupr.recommendations.question import Question
from openupr.recommendations.targets import narrowed_to_persons
from openupr.submissions.roadmap_texts import lodged_proposals

from .models import Carrier
from .rules import CARRIERS

_NOT_ASKED = {Proposal.State.DRAFT, Proposal.State.MERGED, Proposal.State.DROPPED}
_ENGLISH = "en"


@dataclass(frozen=True)
class AskLine:
    """A proposed recommendation.

    `text` is in English where it has such a wording, else in its original language.

    `is_adopted`: by its group, or with a lodged submission.
    """

    proposal: Proposal
    language: str
    text: str
    is_adopted: bool

    @property
    def pk(self) -> int:
        return self.proposal.pk

    @cached_property
    def carriers(self) -> list[Carrier]:
        return list(self.proposal.carriers.all())

    @property
    def carried_by(self) -> list[str]:
        """The codes of its States."""
        return [carrier.iso3 for carrier in self.carriers]

    @cached_property
    def removed(self) -> list[str]:
        """The codes of States that a person removed: they are not proposed again."""
        return [carrier.iso3 for carrier in self.proposal.removed_carriers.all()]

    @property
    def wanted(self) -> int:
        """How many more States it needs; none before it is adopted."""
        return max(0, CARRIERS - len(self.carriers)) if self.is_adopted else 0

    @property
    def issues(self) -> tuple[str, ...]:
        """Those that a person confirmed, else its group's."""
        return tuple(self.proposal.issues or self.proposal.group.issues)

    @cached_property
    def likely_issue(self) -> str:
        """The issue that the record's coders would likely give it, one of the group's before
        others; "" for none. Where a person confirmed issues, none.
        """
        coding = None if self.proposal.issues or not self.is_comparable else likely_coding(self.text)
        likely = list(coding.issues) if isinstance(coding, CodingSuggestion) else []
        return next((key for key in likely if key in self.proposal.group.issues), next(iter(likely), ""))

    @property
    def theme(self) -> Question:
        """Its confirmed issues, else the likely one, of the group of persons that it names where
        enough States raised that; without any issue, its text as a draft. Raises RecordNotReady.
        """
        issues = tuple(self.proposal.issues or filter(None, [self.likely_issue]))
        if not issues:
            return Question(words=self.text)
        return narrowed_to_persons(Question(filters={"issue": issues}), self.text)

    @property
    def is_comparable(self) -> bool:
        """Whether States can be ranked for it: the record is in the UN's languages."""
        return bool(self.proposal.issues or (self.text and self.language != "km"))


def asks_of(coalition: Coalition) -> list[AskLine]:
    """Every recommendation that a group proposed, no draft, none dropped or merged, in the order of
    the groups.
    """
    proposals = (
        proposals_of(coalition)
        .exclude(state__in=_NOT_ASKED)
        .prefetch_related("carriers", "removed_carriers")
        .annotate(is_lodged=Exists(lodged_proposals().filter(proposal=OuterRef("pk"))))
    )
    return [_line(proposal) for proposal in proposals]


def _line(proposal: Proposal) -> AskLine:
    wordings = list(proposal.wordings.all())
    english = next((wording for wording in wordings if wording.language == _ENGLISH and wording.text.strip()), None)
    wording = english or next((wording for wording in wordings if wording.text.strip()), None)
    is_adopted = proposal.state == Proposal.State.ADOPTED or proposal.is_lodged  # type: ignore[attr-defined]
    if wording is None:
        return AskLine(proposal, _ENGLISH, "", is_adopted)
    return AskLine(proposal, wording.language, wording.text.strip(), is_adopted)
