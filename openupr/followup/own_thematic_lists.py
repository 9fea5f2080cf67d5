"""A list in the form of OHCHR's, where there is none of a session."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.files.tables import write_xlsx
from openupr.recommendations.models import Ask
from openupr.undocs.list_assessments import HEADING
from openupr.upr import responses
from openupr.upr.issues import ISSUES

from .assessments import short_names_in_words
from .follow_up_list import FollowUpLine, Viewer, five_numbers, lines_of
from .mid_term import of_which_reviews
from .rules import words_of
from .thematic_lists import told_of

_NUMBERS = re.compile(r"\d+")
_IN_WORDS = {issue.label: issue.in_words for issue in ISSUES}


@dataclass(frozen=True)
class OwnRow:
    """A recommendation in one wording; `lines` has those of all States with it.

    All in the UN's English.
    """

    symbol: str
    number: str
    text: str
    states: Sequence[str]
    position: str
    themes: Sequence[str]
    sentences: Sequence[str]
    lines: Sequence[FollowUpLine]


def sessions_without_list(coalition: Coalition) -> list[tuple[int, int]]:
    """(session, number of recommendations) of listed reviews for which no list of OHCHR was
    imported.
    """
    brought = coalition.matrices.values_list("session", flat=True)
    recommendations = coalition.follow_up_list.filter(kind=Ask.Kind.RECOMMENDATION)
    rows = recommendations.exclude(session=None).exclude(session__in=brought)
    counts = Counter(session for session in rows.values_list("session", flat=True) if session is not None)
    return sorted(counts.items(), reverse=True)


def own_rows(coalition: Coalition, session: int) -> list[OwnRow]:
    """What is on the list of one review, a row for the same words and answer. Constant queries."""
    listed = coalition.follow_up_list.filter(session=session)
    lines = lines_of(coalition, Viewer(), only=list(listed.values_list("pk", flat=True)))
    same: dict[tuple[str, str, str], list[FollowUpLine]] = defaultdict(list)
    for line in lines:
        same[line.listed.kind, words_of(line.listed.text), line.response].append(line)
    with translation.override("en"):
        rows = [_row(several) for several in same.values()]
    return sorted(rows, key=lambda row: ([int(digits) for digits in _NUMBERS.findall(row.number)], row.text))


def _row(several: Sequence[FollowUpLine]) -> OwnRow:
    first = several[0]
    named = next((line.un_number for line in several if line.un_number.number), first.un_number)
    pledge = first.listed.is_pledge
    return OwnRow(
        symbol=named.symbol,
        number=named.number,
        text=first.listed.text,
        states=sorted({line.listed.from_name for line in several if line.listed.from_name}),
        position="Voluntary pledge" if pledge else str(responses.label(first.response)) if first.response else "",
        themes=sorted({_IN_WORDS.get(theme, theme) for line in several for theme in line.sorted_under}),
        sentences=list(dict.fromkeys(text for line in several for text in told_of(line))),
        lines=several,
    )


def own_matrix_as_word(coalition: Coalition, session: int, *, today: date) -> bytes:
    """The matrix as a Word file, in the layout of OHCHR's lists."""
    rows = own_rows(coalition, session)
    with translation.override("en"):
        state = coalition.state.name
        document = word.Document(
            title=f"Implementation of recommendations: {state}, session {session}",
            blocks=(
                *(word.Paragraph(word.plain(text)) for text in _about(coalition, rows, today)),
                word.DocumentTable(
                    tuple(tuple(map(word.plain, cells)) for cells in map(_word_cells, rows)),
                    header=tuple(map(word.plain, ("Recommendation", "Position", "Themes", HEADING))),
                    widths=(11, 4, 6, 11),
                    keeps_rows=True,
                ),
            ),
            language="en",
            furniture=word.Furniture(header=state),
            landscape=True,
        )
    return word.write_word(document)


def _about(coalition: Coalition, rows: Sequence[OwnRow], today: date) -> Iterator[str]:
    lines = [line for row in rows for line in row.lines]
    numbers = five_numbers(lines)
    counts = f"{numbers.assessed} of {numbers.listed} recommendations"
    if numbers.pledges:
        counts += f" and {numbers.pledges_assessed} of {numbers.pledges} pledges"
    symbols = ", ".join(sorted({row.symbol for row in rows if row.symbol}))
    yield f"As of {date_format(today, 'j F Y')}. {counts} are assessed by civil society."
    yield from of_which_reviews(coalition, lines)
    yield (
        "This table was made from a record of recommendations. It is not a document of the United Nations. The same "
        "words with the same answer are one row, with all States that used them; numbers count each State once. Themes "
        "are OHCHR's where the record has them from OHCHR, else UPR Info's issues."
    )
    if symbols:
        yield f"The numbers are those of paragraphs in {symbols}."
    if short := short_names_in_words(lines):
        yield short


def _word_cells(row: OwnRow) -> tuple[str, ...]:
    states = f" ({'; '.join(row.states)})" if row.states else ""
    return f"{row.number} {row.text}{states}".strip(), row.position, "\n".join(row.themes), "\n".join(row.sentences)


def own_matrix_as_workbook(coalition: Coalition, session: int, *, today: date) -> bytes:
    """The matrix as an XLSX workbook."""
    rows = own_rows(coalition, session)
    with translation.override("en"):
        about = [
            ("What this is", f"Recommendations to {coalition.state.name}, session {session}"),
            *(("Note", text) for text in _about(coalition, rows, today)),
        ]
    header = ("Document", "Number", "Recommendation", "Recommending States", "Position", "Themes", HEADING)
    cells = [
        (
            row.symbol,
            row.number,
            row.text,
            "; ".join(row.states),
            row.position,
            "; ".join(row.themes),
            "\n".join(row.sentences),
        )
        for row in rows
    ]
    return write_xlsx(header, cells, about=about, wrapped=True)
