"""What became, in the roadmap, of all that a submission has taken from it."""

from dataclasses import dataclass

from ..models import Paragraph, Section, Submission
from .sources import offered, with_sources
from .withdrawals import FLOWED_IN, LEFT_BEHIND, withdrawn


@dataclass(frozen=True, slots=True)
class SinceTaken:
    """For each paragraph its section, in order: `offered` of which the roadmap says something else by now, `withdrawn`
    of what it has no more.
    """

    offered: list[Section]
    withdrawn: list[Section]


def since_taken(submission: Submission) -> SinceTaken:
    """What somebody has yet to decide on; nothing of what is lodged. Four queries."""
    if submission.is_locked:
        return SinceTaken([], [])
    standing = Paragraph.objects.filter(section__submission=submission, section__taken_out_at=None)
    found = with_sources(standing.filter(FLOWED_IN | LEFT_BEHIND)).order_by("section__order", "order", "pk")
    since = SinceTaken([], [])
    for each in found:
        gone = withdrawn(each)
        if gone and not gone.kept:
            since.withdrawn.append(each.section)
        elif offered(each) is not None:
            since.offered.append(each.section)
    return since
