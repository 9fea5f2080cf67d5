"""Working Group reports as rows of the record: one for each wording and recommending State.

`openupr.undocs` reads the file. A report's positions are provisional: the State may change them in
its addendum.
"""

from collections.abc import Iterator
from pathlib import Path

from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing.documents import refuse_problems, told_kind
from openupr.recommendations.importing.labels import LONGEST_NUMBER, no_longer_than
from openupr.recommendations.importing.rows import ReadRow
from openupr.undocs import read_document
from openupr.undocs.values import ReadItem, UnDocument, WorkingGroupReport
from openupr.upr.cycles import cycle_of_session

SOURCE = "working-group-report"
_WORDS = {
    "supported": "Supported (provisional)",
    "noted": "Noted (provisional)",
    "partly": "Supported in part (provisional)",
    "pending": "To be examined",
}


def read(path: Path) -> Iterator[ReadRow]:
    """Yields the rows of a report without problems, counted as its wordings.

    Raises RefusedFile for any other.
    """
    yield from rows_of(read_document(path.read_bytes()))


def rows_of(document: UnDocument) -> Iterator[ReadRow]:
    """The rows of a report whose problems are settled."""
    if not isinstance(document, WorkingGroupReport):
        raise RefusedFile(told_kind(document, SOURCE))
    refuse_problems(document)
    if not document.state or document.session is None:
        raise RefusedFile("This report does not say which State's review it is about.")
    try:
        cycle = cycle_of_session(document.session)
    except LookupError as unknown:
        raise RefusedFile(f"The report says that it is of session {document.session}. {unknown}") from None
    for place, item in enumerate(document.items, start=1):
        for sender in item.states or ("",):  # accepted without a State: not known
            yield _row(place, item, sender, document, document.session, cycle)


def _row(place: int, item: ReadItem, sender: str, document: WorkingGroupReport, session: int, cycle: int) -> ReadRow:
    paragraph = item.number.partition(".")[0]
    page = f", page {item.page}" if item.page else ""
    return ReadRow(
        row=place,
        kind="recommendation",
        session=session,
        cycle=cycle,
        iso3=document.state,
        from_iso3=sender,
        text=item.text,
        response=item.position or "pending",
        source_response=_WORDS[item.position or "pending"],
        number=no_longer_than(LONGEST_NUMBER, item.number),
        symbol=document.symbol,
        source_position=f"{document.symbol}, paragraph {paragraph}{page}",
        raw={"Page": item.page, "Sentence above the list": item.source_position},
    )
