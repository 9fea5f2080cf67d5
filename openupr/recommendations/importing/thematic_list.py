"""OHCHR's thematic lists as rows of the record: one for each wording and recommending State.

`openupr.undocs` reads the Word file. From the command line a list with problems enters nothing.
"""

from collections.abc import Iterator
from pathlib import Path

from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing.documents import refuse_problems, told_kind
from openupr.recommendations.importing.labels import LONGEST_RESPONSE, no_longer_than, sdgs_in
from openupr.recommendations.importing.lookup import Lookup, Refusal
from openupr.recommendations.importing.rows import OfReview, ReadRow, RefusedRow
from openupr.undocs import read_document
from openupr.undocs.values import ListedItem, ThematicList, UnDocument
from openupr.upr.populations import EVERYBODY, from_label

SOURCE = "thematic-list"
_LONGEST_PLACE = 200


def read(path: Path) -> Iterator[ReadRow | RefusedRow]:
    """Yields the rows of a list without problems, counted as rows of its table. Raises RefusedFile for any other."""
    yield from rows_of(read_document(path.read_bytes()))


def rows_of(document: UnDocument) -> Iterator[ReadRow | RefusedRow]:
    """The rows of a list whose problems are settled. Raises RefusedFile for any other document."""
    if not isinstance(document, ThematicList):
        raise RefusedFile(told_kind(document, SOURCE))
    refuse_problems(document)
    if not document.state or document.session is None:
        raise RefusedFile("This list does not say which State's review it is about.")
    return _rows(document, document.session)


def _rows(document: ThematicList, session: int) -> Iterator[ReadRow | RefusedRow]:
    lookup = Lookup(SOURCE)
    cycle = lookup.cycle_of(str(session))
    for item in document.items:
        for sender in item.states or ("",):
            row = item.rows[0].row + 1 if item.rows else 1
            try:
                yield _row(row, item, sender, document, session, cycle, lookup)
            except Refusal as refusal:
                review = OfReview(document.state, session, cycle)
                yield RefusedRow(row=row, value=refusal.value, reason=refusal.reason, review=review)


def _row(
    row: int, item: ListedItem, sender: str, document: ThematicList, session: int, cycle: int, lookup: Lookup
) -> ReadRow:
    sdgs, strange = sdgs_in(item.sdgs)
    groups = {label: from_label(label) for label in item.persons if label.casefold() != EVERYBODY}
    unknown = [label for label, found in groups.items() if not found]
    return ReadRow(
        row=row,
        kind="recommendation",
        session=session,
        cycle=cycle,
        iso3=document.state,
        from_iso3=sender,
        text=item.text,
        response=item.position or "pending",
        source_response=no_longer_than(LONGEST_RESPONSE, item.source_position),
        issues=lookup.issues(item.themes),
        source_issues=tuple(dict.fromkeys(item.themes)),
        sdgs=sdgs,
        persons=tuple(dict.fromkeys(group.key for found in groups.values() for group in found)),
        source_persons=tuple(dict.fromkeys(item.persons)),
        number=item.number,
        symbol=document.symbol,
        source_position=no_longer_than(_LONGEST_PLACE, item.position_from),
        raw={
            "Position": item.source_position,
            "Source of position": item.position_from,
            "Themes": list(item.themes),
            "Sections": list(item.sections),
            "Affected persons": list(item.persons),
            "SDGs": list(item.sdgs),
        },
        warnings=(
            *(f"The SDG “{label[:60]}” is not known here: the row entered without it." for label in strange),
            *(
                f"The group of people “{label[:60]}” is not known here: the row entered without it."
                for label in unknown
            ),
        ),
    )
