"""What a group has taken back of its roadmap, though it stands in a submission still."""

from dataclasses import dataclass

from openupr.roadmaps.models import Proposal

from ..models import Paragraph, Section
from ..rules.flowing import TO_WRITE
from .sources import proposal_text

_FLOWED = (Section.Kind.RECOMMENDATIONS, Section.Kind.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`proposal`: the recommendation that the group adopts no longer; None where its row was taken away altogether.

    `kept`: somebody said since that the paragraph stays all the same.
    """

    proposal: Proposal | None
    kept: bool

    @property
    def reason(self) -> str:
        """Why it was dropped or merged; "" where nobody had to say."""
        return self.proposal.reason if self.proposal else ""

    @property
    def goes_into(self) -> str:
        """The text, as markup, of the recommendation that it was merged into; "" where it was not."""
        into = self.proposal.merged_into if self.proposal else None
        return proposal_text(into) if into else ""


def withdrawn(paragraph: Paragraph) -> Withdrawn | None:
    """How the group has taken back what a paragraph came from; None where it stands there, or was written here."""
    proposal = paragraph.proposal
    if proposal:
        if proposal.state == Proposal.State.ADOPTED:
            return None
        # A later move is another decision: what was kept before is asked about again.
        return Withdrawn(proposal, kept=paragraph.kept_at is not None and proposal.changed <= paragraph.kept_at)
    if paragraph.follow_up or paragraph.theme or paragraph.section.kind not in _FLOWED:
        return None
    came_from_there = bool(paragraph.taken_over) and not paragraph.taken_over.startswith(TO_WRITE)
    return Withdrawn(None, kept=paragraph.kept_at is not None) if came_from_there else None
