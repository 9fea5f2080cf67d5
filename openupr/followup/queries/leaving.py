"""What pages and files for others say of evidence (`Evidence.leaves`): the best of it, and how much is kept."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from ..models import Evidence
from .follow_up_list import FollowUpLine, by_strength
from .short_lines import ShortLine


def best_of(lines: Iterable[FollowUpLine], *, most: int = 3) -> list[Evidence]:
    """The strongest evidence of these lines that may be quoted: of each recommendation the best piece only."""
    firsts = (next((each for each in line.evidence_outside if each.is_quotable), None) for line in lines)
    return sorted((each for each in firsts if each), key=by_strength)[:most]


def evidence_outside(lines: Iterable[ShortLine]) -> int:
    """How much evidence on these lines files and pages for others may name. One query."""
    found = Evidence.objects.filter(listed__in=[line.listed.pk for line in lines], personal_until=None)
    return found.filter(seen_by=Evidence.SeenBy.PUBLIC).exclude(state=Evidence.State.REJECTED).count()


def kept_in_words(lines: Iterable[FollowUpLine]) -> str:
    """How much evidence on these lines is not named outside, in a sentence; "" where there is none."""
    kept = sum(line.evidence_kept for line in lines)
    told = ngettext(
        "%(n)s more piece of evidence is kept by the coalition.",
        "%(n)s more pieces of evidence are kept by the coalition.",
        kept,
    )
    return told % {"n": kept} if kept else ""
