"""Reads the Universal Human Rights Index's bulk file: a JSON array of some 270,000 annotations,
about 400 MB.

Fields as published with the file: AnnotationId, AnnotationType ("- Recommendations"), Body ("-
UPR"), Text (HTML), Countries, Symbol, Themes, AffectedPersons, Sdgs ("5.2 - ..."),
UprRecommendingCountry, UprPositions, UprSession (lists of labels), UprCycle, DocumentId,
PublicationDate, Regions. Labels may stand alone, in lists or in objects, with or without the dash
that UHRI puts before them.

The API's shape is read as well: `uhri_api` puts names in place of its ids.

Only annotations of the review become rows; those of treaty bodies and special procedures are
skipped, and the body is the reason given, so that they can be counted. An annotation with several
recommending States becomes one row for each. What is missing is left empty (no position is an
answer still to come); a State, theme or position in no list refuses the row.
"""

import re
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from openupr.files.html_text import html_to_text
from openupr.files.json_stream import open_records, unstorable_in
from openupr.files.limits import MAX_CELL
from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing.keys import check_keys
from openupr.recommendations.importing.labels import (
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
    themes_in,
    warnings_of,
    when,
)
from openupr.recommendations.importing.lookup import Lookup, Refusal
from openupr.recommendations.importing.rows import OfReview, RefusedRow, Row, SkippedRow
from openupr.recommendations.importing.uhri_api import LANGUAGES, ApiNames, is_name, is_of_the_api
from openupr.upr.populations import EVERYBODY, from_label

_DOCUMENTS = "https://uhri.ohchr.org/en/document/"
_REVIEW = ("upr", "universal periodic review", "universal periodic review (upr)")
NAME = "name of an id, kept for records"
_FIELDS = ("AnnotationId", "Text", "Body", "Countries", "Themes", "UprRecommendingCountry")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# "118.12 Ratify ...", "118.12. Ratify ...", "Recommendation No. 3 ... para. 96: 21"
_NUMBER = re.compile(r"\s*(?:Recommendation\s+)?(\d{1,3}\.\d{1,3})(?!\d)", re.ASCII)
_PARAGRAPH = re.compile(r"\s*Recommendation No\.[^\n]{0,80}?para\.?\s*(\d{1,3}):\s*(\d{1,3})", re.ASCII)


def read(
    path: Path, *, known: Mapping[str, str] | None = None, new_names: MutableMapping[str, str] | None = None
) -> Iterator[Row]:
    """Yields the annotations in the order of the file, counted from 1, in the memory of one of
    them.

    `known`: names of ids that were imported before; the names that this file gives are put into
    `new_names`. A file that holds a list of names only is one of records passed over.
    """
    reader = _UhriReader(known or {}, new_names if new_names is not None else {})
    number = 0
    for number, annotation in enumerate(open_records(path), start=1):
        yield from reader.rows(number, annotation)
    if number == 0:
        raise RefusedFile("This file holds no annotation.")


class _UhriReader:
    def __init__(self, known: Mapping[str, str], new_names: MutableMapping[str, str]) -> None:
        self._lookup = Lookup("uhri")
        self.names = ApiNames(known, new_names)

    def rows(self, number: int, annotation: Any) -> Iterator[Row]:
        if isinstance(annotation, dict) and is_name(annotation):
            self.names.add(annotation)
            yield SkippedRow(row=number, why=NAME)
            return
        if isinstance(annotation, dict) and is_of_the_api(annotation):
            yield from self._rows_of_the_api(number, annotation)
            return
        if not isinstance(annotation, dict) or not any(field in annotation for field in _FIELDS):
            if number == 1:
                raise RefusedFile("This is not UHRI's JSON: its first record has none of the fields.")
            yield RefusedRow(row=number, value=str(annotation)[:60], reason="This record has none of UHRI's fields.")
            return
        check_keys(annotation, "UHRI")
        other = _not_of_the_review(annotation)
        if other:
            yield SkippedRow(row=number, why=other)
            return
        yield from self._each(number, annotation, annotation)

    def _rows_of_the_api(self, number: int, record: dict[str, Any]) -> Iterator[Row]:
        try:
            annotation = self.names.named(record)
        except Refusal as refusal:
            yield RefusedRow(row=number, value=refusal.value, reason=refusal.reason)
            return
        other = _not_of_the_review(annotation)
        if other:
            yield SkippedRow(row=number, why=other)
            return
        yield from self._each(number, annotation, record)

    def _each(self, number: int, annotation: dict[str, Any], raw: dict[str, Any]) -> Iterator[Row]:
        yield from one_for_each_sender(
            number,
            self._lookup,
            lambda: (self._row(annotation, raw), _senders(annotation)),
            lambda: self._review(annotation),
        )

    def _review(self, annotation: Mapping[str, Any]) -> OfReview:
        named = (annotation.get(key) for key in ("Countries", "UprSession", "UprCycle"))
        return review_in(self._lookup, *named)

    def _row(self, annotation: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
        broken = unstorable_in(raw)
        if broken:
            raise Refusal("", f"This row holds {broken}, which no text contains.")
        text = _text(annotation)
        state = only("State under Review", labels(annotation.get("Countries")))
        if not state:
            raise Refusal("", "This row names no State under Review.")
        pledge = _is_pledge(annotation)
        responses = labels(annotation.get("UprPositions"))
        labels_of_themes = labels(annotation.get("Themes"))
        about = themes_in(labels_of_themes)
        cycles = labels(annotation.get("UprCycle"))
        session, cycle = when(self._lookup, labels(annotation.get("UprSession")), cycles)
        sdgs, strange = sdgs_in((*sdg_labels(annotation), *about.sdgs))
        persons, people, unknown = _persons(annotation)
        # Only what was put there here, never what a file calls so.
        beside = {} if annotation is raw else annotation
        return {
            "kind": "pledge" if pledge else "recommendation",
            "session": session,
            "cycle": cycle,
            "iso3": self._lookup.state(state),
            "text": text,
            "response": "" if pledge else response_in(self._lookup, responses),
            "source_response": no_longer_than(LONGEST_RESPONSE, ", ".join(responses)),
            "issues": about.issues,
            "source_issues": labels_of_themes,
            "themes": about.themes,
            "sdgs": sdgs,
            "persons": persons,
            "source_persons": people,
            "texts": beside.get("_texts", {}),
            "number": _number(text),
            "symbol": no_longer_than(LONGEST_SYMBOL, only("document", labels(annotation.get("Symbol")))),
            "url": _link(annotation),
            "raw": {key: value for key, value in raw.items() if key not in LANGUAGES},
            "warnings": (
                *warnings_of(self._lookup, session, cycles, strange),
                *about.warnings,
                *(
                    f"The group of people “{label[:60]}” is not known here: the row entered without it."
                    for label in unknown
                ),
                *(
                    f"{what}: no list of names holds their ids; the row entered without them."
                    for what in beside.get("_missing", ())
                ),
            ),
        }


def _not_of_the_review(annotation: Mapping[str, Any]) -> str:
    """The other body's name, or the other kind of annotation; "" for one of the review."""
    bodies = labels(annotation.get("Body"))
    if not bodies:
        review = labels(annotation.get("UprRecommendingCountry")) or labels(annotation.get("UprPositions"))
        return "" if review else "no body named"
    if not any(body.casefold() in _REVIEW for body in bodies):
        return bodies[0][:100]
    kinds = labels(annotation.get("AnnotationType"))
    wanted = not kinds or any("recommendation" in kind.casefold() or _pledges(kind) for kind in kinds)
    return "" if wanted else f"UPR: {kinds[0][:80]}"


def _persons(annotation: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """(keys of the groups of people, the source's labels, those of them that no list here has)."""
    people = labels(annotation.get("AffectedPersons"))
    by_label = {label: from_label(label) for label in people if label.casefold() != EVERYBODY}
    keys = dict.fromkeys(group.key for groups in by_label.values() for group in groups)
    return tuple(keys), people, [label for label, groups in by_label.items() if not groups]


def _is_pledge(annotation: Mapping[str, Any]) -> bool:
    return any(_pledges(kind) for kind in labels(annotation.get("AnnotationType")))


def _pledges(kind: str) -> bool:
    return "pledge" in kind.casefold() or "commitment" in kind.casefold()


def _senders(annotation: Mapping[str, Any]) -> tuple[str, ...]:
    """The recommending States.

    A plain string may join several with a semicolon, as UHRI's tables do.
    """
    value = annotation.get("UprRecommendingCountry")
    if isinstance(value, str):
        value = re.split(r"\s*[;\n]\s*", value)
    return labels(value)


def _text(annotation: Mapping[str, Any]) -> str:
    source = annotation.get("Text")
    if isinstance(source, str) and len(source) > MAX_CELL:
        raise Refusal(source[:60], f"This text has more than {MAX_CELL:,} characters.")
    text = html_to_text(source) if isinstance(source, str) else ""
    if not text:
        raise Refusal("", "This row has no text.")
    return text


def _number(text: str) -> str:
    paragraph = _PARAGRAPH.match(text)
    if paragraph:
        return f"{paragraph[1]}.{paragraph[2]}"
    number = _NUMBER.match(text)
    return number[1] if number else ""


def _link(annotation: Mapping[str, Any]) -> str:
    document = annotation.get("DocumentId")
    usable = isinstance(document, str) and _UUID.fullmatch(document)
    return f"{_DOCUMENTS}{document}" if usable else ""
