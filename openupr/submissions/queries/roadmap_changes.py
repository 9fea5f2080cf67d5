"""What became, in the roadmap, of all that a submission has taken from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Paragraph, Section, Submission, current_paragraphs, with_paragraphs
from .sources import fetch_sources, offered
from .withdrawals import withdrawn


@dataclass(frozen=True, slots=True)
class SinceTaken:
    """Paragraphs, in order: `offered` of which the roadmap says something else by now, `withdrawn` of what it has no
    more; `facts`: of which the facts of the follow-up list changed.
    """

    offered: list[Paragraph]
    withdrawn: list[Paragraph]
    facts: list[Paragraph]


def since_taken(submission: Submission, sections: Iterable[Section] | None = None) -> SinceTaken:
    """What somebody has yet to decide on; nothing of what is lodged. At most 17 queries where `sections` are given."""
    if submission.is_locked:
        return SinceTaken([], [], [])
    if sections is None:
        sections = with_paragraphs(submission.sections.all())
    found = [each for section in sections for each in current_paragraphs(section)]
    fetch_sources(found)
    since = SinceTaken([], [], [])
    for each in found:
        gone = withdrawn(each)
        if gone and not gone.kept:
            since.withdrawn.append(each)
        elif offered(each) is not None:
            (since.facts if each.theme else since.offered).append(each)
    return since
