"""The issues that recommendations are sorted by, and how each source's own labels map to them.

OpenUPR sorts by the 54 issues of UPR Info's list of 2014. UPR Info's lists keep their own labels,
one row each in `data/issue_labels.csv`, with the issues they stand for: several, or none where no
issue fits.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from openupr.upr.names import Names
from openupr.upr.tables import rows, several


@dataclass(frozen=True, slots=True)
class Issue:
    """`key` is the label of UPR Info's export as a slug; `document_label` its label in the coders'
    guide; `in_words` what we write for readers who do not know its abbreviations, `in_a_sentence`
    the same within a sentence: "the right to land".
    """

    key: str
    label: str
    document_label: str
    in_words: str
    in_a_sentence: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class SourceLabel:
    """A label of one source's list and the keys of the issues it stands for.

    `lists` are the editions that carry the label, `codes` the list's own codes for it ("F13");
    `status` is `sourced` (read in a file of that source), `secondary` (in others' published work
    with it) or `unsourced`.
    """

    label: str
    codes: tuple[str, ...]
    lists: tuple[str, ...]
    issues: tuple[str, ...]
    status: str
    source: str

    def names(self) -> tuple[str, ...]:
        """The label alone, each code alone, and each code before the label."""
        return self.label, *self.codes, *(f"{code} {self.label}" for code in self.codes)


@dataclass(frozen=True, slots=True)
class IssueList:
    """The list of one source; where it is not `complete`, the source may use labels that are not
    known here.
    """

    source_key: str
    kind: str
    complete: bool
    source: str


def _issue(row: Mapping[str, str]) -> Issue:
    in_words = row["in_words"] or row["label"]
    in_a_sentence = row["in_a_sentence"] or in_words[:1].lower() + in_words[1:]
    return Issue(row["key"], row["label"], row["document_label"], in_words, in_a_sentence)


ISSUES = tuple(map(_issue, rows("issues")))
ISSUE_LISTS = tuple(
    IssueList(row["key"], row["kind"], row["complete"] == "1", row["source"]) for row in rows("issue_lists")
)
_BY_KEY = {entry.key: entry for entry in ISSUES}


def issue(key: str) -> Issue:
    """The issue with this key; KeyError when there is none."""
    return _BY_KEY[key]


def find_issue(text: str) -> Issue:
    """The issue called by this text: its key or either of its labels; UnknownName for anything
    else.
    """
    return _issue_names().find(text)


def from_source(source: str, label: str) -> tuple[Issue, ...]:
    """The issues that a label of a source's list stands for, in the order of our own list.

    Empty when the list has the label but no issue fits it. Raises UnknownName for a label that is
    not in the list, KeyError for a source that has no list.
    """
    return tuple(_BY_KEY[key] for key in _label_names()[source].find(label).issues)


def labels_of(source: str) -> tuple[SourceLabel, ...]:
    """Every label of a source's list; KeyError for a source that has no list."""
    return _labels()[source]


@cache
def _issue_names() -> Names[Issue]:
    entries = ((entry, (entry.key, entry.label, entry.document_label)) for entry in ISSUES)
    return Names("issue", entries, label=lambda entry: entry.label)


@cache
def _labels() -> dict[str, tuple[SourceLabel, ...]]:
    by_issue = defaultdict(list)
    for row in rows("issue_labels"):
        label = SourceLabel(
            label=row["label"],
            codes=several(row["codes"]),
            lists=several(row["lists"]),
            issues=several(row["issues"]),
            status=row["status"],
            source=row["source"],
        )
        for key in several(row["of"]):
            by_issue[key].append(label)
    return {key: tuple(labels) for key, labels in by_issue.items()}


@cache
def _label_names() -> dict[str, Names[SourceLabel]]:
    return {list_.source_key: _names_of(list_) for list_ in ISSUE_LISTS}


def _names_of(of: IssueList) -> Names[SourceLabel]:
    entries = ((label, label.names()) for label in labels_of(of.source_key))
    return Names(of.kind, entries, label=lambda source_label: source_label.label)
