"""The themes of OHCHR's thematic lists and of its Universal Human Rights Index.

One row of `data/ohchr_themes.csv` is one theme, under all labels that OHCHR's lists of cycles 2 to
4 have for it. Few themes are the same as one of UPR Info's issues: `issues` names those, `mapping`
says by which source. All others have no issue. A theme that is not in the table keeps the label
that OHCHR gave it.
"""

import re
from dataclasses import dataclass
from functools import cache

from openupr.upr.issues import ISSUES
from openupr.upr.names import Names, UnknownName, fold_name
from openupr.upr.tables import rows, several

SOURCES = ("thematic-list", "uhri")
"""The sources of the record that sort by these themes."""
# The number of a theme in one of OHCHR's lists: "A12", "2.1.", "S".
_CODE = re.compile(r"(?:[A-HS]\d{0,2}|\d{1,2}(?:\.\d{1,2})*)[.:]?\s+(?=[^\W\d_])")
_SMALL_WORDS = frozenset({"and", "the", "of"})
_ISSUE_ORDER = {issue.key: place for place, issue in enumerate(ISSUES)}


@dataclass(frozen=True, slots=True)
class Theme:
    """`label` is OHCHR's latest for it, `other_labels` are those of other lists, `codes` those of
    cycle 2 ("F13").

    `lists` are the editions that have it; `status` is `sourced` (read in a list), `secondary` or
    `unsourced`.
    """

    key: str
    label: str
    other_labels: tuple[str, ...]
    codes: tuple[str, ...]
    lists: tuple[str, ...]
    issues: tuple[str, ...]
    mapping: str
    status: str
    source: str

    def __str__(self) -> str:
        return self.label


THEMES = tuple(
    Theme(
        row["key"],
        row["label"],
        several(row["other_labels"]),
        several(row["codes"]),
        several(row["lists"]),
        several(row["issues"]),
        row["mapping"],
        row["status"],
        row["source"],
    )
    for row in rows("ohchr_themes")
)
_BY_KEY = {theme.key: theme for theme in THEMES}


def find_theme(text: str) -> Theme:
    """The theme of this key, code or label, the label with or without its code.

    Raises UnknownName.
    """
    try:
        return _names().find(text)
    except UnknownName:
        if code := _CODE.match(text.strip()):
            return _names().find(text.strip()[code.end() :])
        raise


def is_theme(label: str) -> bool:
    """Whether the table has this label."""
    try:
        return bool(find_theme(label))
    except UnknownName:
        return False


def value_of(label: str) -> str:
    """What the record holds for a label: the theme's key, or the label itself where the table has
    none.
    """
    try:
        return find_theme(label).key
    except UnknownName:
        return " ".join(label.split())


def label_of_theme(value: str) -> str:
    """The label of such a value."""
    return _BY_KEY[value].label if value in _BY_KEY else value


def issues_of(values: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of UPR Info's issues that are the same as these themes, in the order of UPR Info's
    list.
    """
    issues = {issue for value in values if value in _BY_KEY for issue in _BY_KEY[value].issues}
    return tuple(sorted(issues, key=_ISSUE_ORDER.__getitem__))


@cache
def issues_of_list(cycle: int) -> frozenset[str]:
    """The issues that one of OHCHR's lists of this cycle can tell: those that are the same as one
    of its themes.
    """
    return frozenset(issue for theme in THEMES if f"cycle {cycle}" in theme.lists for issue in theme.issues)


def _folded(label: str) -> str:
    return " ".join(word for word in fold_name(label).split() if word not in _SMALL_WORDS)


@cache
def _names() -> Names[Theme]:
    entries = ((theme, (theme.key, theme.label, *theme.other_labels, *theme.codes)) for theme in THEMES)
    return Names("theme of OHCHR's lists", entries, label=str, key=_folded)
