"""Reads UPR Info's export of recommendations and voluntary pledges, in the two forms it went round
in.

UPR Info's own XLS repeats the names of three columns; the CSV tells them apart. Both hold the same
eleven columns in the same order, and both are met as XLS, XLSX and CSV. `raw` names the columns as
the CSV does, so that the same row of either form is the same.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from openupr.files.refusal import RefusedFile
from openupr.files.spreadsheet import open_spreadsheet
from openupr.recommendations.importing.lookup import Lookup, Refusal, once
from openupr.recommendations.importing.rows import OfReview, ReadRow, RefusedRow
from openupr.upr.actions import find_action
from openupr.upr.groups import find_organisation, find_region
from openupr.upr.issues import labels_of
from openupr.upr.states import is_unknown_state_label

_ANSWER = ("Response", "Action", "Issue", "Session")
_CSV = ("To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", *_ANSWER)
_XLS = ("SuR", "Rgrp", "Org", "Recommendation", "RS", "Rgrp", "Org", *_ANSWER)
_TEXT = _CSV.index("Text")
_SESSION_AT = _CSV.index("Session")
_PLEDGE = "voluntary pledge"
_SESSION = re.compile(r"\s*(\d{1,3})(?:\.0+)?\s*", re.ASCII)


def read(path: Path) -> Iterator[ReadRow | RefusedRow]:
    """Yields each row below the header; the header is row 1.

    Raises RefusedFile where the file is no table, or its header is not exactly that of one of the
    two forms.
    """
    table = open_spreadsheet(path)
    _check_header(next(table)[1])
    reader = _UprInfoReader()
    number = 1
    for number, cells in table:
        try:
            yield reader.row(number, cells)
        except Refusal as refusal:
            yield RefusedRow(row=number, value=refusal.value, reason=refusal.reason, review=reader.review(cells))
    if number == 1:
        raise RefusedFile("This file has a header but no rows below it.")


class _UprInfoReader:
    def __init__(self) -> None:
        self._lookup = Lookup("upr-info")
        self._region = once(lambda value: find_region(value).code)
        self._organisation = once(lambda value: find_organisation(value).code)
        self._organisations = once(self._organisation_codes)
        self._labels: dict[str, tuple[str, ...]] = {}

    def row(self, number: int, cells: list[str]) -> ReadRow:
        if len(cells) > len(_CSV):
            raise Refusal(cells[len(_CSV)], f"This row has {len(cells)} cells, the header {len(_CSV)}.")
        if len(cells) < len(_CSV):  # empty cells at the end are none: at least the session is not there
            reason = (
                f"This row has nothing after cell {len(cells)} of {len(_CSV)}; it lacks {_named(_CSV[len(cells) :])}."
            )
            raise Refusal(" | ".join(cells)[:60], reason)
        to, to_region, to_orgs, text, sender, from_region, from_orgs, response, action, issue, session = cells
        if not text.strip():
            raise Refusal("", "This row has no text.")
        for what, cell in (("State under Review", to), ("recommending State", sender), ("response", response)):
            if not cell.strip():
                raise Refusal("", f"This row names no {what}.")
        pledge = response.strip().casefold() == _PLEDGE
        labels = self._issue_labels(issue)
        session_number = _session(session)
        return ReadRow(
            row=number,
            kind="pledge" if pledge else "recommendation",
            session=session_number,
            cycle=self._lookup.cycle_of(str(session_number)),
            iso3=self._lookup.state(to),
            from_iso3=self._lookup.sender(sender),
            text=text,
            response="" if pledge else self._lookup.response(response),
            source_response=response,
            action=_action(action),
            issues=self._lookup.issues(labels),
            source_issues=labels,
            state_region=self._region_code(to_region),
            state_organisations=self._organisations(to_orgs),
            from_region=self._region_code(from_region),
            from_organisations=self._organisations(from_orgs),
            raw={name: cell for at, (name, cell) in enumerate(zip(_CSV, cells, strict=True)) if at != _TEXT},
        )

    def review(self, cells: list[str]) -> OfReview:
        """The review of a refused row, as far as its cells name it."""
        match = _SESSION.fullmatch(cells[_SESSION_AT]) if len(cells) > _SESSION_AT else None
        number = int(match[1]) if match else None
        cycle = self._lookup.cycle_or_none(number)
        return OfReview(self._lookup.state_or_none(cells[0]) if cells else "", number if cycle else None, cycle)

    def _region_code(self, cell: str) -> str:
        return "" if _says_nothing(cell) else self._region(cell)

    def _organisation_codes(self, cell: str) -> tuple[str, ...]:
        if _says_nothing(cell):
            return ()
        parts = (part.strip() for part in html.unescape(cell).split(","))
        return tuple(dict.fromkeys(self._organisation(part) for part in parts if part))

    def _issue_labels(self, cell: str) -> tuple[str, ...]:
        """The labels of a cell. They are joined by commas, and a label may itself hold commas."""
        if cell not in self._labels:
            self._labels[cell] = tuple(_labels(cell, self._lookup))
        return self._labels[cell]


def _labels(cell: str, lookup: Lookup) -> Iterator[str]:
    parts = cell.split(",")
    # The longest run of parts that is a label in UPR Info's list; a part that begins none stands
    # alone.
    longest = 1 + max(label.label.count(",") for label in labels_of("upr-info"))
    while parts:
        runs = (",".join(parts[:end]).strip() for end in range(min(len(parts), longest), 1, -1))
        label = next((run for run in runs if lookup.knows_issue(run)), parts[0].strip())
        del parts[: label.count(",") + 1]
        if label:
            yield label


def _says_nothing(cell: str) -> bool:
    return not cell.strip() or is_unknown_state_label(cell)


def _session(cell: str) -> int:
    number = _SESSION.fullmatch(cell)
    if number is None:
        raise Refusal(cell, f"“{cell[:40]}” is not the number of a session.")
    return int(number[1])


def _action(cell: str) -> int | None:
    try:
        return find_action(cell)
    except LookupError as unknown:
        raise Refusal(cell, str(unknown)) from None


def _check_header(header: Sequence[str]) -> None:
    if tuple(header) in (_CSV, _XLS):
        return
    columns = Counter(header)
    expected = max(_CSV, _XLS, key=lambda names: len(set(names) & columns.keys()))
    missing = list((Counter(expected) - columns).elements())
    unknown = list((columns - Counter(expected)).elements())
    if len(missing) > len(expected) - 2:
        raise RefusedFile("The first row is not the header of UPR Info's export: " + _named(expected) + ".")
    if unknown:
        raise RefusedFile(f"UPR Info's export has no column {_named(unknown)}." + _lacks(missing))
    if missing:
        raise RefusedFile(f"The column {_named(missing)} is missing.")
    at = next(at for at, (one, other) in enumerate(zip(header, expected, strict=True)) if one != other)
    raise RefusedFile(f"Column {at + 1} is “{header[at]}” where UPR Info's export has “{expected[at]}”.")


def _lacks(missing: Sequence[str]) -> str:
    return f" {_named(missing)} is missing." if missing else ""


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in columns[:12])
