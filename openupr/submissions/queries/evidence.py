"""Evidence of the follow-up that a submission may cite or annex."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.template import Context

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.followup.follow_up_list import by_strength
from openupr.followup.models import Evidence

from ..actions.drafting import FROM_FOLLOW_UP, roles_of
from ..models import Paragraph, Section, Submission, told

# So many are shown; words narrow them.
MOST = 30


def citable_evidence(section: Section, *, words: str = "", only: int | None = None) -> tuple[list[Evidence], int]:
    """What the coalition shares and did not reject, on the issues of the section's group first, then the strongest:
    MOST of it, and how much there is. Three queries.
    """
    found = _shared(section.coalition)
    if only is not None:
        found = found.filter(pk=only)
    for each in words.split()[:8]:
        found = found.filter(Q(what__icontains=each) | Q(source__icontains=each) | Q(listed__text__icontains=each))
    near = found.select_related("listed", "follow_up__group", "organisation", "file").defer("file__data")
    issues = set(section.group.issues if section.group else ())
    ordered = sorted(sorted(near, key=by_strength), key=lambda each: not issues & set(each.listed.issues))
    return ordered[:MOST], len(ordered)


def is_evidence_shared(coalition: Coalition) -> bool:
    """Whether there is anything that `citable_evidence` could find."""
    return _shared(coalition).exists()


def _shared(coalition: Coalition) -> QuerySet[Evidence]:
    found = Evidence.objects.filter(listed__coalition=coalition)
    return found.exclude(seen_by=Evidence.SeenBy.OWN).exclude(state=Evidence.State.REJECTED)


def cited_in(section: Section, evidence: Collection[Evidence]) -> set[int]:
    """The keys of those that a paragraph of the section cites."""
    cited = Paragraph.objects.filter(section=section, claims__evidence__in=evidence)
    return set(cited.values_list("claims__evidence", flat=True))


def paragraphs_to_cite_in(section: Section) -> Sequence[Paragraph]:
    """Those that are written."""
    return told(section)


def sections_to_write(person: Person, coalition: Coalition) -> list[tuple[Submission, list[Section]]]:
    """The sections of each submission that is not lodged in which somebody may write."""
    drafts = coalition.submissions.exclude(state=Submission.State.LODGED).prefetch_related("sections__group")
    found = []
    for submission in drafts:
        # What somebody may is the same for all sections of one group.
        may: dict[int | None, bool] = {}
        sections = list(submission.sections.all())
        for section in sections:
            section.submission = submission
            if section.group_id not in may:
                may[section.group_id] = FROM_FOLLOW_UP.open_to(roles_of(person, section))
        found.append((submission, [each for each in sections if may[each.group_id]]))
    return [(submission, sections) for submission, sections in found if sections]


def beside_evidence(context: Context) -> Mapping[str, Any] | None:
    """The way into a submission, beside a piece of evidence that may be cited."""
    source, may = context.get("source"), context.get("may") or ()
    if not isinstance(source, Evidence) or "submissions.from-follow-up" not in may or not source.is_shared:
        return None
    return {"placed": source}
