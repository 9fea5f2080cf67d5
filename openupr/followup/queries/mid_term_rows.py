"""The rows of the mid-term report: each recommendation once, under its first theme, with references to it elsewhere.

In English, as everything in the report.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from openupr.documents import word
from openupr.upr import ohchr_themes
from openupr.upr.issues import issue
from openupr.upr.un_numbers import in_series, number_order

from ..models import Level
from ..rules import words_of
from .follow_up_list import FollowUpLine

# A table with a cell of more characters lets its rows go over to the next page: kept whole, they would leave half a
# page empty.
_LONG = 900
_SHORT = 60


def themes_of(line: FollowUpLine) -> list[str]:
    """The themes under which the report has a recommendation: OHCHR's where any source tells them, else issues."""
    themes = [ohchr_themes.label_of_theme(value) for value in line.themes]
    return themes or [issue(key).in_words for key in line.issues]


@dataclass(frozen=True)
class ReportRow:
    """A recommendation as States worded it: the lines of those that made it in one review, with one answer."""

    lines: Sequence[FollowUpLine]

    @property
    def first(self) -> FollowUpLine:
        return self.lines[0]

    @cached_property
    def themes(self) -> list[str]:
        return list(dict.fromkeys(theme for line in self.lines for theme in themes_of(line)))

    @property
    def is_answered(self) -> bool:
        """Whether somebody says anything of it, if only that they lack information."""
        return any(line.voices for line in self.lines)

    @property
    def is_sourced(self) -> bool:
        """Whether a reader finds a source beside it."""
        return any(line.evidence_outside for line in self.lines)

    @property
    def name(self) -> str:
        """How other places of the report call it: by the UN's number, else by its first words."""
        numbers = list(dict.fromkeys(line.un_number.number for line in self.lines if line.un_number.number))
        text = self.first.listed.text
        return ", ".join(numbers) or f"“{text if len(text) <= _SHORT else text[:_SHORT].rsplit(' ', 1)[0] + '…'}”"

    @property
    def order(self) -> tuple[int, bool, tuple[int, ...], int]:
        """The latest review first, then by number; without one as the list has it."""
        named = self.first.un_number.number
        return -(self.first.listed.session or 0), not named, number_order(named), self.first.listed.pk

    @property
    def lead(self) -> int | None:
        """The recommendation of another row of which all that is said here was said: both are judged once."""
        leads = {line.listed.judged_with_id for line in self.lines}
        own = {line.listed.pk for line in self.lines}
        said_here = any(said.listed_id in own for line in self.lines for said in line.assessments)
        return None if len(leads) != 1 or said_here or leads & own else leads.pop()


def report_rows(lines: Sequence[FollowUpLine]) -> list[ReportRow]:
    """The lines as rows: States that made the same recommendation share one."""
    same: dict[tuple[object, ...], list[FollowUpLine]] = defaultdict(list)
    for line in lines:
        same[line.listed.kind, line.listed.session, words_of(line.listed.text), line.response].append(line)
    return sorted(map(ReportRow, same.values()), key=lambda row: row.order)


@dataclass(frozen=True)
class ReportTheme:
    """A theme: the rows that stand under it, and those under another theme that concern it too."""

    name: str
    rows: Sequence[ReportRow]
    elsewhere: Sequence[ReportRow]

    @property
    def references(self) -> str:
        """The rows that stand elsewhere, by the theme under which they stand; "" without any."""
        by_theme: dict[str, list[str]] = defaultdict(list)
        for row in self.elsewhere:
            by_theme[row.themes[0]].append(row.name)
        return "; ".join(f"{', '.join(names)} (under “{theme}”)" for theme, names in sorted(by_theme.items()))


def by_theme(rows: Sequence[ReportRow]) -> list[ReportTheme]:
    """The themes of these rows in the order of their names."""
    return [
        ReportTheme(
            theme,
            [row for row in rows if row.themes[0] == theme],
            [row for row in rows if theme in row.themes[1:]],
        )
        for theme in sorted({theme for row in rows for theme in row.themes})
    ]


def table_of(rows: Sequence[ReportRow], every: Sequence[ReportRow]) -> word.DocumentTable:
    """What was recommended, and what is so now. `every`: all rows of the report, to which one may refer."""
    rows_by_line = {line.listed.pk: row for row in every for line in row.lines}
    several = len({row.first.listed.session for row in every}) > 1
    cells = [
        (tuple(_asked(row, with_session=several)), tuple(_now(row, rows_by_line.get(row.lead or 0)))) for row in rows
    ]
    longest = max(sum(len(run.text) for run in cell if isinstance(run, word.Run)) for row in cells for cell in row)
    return word.DocumentTable(
        tuple(cells),
        header=(word.plain("Recommendation and answer"), word.plain("Now")),
        widths=(1, 1.15),
        keeps_rows=longest <= _LONG,
    )


def _asked(row: ReportRow, *, with_session: bool) -> Iterator[word.Run]:
    """`with_session`: the report has recommendations of several reviews, so that each says of which it is."""
    if with_session and row.first.listed.session:
        yield word.Run(f"Session {row.first.listed.session}\n", bold=True)
    if named := in_series(line.un_number for line in row.lines):
        yield word.Run(f"{named}\n", bold=True, link=row.first.un_number.url)
    yield word.Run(row.first.listed.text)
    states = sorted({line.listed.from_name for line in row.lines if line.listed.from_name})
    answer = str(row.first.answer.label) if row.first.answer else ""
    if told := ". ".join(filter(None, ["; ".join(states), answer])):
        yield word.Run(f"\n{told}.", italic=True)


def _now(row: ReportRow, lead: ReportRow | None) -> Iterator[word.Run]:
    if lead is not None and lead is not row:
        yield word.Run(f"Assessed together with {lead.name}: see there.")
        return
    told: list[tuple[str, str]] = []
    for line in row.lines:
        if claim := line.claim:
            said = f": {Level(claim.level).outside.lower()}. “{claim.reason}” ({claim.source})"
            told.append(("The Government says", said if claim.reason else f": {Level(claim.level).outside.lower()}."))
        for (level, _number), views in zip(line.levels, line.told_outside, strict=True):
            told.append((level.outside, views.removeprefix(level.outside)))
        if sources := line.sources_outside[:2]:
            told.append(("Sources" if len(sources) > 1 else "Source", f": {'; '.join(sources)}"))
    for place, (head, text) in enumerate(dict.fromkeys(told)):
        yield word.Run(f"\n{head}" if place else head, bold=True)
        yield word.Run(text)
