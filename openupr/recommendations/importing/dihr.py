"""Reads the export of the Danish Institute's "SDG - Human Rights Data Explorer": one row for each
recommending State.

Its columns are named after other things than they hold: "Recommendation" is the State under Review,
"Tekst" the text, "Keywords" the groups of people glued together, "Document" the report and the
paragraph ("Source:A/HRC/26/16|118.1|"). It knows no session: that follows from the State and the
report's symbol. Its SDGs were chosen by an algorithm.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openupr.files.characters import LOST
from openupr.files.refusal import RefusedFile
from openupr.files.spreadsheet import open_spreadsheet
from openupr.recommendations.importing.labels import LONGEST_NUMBER, no_longer_than, sdgs_in
from openupr.recommendations.importing.lookup import Lookup, Refusal
from openupr.recommendations.importing.rows import OfReview, ReadRow, RefusedRow, Row, SkippedRow
from openupr.upr.calendar import reviews_of
from openupr.upr.cycles import sessions_of_council
from openupr.upr.populations import from_label, glued_labels
from openupr.upr.sources import symbols_with_other_numbers

_HEADER = (
    "Goals",
    "Recommendation",
    "Tekst",
    "Targets",
    "Keywords",
    "Response",
    "Recommending state",
    "Mechanism",
    "Procedures",
    "Treaties",
    "Type",
    "field_year",
    "Document",
)
_LOST = f"Letters are lost in this text (“{LOST}”), already in the source."
_DIALOGUE = symbols_with_other_numbers("dihr")
_NO_GOAL = "No SDG link identified"
_REVIEW = "(universal periodic review)"
_GOAL = re.compile(r",(?=\s*\d)")
_DOCUMENT = re.compile(r"\s*Source:\s*(A/HRC/(\d{1,3})/\d{1,4})([A-Za-z]*)\s*(?:\|([^|]*)(?:\|(.*))?)?", re.DOTALL)
_CYCLE = re.compile(r"\s*(\d{4})\s+Cycle\s+(\d)\s*", re.IGNORECASE)


def read(path: Path) -> Iterator[Row]:
    """Yields each row below the header; the header is row 1.

    Raises RefusedFile where the file is no table, or has other columns.
    """
    table = open_spreadsheet(path, lost_letters=True)
    _check_header(next(table)[1])
    reader = _DihrReader()
    number = 1
    for number, cells in table:
        if len(cells) > len(_HEADER):
            yield RefusedRow(row=number, value=cells[len(_HEADER)], reason="This row has more cells than the header.")
            continue
        named = dict(zip(_HEADER, [*cells, *[""] * (len(_HEADER) - len(cells))], strict=True))
        other = _of_another_body(named)
        if other:
            yield SkippedRow(row=number, why=other)
            continue
        try:
            yield reader.row(number, named)
        except Refusal as refusal:
            yield RefusedRow(row=number, value=refusal.value, reason=refusal.reason, review=reader.review(named))
    if number == 1:
        raise RefusedFile("This file has a header but no rows below it.")


@dataclass(frozen=True, slots=True)
class _Source:
    """What the column "Document" says."""

    symbol: str
    council_session: int
    number: str
    warnings: tuple[str, ...]


class _DihrReader:
    def __init__(self) -> None:
        self._lookup = Lookup("dihr")
        self._sdgs: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._persons: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {}
        self._sessions: dict[tuple[str, int, str], tuple[int, int]] = {}

    def row(self, number: int, cells: dict[str, str]) -> ReadRow:
        for what, name in (("State under Review", "Recommendation"), ("recommending State", "Recommending state")):
            if not cells[name].strip():
                raise Refusal("", f"This row names no {what}.")
        text = cells["Tekst"]
        if not text.strip():
            raise Refusal("", "This row has no text.")
        iso3 = self._lookup.state(cells["Recommendation"])
        document = _document(cells["Document"])
        session, cycle = self._session(iso3, document.council_session, cells["field_year"])
        sdgs, strange = self._goals(cells["Goals"], cells["Targets"])
        persons, labels, warnings = self._groups(cells["Keywords"])
        paragraph, dialogue = _paragraph(document)
        return ReadRow(
            row=number,
            kind="recommendation",
            session=session,
            cycle=cycle,
            iso3=iso3,
            from_iso3=self._lookup.sender(cells["Recommending state"]),
            text=text,
            response=self._lookup.response(cells["Response"]),
            source_response=cells["Response"],
            sdgs=sdgs,
            persons=persons,
            source_persons=labels,
            number=paragraph,
            symbol=document.symbol,
            raw={name: cell for name, cell in cells.items() if name != "Tekst"},
            warnings=(
                *document.warnings,
                *dialogue,
                *warnings,
                *_unknown_sdgs(strange),
                *((_LOST,) if LOST in text else ()),
            ),
        )

    def review(self, cells: dict[str, str]) -> OfReview:
        """The review of a refused row, as far as its cells name it."""
        iso3 = self._lookup.state_or_none(cells["Recommendation"])
        try:
            return OfReview(iso3, *self._session(iso3, _document(cells["Document"]).council_session, ""))
        except Refusal:
            return OfReview(iso3)

    def _session(self, iso3: str, council_session: int, label: str) -> tuple[int, int]:
        """(session, cycle) of this State's review whose report went to that session of the
        Council.
        """
        known = self._sessions.get((iso3, council_session, label))
        if known is None:
            possible = sessions_of_council(council_session)
            reviews = [review for review in reviews_of(iso3) if review.session in possible]
            if len(reviews) != 1:
                raise Refusal(
                    label,
                    f"The calendar has no review of this State whose report went to session {council_session} of the "
                    "Council.",
                )
            assert reviews[0].session is not None
            cycle = _CYCLE.fullmatch(label)
            if cycle and int(cycle[2]) != reviews[0].cycle:
                raise Refusal(label, f"“{label[:40]}” is not the cycle of a report to session {council_session}.")
            known = self._sessions[iso3, council_session, label] = reviews[0].session, reviews[0].cycle
        return known

    def _goals(self, goals: str, targets: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if (goals, targets) not in self._sdgs:
            named = [] if goals.strip() == _NO_GOAL else [part.strip() for part in _GOAL.split(goals)]
            codes, strange = sdgs_in(part for part in [*_targets(targets), *named] if part)
            goals_of_targets = {code.partition(".")[0] for code in codes if "." in code}
            # A goal says nothing more beside one of its targets.
            self._sdgs[goals, targets] = tuple(code for code in codes if code not in goals_of_targets), strange
        return self._sdgs[goals, targets]

    def _groups(self, cell: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """(keys, labels, warnings)."""
        if cell not in self._persons:
            labels, rest = glued_labels(cell)
            keys = dict.fromkeys(group.key for label in labels for group in from_label(label))
            warning = (
                (f"The group of people “{rest[:60]}” is not known here: the row entered without it.",) if rest else ()
            )
            self._persons[cell] = tuple(keys), labels, warning
        return self._persons[cell]


def _targets(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",")]


def _unknown_sdgs(labels: Sequence[str]) -> list[str]:
    return [f"The SDG “{label[:60]}” is not known here: the row entered without it." for label in labels]


def _document(cell: str) -> _Source:
    match = _DOCUMENT.fullmatch(cell)
    if match is None:
        raise Refusal(cell, "“Document” names no report of the Working Group, as in “Source:A/HRC/26/16|118.1|”.")
    symbol, council, ending, number, more = match.groups(default="")
    warnings = [
        f"“{extra[:40]}” behind the symbol or number was passed over." for extra in (ending, more.strip()) if extra
    ]
    return _Source(symbol, int(council), no_longer_than(LONGEST_NUMBER, number.strip().rstrip(".")), tuple(warnings))


def _paragraph(document: _Source) -> tuple[str, tuple[str, ...]]:
    """(the recommendation's number, warnings).

    A number of one part is none of a recommendation's: in nine reports of the first cycle 200 of
    202 are others. Nor are those of some documents (`openupr/upr/data/dialogue_numbers.csv`).
    """
    if document.number and ("." not in document.number or document.symbol in _DIALOGUE):
        warning = f"{document.symbol}: its numbers here are not the recommendations'; the row entered without one."
        return "", (warning,)
    return document.number, ()


def _of_another_body(cells: dict[str, str]) -> str:
    """The explorer also holds recommendations of treaty bodies and special procedures."""
    mechanism = cells["Mechanism"].strip()
    if mechanism.casefold() != _REVIEW:
        return mechanism.strip("()")[:100] or "no body named"
    kind = cells["Type"].strip()
    return "" if kind.casefold() == "recommendation" else f"UPR: {kind[:80] or 'no type named'}"


def _check_header(header: Sequence[str]) -> None:
    cells = tuple(cell.strip() for cell in header)
    if cells == _HEADER:
        return
    if len(set(cells) & set(_HEADER)) < 2:
        raise RefusedFile(f"The first row is not the header of the Danish Institute's export: {_named(_HEADER)}.")
    missing = [name for name in _HEADER if name not in cells]
    unknown = [name for name in cells if name not in _HEADER]
    if unknown:
        also = f" {_named(missing)} is missing." if missing else ""
        raise RefusedFile(f"The Danish Institute's export has no column {_named(unknown)}.{also}")
    if missing:
        raise RefusedFile(f"The column {_named(missing)} is missing.")
    at = next((at for at, (one, other) in enumerate(zip(cells, _HEADER, strict=False)) if one != other), len(_HEADER))
    expected = _HEADER[at] if at < len(_HEADER) else "nothing"
    raise RefusedFile(f"Column {at + 1} is “{cells[at][:40]}” where the Danish Institute's export has “{expected}”.")


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in columns[:13])
