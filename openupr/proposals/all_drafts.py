"""All recommendations of a coalition's groups, with hints and similar ones; issues that none
covers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition, Group
from openupr.recommendations.gaps import IssueGap, gaps
from openupr.recommendations.the_index import RecordNotReady
from openupr.text.nearness import drafts_alike
from openupr.text.smart import advise

from .advice import years_of_review
from .models import Proposal
from .proposals import compared_wording, proposals_of

COLUMNS = ("group", "number", "state", "language", "text", "issues", "sdg_targets", "hints", "alike")
_GIVEN_UP = (Proposal.State.MERGED, Proposal.State.DROPPED)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A recommendation, the `hints` on its wording, and those of the coalition that ask for nearly
    the same.
    """

    proposal: Proposal
    hints: Sequence[str]
    alike: Sequence[Proposal]

    @property
    def issues(self) -> Sequence[str]:
        """The issues that a person confirmed, else those of its group."""
        return list(self.proposal.issues or self.proposal.group.issues)

    @property
    def goals(self) -> set[str]:
        """The numbers of the SDGs of its confirmed targets."""
        return {code.partition(".")[0] for code in self.proposal.sdg_targets}


@dataclass(frozen=True, slots=True)
class DraftFilter:
    """Which recommendations are looked at; "" wants all. `only`: those with "hints", or that are
    "alike" another.
    """

    group: str = ""
    issue: str = ""
    state: str = ""
    goal: str = ""
    only: str = ""

    def takes(self, draft: DraftRow) -> bool:
        """Whether it is one of these. What was merged or dropped is shown only where that state is
        asked for.
        """
        proposal = draft.proposal
        return (
            (proposal.state == self.state if self.state else proposal.state not in _GIVEN_UP)
            and (not self.group or str(proposal.group_id) == self.group)
            and (not self.issue or self.issue in draft.issues)
            and (not self.goal or self.goal in draft.goals)
            and (self.only != "hints" or bool(draft.hints))
            and (self.only != "alike" or bool(draft.alike))
        )


def all_drafts(coalition: Coalition, *, today: date) -> list[DraftRow]:
    """Every recommendation, in the order of groups. Three queries."""
    proposals = list(proposals_of(coalition))
    active = [proposal for proposal in proposals if proposal.state not in _GIVEN_UP]
    alike = _alike(active)
    review = years_of_review(coalition)
    return [DraftRow(proposal, _hints(proposal, today, review), alike.get(proposal.pk, [])) for proposal in proposals]


def _hints(proposal: Proposal, today: date, review: tuple[int, int] | None) -> list[str]:
    wording = compared_wording(proposal)
    hints = advise(wording.text, this_year=today.year, review=review).hints if wording else ()
    return [hint.message(_) for hint in hints if not hint.optional]


def _alike(proposals: Sequence[Proposal]) -> Mapping[int, list[Proposal]]:
    """For each recommendation those that ask for nearly the same in any language."""
    texts = {proposal.pk: [wording.text for wording in proposal.wordings.all()] for proposal in proposals}
    similar: dict[int, list[Proposal]] = {}
    for at, one in enumerate(proposals):
        for other in proposals[:at]:
            if any(drafts_alike(first, second) for first in texts[one.pk] for second in texts[other.pk]):
                similar.setdefault(one.pk, []).append(other)
                similar.setdefault(other.pk, []).append(one)
    return similar


def open_groups(coalition: Coalition) -> list[Group]:
    """The groups that are not closed, in their order. One query."""
    return list(coalition.groups.filter(closed=False))


def groups_without(groups: Iterable[Group], drafts: Sequence[DraftRow]) -> list[Group]:
    """Those of the groups that have no recommendation."""
    written = {draft.proposal.group_id for draft in drafts if draft.proposal.state not in _GIVEN_UP}
    return [group for group in groups if group.pk not in written]


def uncovered(
    coalition: Coalition, groups: Iterable[Group], drafts: Sequence[DraftRow], *, today: date
) -> list[IssueGap]:
    """The issues with most recommendations to the State that none of the groups and no
    recommendation is about; none without a record.
    """
    covered = {key for group in groups for key in group.issues}
    covered |= {key for draft in drafts if draft.proposal.state not in _GIVEN_UP for key in draft.proposal.issues}
    try:
        issue_gaps = gaps(coalition.state, today=today).issues
    except RecordNotReady:
        return []
    left = [gap for gap in issue_gaps if gap.rows.here and gap.issue.key not in covered]
    return sorted(left, key=lambda gap: -gap.rows.here)


def rows_of(drafts: Sequence[DraftRow], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """As a table, one row a recommendation, columns as in COLUMNS; `labels` names issues."""
    return [_row(draft, labels) for draft in drafts]


def _row(draft: DraftRow, labels: Mapping[str, str]) -> dict[str, Any]:
    proposal, wording = draft.proposal, compared_wording(draft.proposal)
    return {
        "group": proposal.group.name,
        "number": proposal.number,
        "state": proposal.state,
        "language": wording.language if wording else "",
        "text": wording.text if wording else "",
        "issues": [labels[key] for key in proposal.issues],
        "sdg_targets": list(proposal.sdg_targets),
        "hints": list(draft.hints),
        "alike": [str(other) for other in draft.alike],
    }
