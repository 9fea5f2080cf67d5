"""What the record answers of a roadmap: who recommended similar things, and what was said."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openupr.coalitions.models import Group
from openupr.recommendations.code_coverage import CodeCoverage, code_document, code_sentences, coverage_of_codes_in
from openupr.recommendations.counts import count
from openupr.recommendations.coverage import Coverage, coverage
from openupr.recommendations.dimensions import dimension
from openupr.recommendations.question import Question
from openupr.recommendations.similar import NothingToCompare
from openupr.recommendations.the_index import RecordNotReady, the_index
from openupr.upr.issues import Issue, issue

from ..models import Proposal
from .compared_text import compared_wording
from .earlier_list import EarlierList, earlier_list
from .earlier_sentences import name_of_row, sentences_on_earlier
from .marks import Marks, marks_of
from .nearest import Nearest, nearest


@dataclass(frozen=True, slots=True)
class Counts:
    """How many recommendations, by response (None: none is recorded), and the question that finds them."""

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
class AskedBefore:
    """The earlier recommendations to this State nearest to one proposal, `near` None where nothing can be compared, and
    what people said of them. `text` is what was compared, in the language of that code; `told` says what was found.
    """

    proposal: Proposal
    text: str
    language: str
    near: Nearest | None
    looked: EarlierList
    told: str

    @property
    def compared(self) -> bool:
        """Whether it could be compared with the record."""
        return self.near is not None and self.near.compared

    @property
    def note(self) -> str:
        """What hangs on the language of this one; "" where it is compared as all others are."""
        return self.near.note if self.near and _is_of_its_language(self.near) else ""

    @property
    def to_read(self) -> list[tuple[str, str]]:
        """While nobody looked, the words of what is to be read, each with whose they are and what was answered."""
        return [(row["text"], name_of_row(row, answered=True)) for row in self.looked.to_read]

    def document(self) -> dict[str, Any]:
        """As JSON: answers are added up of what people call about the same, of nothing else."""
        listed = self.looked.listed
        return {
            "number": self.proposal.number,
            "text": self.text,
            "told": self.told,
            "looked_at": self.looked.looked,
            "about_the_same": {"total": len(self.looked.same), "responses": dict(self.looked.responses)},
            "taken_for_close": {"total": self.looked.close, "not_looked_at": self.looked.unread},
            "nearest": [
                {**row, "taken_for_close": each.close, "said": each.said or None}
                for each in listed
                for row in each.rows
            ],
            "compared": self.compared,
            "note": self.note,
        }


def _is_of_its_language(near: Nearest) -> bool:
    return bool(near.found.unsupported) or near.found.foreign


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
        """Whether the group chose no issues yet, so that all recommendations to the State are counted."""
        return not self.issues

    @property
    def coded(self) -> str:
        """Of how many recommendations to the State the issue is known; "" where of all, or no issue is counted."""
        return " ".join(code_sentences(self.codes))

    @property
    def notes(self) -> list[str]:
        """What hangs on how the proposals were compared, each sentence once; not on the language of one."""
        found = [each.near.note for each in self.proposals if each.near and not each.note]
        return list(dict.fromkeys(filter(None, found)))

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
            "states": [{"state": each.name, "iso3": each.iso3, **each.counts.document()} for each in self.states],
            "issues": [{"issue": about.label, **counts.document()} for about, counts in self.issues],
            "proposals": [each.document() for each in self.proposals],
        }


def record_answer(group: Group, *, today: date, each_proposal: bool = True) -> RecordAnswer | None:
    """What was recommended to the group's State on its issues (on any, while it chose none), by whom, with which
    responses, and, with `each_proposal`, what was said before of what each of its proposals asks; None where no record
    is loaded.
    """
    iso3 = group.coalition.review.iso3
    asked = Question(filters={"state": (iso3,), **({"issue": tuple(group.issues)} if group.issues else {})})
    try:
        if not the_index().rows:
            return None
        by_state = count(asked, by=("from", "response"))
        held = coverage(iso3, today=today, by_issue=bool(group.issues))
        return RecordAnswer(
            counts=_counts(asked, [(values[1], n) for values, n in by_state.cells]),
            states=_states(asked, by_state.cells),
            issues=[(issue(key), _of_issue(iso3, key)) for key in group.issues],
            coverage=held,
            basis=by_state.basis,
            codes=coverage_of_codes_in(asked),
            proposals=_asked_before(group, iso3, held) if each_proposal else [],
        )
    except RecordNotReady:
        return None


def _counts(question: Question, cells: list[tuple[Any, int]]) -> Counts:
    responses: Counter[str] = Counter()
    for response, n in cells:
        responses[str(response or "")] += n
    return Counts(question, responses.total(), responses)


def _states(asked: Question, cells: list[tuple[tuple[Any, ...], int]]) -> list[FromState]:
    by_state: dict[Any, list[tuple[Any, int]]] = {}
    for (iso3, response), n in cells:
        by_state.setdefault(iso3, []).append((response, n))
    states = dimension("from")
    found = [
        FromState(str(iso3 or ""), states.label(iso3), _counts(asked.narrowed("from", iso3), of_state))
        for iso3, of_state in by_state.items()
    ]
    return sorted(found, key=lambda each: (-each.counts.total, each.name))


def _of_issue(iso3: str, key: str) -> Counts:
    asked = Question(filters={"state": (iso3,), "issue": (key,)})
    return _counts(asked, [(values[0], n) for values, n in count(asked, by=("response",)).cells])


def _asked_before(group: Group, iso3: str, held: Coverage) -> list[AskedBefore]:
    given_up = (Proposal.State.MERGED, Proposal.State.DROPPED)
    proposals = list(group.proposals.exclude(state__in=given_up).prefetch_related("wordings"))
    marks = marks_of(proposals)
    return [asked_before(each, marks[each.pk], iso3=iso3, held=held) for each in proposals]


def asked_before(proposal: Proposal, marks: Marks, *, iso3: str, held: Coverage) -> AskedBefore:
    """What was asked of this State before that is nearest to one proposal, with what people said of it. Raises
    RecordNotReady.
    """
    wording = compared_wording(proposal)
    text, language = (wording.text, wording.language) if wording else ("", "")
    near = _nearest(text, iso3)
    looked = earlier_list(near, marks)
    return AskedBefore(proposal, text, language, near, looked, sentences_on_earlier(looked, near, held))


def _nearest(text: str, iso3: str) -> Nearest | None:
    try:
        return nearest(Question(words=text, filters={"state": (iso3,)}))
    except NothingToCompare:
        return None
