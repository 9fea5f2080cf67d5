"""What is suggested for one text, and why."""

from dataclasses import dataclass
from typing import Any

from openupr.upr.issues import issue


@dataclass(frozen=True, slots=True)
class IssueEvidence:
    """Words of the text that speak most for an issue: in how many recommendations they stand, and with it."""

    words: str
    rows: int
    share: float

    @property
    def percent(self) -> str:
        return f"{self.share:.0%}"


@dataclass(frozen=True, slots=True)
class ActionEvidence:
    """How the text opens: its verb and what is asked for (as stems), or its verb, the noun that tells most, and whether
    an example follows; how many recommendations open so; the share of them in the category. Beginning "": too few open
    in the same way, and rows and share are of all recommendations.
    """

    beginning: str
    rows: int
    share: float


@dataclass(frozen=True, slots=True)
class CodingSuggestion:
    """A suggestion, never a decision. Scores lie between 0 and 1 and order what is likely; they are no probabilities.

    `issues`: key of each likely issue -> score, the likeliest first; `nearly`: those that just missed. `action` is None
    of a text of which nothing is known: what is most frequent in the record is no suggestion.
    """

    issues: dict[str, float]
    nearly: dict[str, float]
    action: int | None
    actions: dict[int, float]
    issue_evidence: dict[str, IssueEvidence | None]
    action_evidence: ActionEvidence

    def document(self) -> dict[str, Any]:
        """One line of what the command says."""
        begun, known = self.action_evidence, self.action is not None
        return {
            "issues": [issue(key).label for key in self.issues],
            "action_category": self.action,
            "scores": {
                "issues": {issue(key).label: score for key, score in {**self.issues, **self.nearly}.items()},
                "action_category": {str(number): score for number, score in self.actions.items()} if known else {},
            },
            "evidence": {
                "issues": {
                    issue(key).label: {"words": found.words, "rows": found.rows, "share": found.share}
                    for key, found in self.issue_evidence.items()
                    if found is not None
                },
                "action_category": {"beginning": begun.beginning, "rows": begun.rows, "share": begun.share}
                if known
                else None,
            },
        }
