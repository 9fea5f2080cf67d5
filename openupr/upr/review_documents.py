"""The documents of a review and their symbols.

What is written before a review has a symbol by rule. The number of the Working Group's report
follows none: it is looked up (`data/report_symbols.csv`), and many of the third and fourth cycle
are not known here.
"""

from dataclasses import dataclass
from functools import cache

from openupr.upr.tables import rows

REPORT, ADDENDUM, THEMATIC_LIST, SUMMARY = "report", "addendum", "thematic-list", "summary"


@dataclass(frozen=True, slots=True)
class ReviewDocument:
    """One document of a review; `symbol` is "" where it is not known or the document has none."""

    kind: str
    name: str
    symbol: str
    source: str


@cache
def _reports() -> dict[tuple[str, int], tuple[str, str]]:
    return {(row["iso3"], int(row["session"])): (row["symbol"], row["source"]) for row in rows("report_symbols")}


@cache
def _kinds() -> tuple[dict[str, str], ...]:
    return tuple(rows("review_documents"))


def report_symbol(iso3: str, session: int) -> str:
    """The symbol of the Working Group's report on a State in a session; "" where it is not
    known.
    """
    return _reports().get((iso3, session), ("", ""))[0]


def state_of_report(symbol: str) -> str:
    """The ISO code of the State that a Working Group's report is about; "" where the symbol is not
    in our table.
    """
    return _states_of_reports().get(symbol, "")


@cache
def _states_of_reports() -> dict[str, str]:
    return {symbol: iso3 for (iso3, _session), (symbol, _source) in _reports().items()}


def documents_of(iso3: str, session: int, cycle: int, *, imported_symbol: str = "") -> tuple[ReviewDocument, ...]:
    """The documents of a review in the order in which they appear; a kind that the cycle did not
    have is left out.

    `imported_symbol` is the report's symbol as imported rows have it, for a report that is not in
    our table.
    """
    report, source = _reports().get((iso3, session), (imported_symbol, "Imported rows" if imported_symbol else ""))
    documents = []
    for row in _kinds():
        if cycle < int(row["from_cycle"]):
            continue
        symbol = report
        if row["kind"] != REPORT:
            needs_report = "{report}" in row["symbol"]
            filled = row["symbol"].format(session=session, iso3=iso3, report=report)
            symbol = "" if needs_report and not report else filled
        why = source if row["kind"] == REPORT and source else row["source"]
        documents.append(ReviewDocument(kind=row["kind"], name=row["name"], symbol=symbol, source=why))
    return tuple(documents)
