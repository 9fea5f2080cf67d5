"""OHCHR's thematic lists as rows of the record: one for each wording and recommending State.

`openupr.undocs` reads the Word file. A recommendation with a problem stays out until a person
settled it; the others enter.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing.documents import refuse_problems, told_kind
from openupr.recommendations.importing.labels import LONGEST_RESPONSE, no_longer_than, sdgs_in, themes_in
from openupr.recommendations.importing.rows import ReadRow
from openupr.undocs import read_document
from openupr.undocs.values import ListedItem, ThematicList, UnDocument
from openupr.upr.cycles import cycle_of_session
from openupr.upr.populations import EVERYBODY, from_label

SOURCE = "thematic-list"
PRINTED = "Recommendation"
"""Where `ReadRow.raw` has the text as the list prints it: stray blanks are taken out of a row's own."""
_LONGEST_PLACE = 200


def read(path: Path) -> Iterator[ReadRow]:
    """Yields the rows of a list without problems, counted as rows of its table.

    Raises RefusedFile for any other.
    """
    yield from rows_of(read_document(path.read_bytes()))


def rows_of(document: UnDocument) -> Iterator[ReadRow]:
    """The rows of a list whose problems are settled. Raises RefusedFile for any other document."""
    if not isinstance(document, ThematicList):
        raise RefusedFile(told_kind(document, SOURCE))
    refuse_problems(document)
    if not document.state or document.session is None:
        raise RefusedFile(
            "This list does not say which State's review it is about. Write it in the title, such as “UPR of Slovenia "
            "(3rd Cycle - 34th Session)”, then bring the list in again."
        )
    try:
        cycle = cycle_of_session(document.session)
    except LookupError as unknown:
        raise RefusedFile(f"{unknown} Correct the session in the list's title, then bring the list in again.") from None
    return _rows(document, document.session, cycle)


def _rows(document: ThematicList, session: int, cycle: int) -> Iterator[ReadRow]:
    for item in document.items:
        for sender in item.states or ("",):
            yield _row(item, sender, document, session, cycle)


def row_of(item: ListedItem) -> int:
    """The first row of the table that has a recommendation, counted from 1."""
    return item.rows[0].row + 1 if item.rows else 1


def _row(item: ListedItem, sender: str, document: ThematicList, session: int, cycle: int) -> ReadRow:
    groups = {label: from_label(label) for label in item.persons if label.casefold() != EVERYBODY}
    unknown = [label for label, known in groups.items() if not known]
    about = themes_in(item.themes)
    sdgs, strange = sdgs_in((*item.sdgs, *about.sdgs))
    comments = document.comments_on(item.number)
    return ReadRow(
        row=row_of(item),
        kind="recommendation",
        session=session,
        cycle=cycle,
        iso3=document.state,
        from_iso3=sender,
        text=item.text,
        response=item.position or "pending",
        source_response=no_longer_than(LONGEST_RESPONSE, item.source_position),
        issues=about.issues,
        source_issues=tuple(dict.fromkeys(item.themes)),
        themes=about.themes,
        sdgs=sdgs,
        persons=tuple(dict.fromkeys(group.key for known in groups.values() for group in known)),
        source_persons=tuple(dict.fromkeys(item.persons)),
        number=item.number,
        symbol=document.symbol,
        source_position=no_longer_than(_LONGEST_PLACE, item.position_from),
        raw={
            PRINTED: item.printed or item.text,
            **({"Comments": comments} if comments else {}),
            "Position": item.source_position,
            "Source of position": item.position_from,
            "Themes": list(item.themes),
            "Sections": list(item.sections),
            "Affected persons": list(item.persons),
            "SDGs": list(item.sdgs),
            **dict(item.beside),
        },
        warnings=(*_warnings(item, document, unknown, strange), *about.warnings),
    )


def _warnings(
    item: ListedItem, document: ThematicList, unknown: Sequence[str], strange: Sequence[str]
) -> tuple[str, ...]:
    """`unknown`: groups of people, `strange`: SDGs that are not known here."""
    comments = document.comments_on(item.number)
    return (
        *(() if document.symbol else ("The list names no report: its rows entered without a symbol.",)),
        *(
            f"The column “{name[:60]}” is not known here: what it says is kept with the row, and not searched."
            for name, _ in item.beside
        ),
        *(f"The list comments on {item.number}: “{comment[:160]}” It is kept with the row." for comment in comments),
        *(f"The SDG “{label[:60]}” is not known here: the row entered without it." for label in strange),
        *(f"The group of people “{label[:60]}” is not known here: the row entered without it." for label in unknown),
    )
