"""Gaps: what is raised with other States and rarely or not at all with this one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import copysign, log, sqrt
from typing import Any

from django.utils.translation import gettext as _

from openupr.upr.issues import ISSUES, Issue
from openupr.upr.states import State

from .code_coverage import is_untold, rows_by_themes, told_by_themes
from .coverage import Coverage, coverage, not_told_by_themes
from .question import Question, Sought, sought
from .sentences import WordCheck, basis, check_words
from .the_index import loaded_sources, the_index

# Among the keys of issues: every row, and the rows without an issue.
ALL, NO_ISSUE = "", "none"


@dataclass(frozen=True, slots=True)
class Spread:
    """Rows with this State, with the other States of its region, and with all States (this one
    among them).
    """

    here: int = 0
    region: int = 0
    world: int = 0

    def expected(self, whole: "Spread") -> float:
        """Rows here if this were raised with the State as often as with all others; `whole` is the
        same of all rows that can have it: for an issue, those with any issue.
        """
        others = whole.world - whole.here
        return whole.here * (self.world - self.here) / others if others else 0.0

    def less(self, other: "Spread") -> "Spread":
        """These rows without some of them."""
        return Spread(self.here - other.here, self.region - other.region, self.world - other.world)


@dataclass(frozen=True, slots=True)
class IssueGap:
    """One issue with its counts; `lack` orders gaps: the more rows are missing beyond chance, the
    greater. `untold`: the sessions of the State whose issues all come from OHCHR's themes, where no
    theme means this issue.
    """

    issue: Issue
    rows: Spread
    expected: float
    lack: float
    untold: tuple[int, ...] = ()

    def not_told(self) -> str:
        """ "OHCHR's lists of sessions 34 and 48 have no theme for it"; "" where they have."""
        return not_told_by_themes(self.untold)


@dataclass(frozen=True, slots=True)
class WordsGap:
    """The same counts for words or a draft; `sought` says what of them was looked for, `heard`
    whether it can be.
    """

    sought: Sought
    check: WordCheck
    rows: Spread
    expected: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """Every issue of the vocabulary, the truest gap first.

    `region` is the code of the State's regional group; `whole` counts all rows, `coded` those that
    have an issue.
    """

    state: State
    region: str
    coverage: Coverage
    whole: Spread
    coded: Spread
    issues: tuple[IssueGap, ...]
    words: WordsGap | None
    question: Question
    basis: str

    @property
    def without_issue(self) -> int:
        """Recommendations to the State without an issue: some may be about what seems not to be
        raised.
        """
        return self.whole.here - self.coded.here

    @property
    def basis_with_words(self) -> str:
        """The basis as a file gives it: with what must be known of the count of the words."""
        notes = self.words.check.notes if self.words else ()
        return " ".join([self.basis, *([_("Of the words:"), *notes] if notes else [])])

    def document(self) -> dict[str, Any]:
        """What the command and the JSON say (docs/command-line.md)."""
        answer: dict[str, Any] = {
            "state": self.state.name,
            "iso3": self.state.iso3,
            "region": self.region or None,
            "basis": self.basis,
            "reviews": {
                "loaded": [*self.coverage.loaded, *(f"cycle {n}" for n in self.coverage.loaded_cycles)],
                "missing": list(self.coverage.missing),
                "undated": list(self.coverage.undated),
                "rows": {str(session): n for session, n in sorted(self.coverage.rows.items())},
                "refused": {str(session): n for session, n in sorted(self.coverage.refused.items())},
                "refused_unread": self.coverage.refused_unread,
                "few": list(self.coverage.few),
                "in_part": list(self.coverage.in_part),
                "told": self.coverage.sentence(),
            },
            "total": _counts(self.whole),
            "coded": {"issue": self._coded_document()},
        }
        if self.words:
            words = self.words
            answer["words"] = {
                "text": words.sought.text,
                "query": words.sought.query,
                "used": list(words.sought.used),
                "draft": words.sought.is_draft,
                "notes": list(words.check.notes),
                **_counts(words.rows),
                "expected": round(words.expected, 1),
            }
        answer["issues"] = [
            {
                "issue": issue.issue.label,
                **_counts(issue.rows),
                "expected": round(issue.expected, 1),
                "untold": list(issue.untold),
            }
            for issue in self.issues
        ]
        return answer

    def _coded_document(self) -> dict[str, Any]:
        return {
            "n": self.coded.world,
            "of": self.whole.world,
            "here": {"n": self.coded.here, "of": self.whole.here},
            "region": {"n": self.coded.region, "of": self.whole.region},
        }


def gaps(state: State, text: str = "", *, today: date, question: Question | None = None) -> Gaps:
    """The issues of the vocabulary with this State and elsewhere, and the words or draft given with
    it.

    Counted are recommendations; `question` may say from which sources. The issues are always
    counted whole, not within the words: the words are one more line of the same table. Raises
    RecordNotReady.
    """
    question = _of_sources(question or Question())
    region = _region(state, question)
    by_issue = _spreads(state, region, question)
    whole = by_issue[ALL]
    coded = whole.less(by_issue.get(NO_ISSUE, Spread()))
    words = _of_words(state, region, question, sought(text), whole) if text.strip() else None
    themes = _by_themes(state, region, question)
    by_themes = told_by_themes(question.narrowed("state", state.iso3), "session")
    issues = [
        _gap(issue, by_issue.get(issue.key, Spread()), coded.less(_cannot_tell(issue, themes)), by_themes)
        for issue in ISSUES
    ]
    issues.sort(key=_order)
    return Gaps(
        state=state,
        region=region,
        coverage=coverage(state.iso3, today=today, question=question, by_issue=True),
        whole=whole,
        coded=coded,
        issues=tuple(issues),
        words=words,
        question=question,
        basis=basis(question, loaded_sources(), by=["issue", "region"]),
    )


def _of_sources(question: Question) -> Question:
    """What the question says of sources and suggestions, and nothing else of it."""
    return Question(
        filters={name: values for name, values in question.filters.items() if name == "source"},
        excluded={name: values for name, values in question.excluded.items() if name == "source"},
        suggested=question.suggested,
    )


def _region(state: State, question: Question) -> str:
    """The State's region as its rows give it, the vocabulary's where it has none."""
    table = the_index().cross(filters=question.narrowed("state", state.iso3).index_filters(), by=["region"])
    own = {str(region): n for (region,), n in table if region}
    return max(own, key=lambda code: (own[code], code)) if own else state.region


def _spreads(state: State, region: str, question: Question, words: str = "") -> dict[str, Spread]:
    """Counts of each issue by its key, of the rows without an issue and of all; with `words` of the
    rows that match.
    """
    everywhere = _counted(question, words, region)
    here = _counted(question.narrowed("state", state.iso3), words, region)
    return {
        key: Spread(
            here=here.get(key, (0, 0))[1],
            region=in_region - here.get(key, (0, 0))[0],
            world=world,
        )
        for key, (in_region, world) in everywhere.items()
    }


def _counted(question: Question, words: str, region: str) -> dict[str, tuple[int, int]]:
    """(rows in the region, rows in all) by key of an issue, NO_ISSUE and ALL."""
    index, filters = the_index(), question.index_filters()
    counts: dict[str, tuple[int, int]] = {ALL: (0, 0)}
    for (code,), n in index.cross(words, filters=filters, by=["region"]):
        _add(counts, ALL, n, code == region)
    for (issue, code), n in index.cross(words, filters=filters, by=question.columns(["issue", "region"])):
        _add(counts, str(issue or NO_ISSUE), n, code == region)
    return counts


def _add(counts: dict[str, tuple[int, int]], key: str, rows: int, is_near: bool) -> None:
    near, world = counts.get(key, (0, 0))
    counts[key] = (near + rows * is_near, world + rows)


def _of_words(state: State, region: str, question: Question, meant: Sought, whole: Spread) -> WordsGap:
    rows = _spreads(state, region, question, meant.query)[ALL] if meant.query else Spread()
    return WordsGap(meant, check_words(meant, question), rows, rows.expected(whole))


def _by_themes(state: State, region: str, question: Question) -> dict[int, Spread]:
    """By cycle the rows that have their issues from OHCHR's themes."""
    here, world = rows_by_themes(question.narrowed("state", state.iso3)), rows_by_themes(question)
    near = rows_by_themes(question.narrowed("region", region)) if region else Counter[int]()
    return {cycle: Spread(here[cycle], near[cycle] - here[cycle], n) for cycle, n in world.items()}


def _cannot_tell(issue: Issue, by_themes: Mapping[int, Spread]) -> Spread:
    untold = [rows for cycle, rows in by_themes.items() if is_untold(issue.key, cycle)]
    return Spread(
        sum(rows.here for rows in untold), sum(rows.region for rows in untold), sum(rows.world for rows in untold)
    )


def _gap(issue: Issue, rows: Spread, whole: Spread, by_themes: Mapping[int, int]) -> IssueGap:
    """`whole`: the rows that can have this issue; `by_themes`: the State's sessions whose issues
    all come from OHCHR's themes.
    """
    expected = rows.expected(whole)
    untold = tuple(session for session, cycle in by_themes.items() if is_untold(issue.key, cycle))
    return IssueGap(issue, rows, expected, lack(rows.here, expected), untold)


def _order(gap: IssueGap) -> tuple[bool, float, str]:
    """What is raised with others and never with this State first, then by how surely rows are
    lacking.
    """
    return bool(gap.rows.here or not gap.rows.world), -gap.lack, gap.issue.label


def lack(here: int, expected: float) -> float:
    """How surely `here` rows are fewer than `expected`: the signed root of the Poisson deviance.

    0 where they are equal, below 0 where there are more; 2 is beyond chance at one in about forty.
    """
    if not expected:
        return -sqrt(2 * here)
    surplus = here * log(here / expected) if here else 0.0
    return copysign(sqrt(max(0.0, 2 * (surplus - here + expected))), expected - here)


def _counts(rows: Spread) -> dict[str, int]:
    return {"here": rows.here, "region": rows.region, "world": rows.world}
