"""The issues that recommendations are sorted by, and how each source's own labels map to them.

OpenUPR sorts by the 54 issues of UPR Info's list of 2014. Every other list keeps its own labels, one row each
in `data/issue_labels.csv`, with the issues they stand for: several, or none where no issue fits.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from openupr.upr.names import Names
from openupr.upr.tables import rows, several


@dataclass(frozen=True, slots=True)
class Issue:
    """`key` is the label of UPR Info's export as a slug; `document_label` its label in the coders' guide."""

    key: str
    label: str
    document_label: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class SourceLabel:
    """A label of one source's list and the keys of the issues it stands for.

    `code` is the list's own ("F13"), "" where it has none; `lists` says which editions carry the label;
    `status` is `sourced` (read in a document or file of that source) or `unsourced` (not confirmed).
    """

    label: str
    code: str
    lists: tuple[str, ...]
    issues: tuple[str, ...]
    status: str
    source: str


ISSUES = tuple(Issue(row["key"], row["label"], row["document_label"]) for row in rows("issues"))
_BY_KEY = {issue.key: issue for issue in ISSUES}


def issue(key: str) -> Issue:
    """The issue with this key; KeyError when there is none."""
    return _BY_KEY[key]


def find_issue(text: str) -> Issue:
    """The issue called by this text: its key, either of its labels; UnknownName for anything else."""
    return _issue_names().find(text)


def from_source(source: str, label: str) -> tuple[Issue, ...]:
    """The issues that a source's label stands for, in the order of our list.

    Empty when the source's list has the label but none of the issues fits it. Raises UnknownName for a label
    that is not in the source's list, KeyError for a source that has no list.
    """
    return tuple(_BY_KEY[key] for key in _label_names()[source].find(label).issues)


@cache
def labels_of(source: str) -> tuple[SourceLabel, ...]:
    """Every label in a source's list; KeyError for a source that has no list."""
    return _labels()[source]


@cache
def _issue_names() -> Names[Issue]:
    entries = ((each, (each.key, each.label, each.document_label)) for each in ISSUES)
    return Names("issue", entries, label=lambda each: each.label)


@cache
def _labels() -> dict[str, tuple[SourceLabel, ...]]:
    found = defaultdict(list)
    for row in rows("issue_labels"):
        label = SourceLabel(
            label=row["label"],
            code=row["code"],
            lists=several(row["lists"]),
            issues=several(row["issues"]),
            status=row["status"],
            source=row["source"],
        )
        for key in several(row["of"]):
            found[key].append(label)
    return {key: tuple(labels) for key, labels in found.items()}


@cache
def _label_names() -> dict[str, Names[SourceLabel]]:
    return {
        key: Names(
            "label of this source's list",
            ((each, _called(each)) for each in labels),
            label=lambda each: each.label,
        )
        for key, labels in _labels().items()
    }


def _called(label: SourceLabel) -> tuple[str, ...]:
    if not label.code:
        return (label.label,)
    return label.label, label.code, f"{label.code} {label.label}"
