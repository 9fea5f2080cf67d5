"""What the record answers of a roadmap: who recommended similar things, with which responses."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openupr.coalitions.models import Group
from openupr.proposals.earlier_list import marks_of
from openupr.proposals.earlier_sentences import AskedBefore, asked_before
from openupr.proposals.models import Proposal
from openupr.recommendations.code_coverage import CodeCoverage, code_document, code_sentences, coverage_of_codes_in
from openupr.recommendations.counts import count
from openupr.recommendations.coverage import Coverage, coverage
from openupr.recommendations.dimensions import dimension
from openupr.recommendations.question import Question
from openupr.recommendations.the_index import RecordNotReady, the_index
from openupr.upr.issues import Issue, issue


@dataclass(frozen=True, slots=True)
class Counts:
    """How many recommendations, by response (None: none is recorded), and the question that finds
    them.
    """

    question: Question
    total: int
    responses: Counter[str]

    def document(self) -> dict[str, Any]:
        return {"total": self.total, "responses": dict(self.responses)}


@dataclass(frozen=True, slots=True)
class FromState:
    """What one State recommended on the group's issues."""

    iso3: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """What the record says of a group's issues with its State. Recomputed whenever it is shown."""

    counts: Counts
    states: list[FromState]
    issues: list[tuple[Issue, Counts]]
    coverage: Coverage
    basis: str
    # Of how many recommendations to the State the issue is known, where issues are counted.
    codes: Mapping[str, CodeCoverage]
    proposals: list[AskedBefore] = field(default_factory=list)

    @property
    def any_issue(self) -> bool:
        """Whether the group has chosen no issues yet; then all recommendations to the State are
        counted.
        """
        return not self.issues

    @property
    def coded(self) -> str:
        """Of how many recommendations to the State the issue is known; "" where of all, or no issue
        is counted.
        """
        return " ".join(code_sentences(self.codes))

    @property
    def notes(self) -> list[str]:
        """What hangs on how the proposals were compared, each sentence once; not on the language of
        one.
        """
        sentences = [proposal.near.note for proposal in self.proposals if proposal.near and not proposal.note]
        return list(dict.fromkeys(filter(None, sentences)))

    def document(self) -> dict[str, Any]:
        """The answer as JSON."""
        return {
            **self.counts.document(),
            "counted": "to this State, on any issue" if self.any_issue else "on the group's issues",
            "basis": self.basis,
            "coded": code_document(self.codes),
            "notes": self.notes,
            "reviews": {
                "loaded": list(self.coverage.loaded),
                "in_part": list(self.coverage.in_part),
                "missing": list(self.coverage.missing),
            },
            "states": [{"state": state.name, "iso3": state.iso3, **state.counts.document()} for state in self.states],
            "issues": [{"issue": about.label, **counts.document()} for about, counts in self.issues],
            "proposals": [proposal.document() for proposal in self.proposals],
        }


def record_answer(group: Group, *, today: date, each_proposal: bool = True) -> RecordAnswer | None:
    """What was recommended to the group's State on its issues (on any, while it chose none), by
    whom, with which responses, and, with `each_proposal`, what was said before of what each of its
    proposals asks; None where no record is loaded.
    """
    iso3 = group.coalition.review.iso3
    question = Question(filters={"state": (iso3,), **({"issue": tuple(group.issues)} if group.issues else {})})
    try:
        if not the_index().rows:
            return None
        by_state = count(question, by=("from", "response"))
        loaded = coverage(iso3, today=today, by_issue=bool(group.issues))
        return RecordAnswer(
            counts=_counts(question, [(values[1], n) for values, n in by_state.cells]),
            states=_states(question, by_state.cells),
            issues=[(issue(key), _of_issue(iso3, key)) for key in group.issues],
            coverage=loaded,
            basis=by_state.basis,
            codes=coverage_of_codes_in(question),
            proposals=_asked_before(group, iso3, loaded) if each_proposal else [],
        )
    except RecordNotReady:
        return None


def _counts(question: Question, cells: list[tuple[Any, int]]) -> Counts:
    responses: Counter[str] = Counter()
    for response, n in cells:
        responses[str(response or "")] += n
    return Counts(question, responses.total(), responses)


def _states(question: Question, cells: list[tuple[tuple[Any, ...], int]]) -> list[FromState]:
    by_state: dict[Any, list[tuple[Any, int]]] = {}
    for (iso3, response), n in cells:
        by_state.setdefault(iso3, []).append((response, n))
    states = dimension("from")
    states_counted = [
        FromState(str(iso3 or ""), states.label(iso3), _counts(question.narrowed("from", iso3), of_state))
        for iso3, of_state in by_state.items()
    ]
    return sorted(states_counted, key=lambda state: (-state.counts.total, state.name))


def _of_issue(iso3: str, key: str) -> Counts:
    question = Question(filters={"state": (iso3,), "issue": (key,)})
    return _counts(question, [(values[0], n) for values, n in count(question, by=("response",)).cells])


def _asked_before(group: Group, iso3: str, loaded: Coverage) -> list[AskedBefore]:
    given_up = (Proposal.State.MERGED, Proposal.State.DROPPED)
    proposals = list(group.proposals.exclude(state__in=given_up).prefetch_related("wordings"))
    marks = marks_of(proposals)
    return [asked_before(proposal, marks[proposal.pk], iso3=iso3, loaded=loaded) for proposal in proposals]
