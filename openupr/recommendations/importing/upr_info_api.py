"""Reads UPR Info's present database from saved pages of its search interface (`/api/search`).

The database runs on Uwazi: a page is {"rows": [entity, ...], "totalRows": N}, an entity has a
`sharedId`, a `title` and `metadata`, and each property in `metadata` is a list of {"value",
"label"} (a relationship's or a choice's label is what people read, a text has only a value). A file
may hold one page, several, a bare list of entities, or one entity or page a line.

Every property is kept in `raw`; those that are understood are read from there. What a row lacks is
left empty (no response is an answer still to come), but a row without text, State under Review,
session and cycle, or with a State, issue, response or action that is in no list, is refused.
Entities without any property of a recommendation (States, documents) are skipped.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openupr.files.json_stream import open_records, unstorable_in
from openupr.files.limits import MAX_CELL
from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing.keys import check_keys
from openupr.recommendations.importing.labels import (
    LONGEST_NUMBER,
    LONGEST_RESPONSE,
    LONGEST_SYMBOL,
    labels,
    no_longer_than,
    one_for_each_sender,
    only,
    response_in,
    review_in,
    sdg_labels,
    sdgs_in,
    warnings_of,
    when,
)
from openupr.recommendations.importing.lookup import Lookup, Refusal, once
from openupr.recommendations.importing.rows import OfReview, RefusedRow, Row, SkippedRow
from openupr.upr.actions import find_action
from openupr.upr.groups import find_organisation, find_region
from openupr.upr.names import UnknownName

HOME = "https://upr-info-database.uwazi.io"
_PLEDGES = ("voluntary_pledge", "pledge", "voluntary_pledges")
_MARKS = ("recommendation", "recommending_state", "response", *_PLEDGES)
_NUMBERS = ("paragraph", "paragraph_number", "number", "recommendation_number")
_SYMBOLS = ("symbol", "document_symbol", "report_symbol")


def read(path: Path, *, url: str | None = None) -> Iterator[Row]:
    """Yields each entity in the order of the file, counted from 1; several recommending States give
    a row each.

    `url` is where the pages came from, so that rows can be linked to; the public database if it is
    not given.
    """
    reader = _UprInfoApiReader(url or HOME)
    number = 0
    for number, entity in enumerate(_entities(path), start=1):
        if isinstance(entity, dict) and "metadata" in entity:
            yield from reader.rows(number, entity)
        elif number == 1:
            raise RefusedFile("This is not UPR Info's JSON: its first record has neither “metadata” nor “rows”.")
        else:
            yield RefusedRow(row=number, value=str(entity)[:60], reason="This record has no “metadata”.")
    if number == 0:
        raise RefusedFile("This file holds no recommendation.")


def _entities(path: Path) -> Iterator[Any]:
    for record in open_records(path):
        yield from _unwrap(record)


def _unwrap(record: Any) -> Iterator[Any]:
    """The entities of a page, or the record itself; what is neither is handed on, for its row to be
    refused.
    """
    rows = record.get("rows") if isinstance(record, dict) else None
    if isinstance(rows, list):
        for row in rows:
            yield from _unwrap(row)
    elif isinstance(record, dict) and "metadata" not in record and ("error" in record or "prettyMessage" in record):
        message = record.get("prettyMessage") or record.get("error")
        raise RefusedFile(f"This page is not an answer but an error of the database: {str(message)[:120]}.")
    else:
        yield record


class _UprInfoApiReader:
    def __init__(self, url: str) -> None:
        self._lookup = Lookup("upr-info-api")
        self._action = once(find_action)
        # The address of a search carries the query; entities hang directly below the site.
        self._site = "/".join(url.split("/")[:3])

    def rows(self, number: int, entity: dict[str, Any]) -> Iterator[Row]:
        metadata = entity.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        check_keys(metadata, "UPR Info's database")
        if not any(labels(metadata.get(mark)) for mark in _MARKS):
            yield SkippedRow(row=number, why="not a recommendation")
            return
        senders = labels(metadata.get("recommending_state"))
        yield from one_for_each_sender(
            number, self._lookup, lambda: (self._row(entity, metadata), senders), lambda: self._review(metadata)
        )

    def _review(self, metadata: Mapping[str, Any]) -> OfReview:
        named = (metadata.get(key) for key in ("state_under_review", "session", "cycle"))
        return review_in(self._lookup, *named)

    def _row(self, entity: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
        broken = unstorable_in(entity)
        if broken:
            raise Refusal("", f"This row holds {broken}, which no text contains.")
        text, pledge = _text(metadata)
        state = only("State under Review", labels(metadata.get("state_under_review")))
        if not state:
            raise Refusal("", "This row names no State under Review.")
        responses = labels(metadata.get("response"))
        pledge = pledge or "voluntary pledge" in (label.casefold() for label in responses)
        issues = labels(metadata.get("issues"))
        cycles = labels(metadata.get("cycle"))
        session, cycle = when(self._lookup, labels(metadata.get("session")), cycles)
        sdgs, strange = sdgs_in(sdg_labels(metadata))
        return {
            "kind": "pledge" if pledge else "recommendation",
            "session": session,
            "cycle": cycle,
            "iso3": self._lookup.state(state),
            "text": text,
            "response": "" if pledge else response_in(self._lookup, responses),
            "source_response": no_longer_than(LONGEST_RESPONSE, ", ".join(responses)),
            "action": self._action(only("action category", labels(metadata.get("action_category")))),
            "issues": self._lookup.issues(issues),
            "source_issues": issues,
            "sdgs": sdgs,
            "number": _first(metadata, _NUMBERS, LONGEST_NUMBER),
            "symbol": _first(metadata, _SYMBOLS, LONGEST_SYMBOL),
            "url": self._link(entity),
            **_groups(metadata),
            "raw": _without_text(entity, metadata),
            "warnings": warnings_of(self._lookup, session, cycles, strange),
        }

    def _link(self, entity: Mapping[str, Any]) -> str:
        shared = entity.get("sharedId")
        usable = isinstance(shared, str) and shared.isascii() and shared.isalnum() and len(shared) <= 64
        return f"{self._site}/entity/{shared}" if usable else ""


def _text(metadata: Mapping[str, Any]) -> tuple[str, bool]:
    """(the text as it is written, whether its property is that of a pledge)."""
    for key in ("recommendation", *_PLEDGES):
        text = _first_value(metadata.get(key))
        if text.strip():
            if len(text) > MAX_CELL:
                raise Refusal(text[:60], f"This text has more than {MAX_CELL:,} characters.")
            return text, key != "recommendation"
    raise Refusal("", "This row has no text.")


def _first_value(value: Any) -> str:
    """The text of a property, not stripped: the value is the text here, a label would be a
    title.
    """
    if isinstance(value, list):
        return next((text for part in value if (text := _first_value(part)).strip()), "")
    if isinstance(value, dict):
        return _first_value(value.get("value")) or _first_value(value.get("label"))
    return value if isinstance(value, str) else ""


def _first(metadata: Mapping[str, Any], keys: tuple[str, ...], longest: int) -> str:
    return next((no_longer_than(longest, texts[0]) for key in keys if (texts := labels(metadata.get(key)))), "")


def _groups(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Region and organisations of both States, from whichever property names them; codes where they
    are known.
    """
    groups: dict[str, Any] = {}
    for key, value in metadata.items():
        name = key.lower()
        side = "from" if "recommending" in name or name.endswith("_rs") else "state"
        if "region" in name:
            groups[f"{side}_region"] = next(iter(_codes(value, find_region)), "")
        elif "organi" in name:
            groups[f"{side}_organisations"] = _codes(value, find_organisation)
    return groups


def _codes(value: Any, find: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for label in labels(value) if (code := _code(label, find))))


def _code(label: str, find: Any) -> str:
    # "AU (African Union)" and "Africa (African Group)": either half may be the name we know.
    before, _, within = label.partition("(")
    for name in (label, before.strip(), within.strip(" )")):
        try:
            return str(find(name).code)
        except UnknownName:
            continue
    return ""


def _without_text(entity: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in metadata.items() if key != "recommendation"}
    return {**entity, "metadata": kept}
