"""UHRI's records as its API returns them: ids in place of names, and the text in up to six
languages.

The names stand in lists of their own ({"id", "text"}): files that are imported before the records,
or the first lines of the same file. Those ids that the records themselves or other sources tell are
known without a list (upr/data/uhri_ids.csv).
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from openupr.recommendations.importing.keys import check_keys
from openupr.recommendations.importing.lookup import Refusal
from openupr.undocs.wordings import wordings
from openupr.upr.calendar import reviews_of
from openupr.upr.cycles import sessions_of_council
from openupr.upr.names import UnknownName
from openupr.upr.review_documents import state_of_report
from openupr.upr.states import by_iso3, find_state
from openupr.upr.symbols import parse_symbol
from openupr.upr.uhri import known_names

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
_REVIEW, _OTHER = "UPR", "another body than the review (known by its id only)"
# The bulk file's name of each field, the API's, and whether the names of its ids may be missing.
_LISTS = (
    ("Countries", "countryIds", False),
    ("UprPositions", "uprPositionIds", False),
    ("Themes", "themesIds", True),
    ("AffectedPersons", "affectedPersonIds", True),
    ("Sdgs", "sdgsIds", True),
)
_LACKING = {
    "countryIds": "State under Review",
    "uprPositionIds": "State's position",
    "uprRecommendingCountryIds": "recommending State",
}
_LONGEST_VALUE = 60


def is_of_the_api(record: Mapping[str, Any]) -> bool:
    """Whether a record has the API's shape."""
    return "countryIds" in record or "annotationId" in record


def is_name(record: Mapping[str, Any]) -> bool:
    """Whether a record is an entry of a list of names."""
    return isinstance(record.get("id"), str) and isinstance(record.get("text"), str) and not is_of_the_api(record)


class ApiNames:
    """The names of ids, as far as they are known; each record in the shape of the bulk file."""

    def __init__(self, known: Mapping[str, str], new_names: MutableMapping[str, str]) -> None:
        self._names = {**known_names(), **known}
        self._new_names = new_names

    def add(self, record: Mapping[str, Any]) -> None:
        """An entry of a list."""
        identifier = str(record["id"]).lower()
        self._new_names[identifier] = self._names[identifier] = " ".join(str(record["text"]).split())

    def named(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The record with names in place of ids.

        Raises Refusal for a State or position whose name is not known.
        """
        check_keys((key for key in record if key not in LANGUAGES), "UHRI")
        body = self._name(record.get("bodyId"))
        if record.get("bodyId") and body.upper() not in (_REVIEW, f"- {_REVIEW}", "UNIVERSAL PERIODIC REVIEW"):
            return {"Body": body or _OTHER, "Text": ""}
        fields: dict[str, Any] = {"Body": "UPR", "_missing": {}}
        for bulk, key, may_lack in _LISTS:
            ids = _ids(record, key)
            names = [self._name(identifier) for identifier in ids]
            if key == "countryIds" and len(ids) == 1 and not names[0]:
                names = [_state_of_report(record.get("symbol"))]
            unknown = [identifier for identifier, name in zip(ids, names, strict=True) if not name]
            if unknown and not may_lack:
                raise Refusal(_where(unknown[0], record), _lacks(key))
            fields[bulk] = [name for name in names if name]
            if unknown:
                fields["_missing"][bulk] = len(unknown)
        return fields | {
            "AnnotationType": self._name(record.get("annotationType")) or "Recommendations",
            "Symbol": record.get("symbol"),
            "DocumentId": record.get("documentId"),
            "UprRecommendingCountry": self._senders(record),
            **self._when(record, fields["Countries"]),
            **_texts(record),
        }

    def _name(self, identifier: Any) -> str:
        return self._names.get(identifier.lower(), "") if isinstance(identifier, str) else ""

    def _senders(self, record: Mapping[str, Any]) -> list[str]:
        """The recommending States; where an id has no name, those in brackets behind the English
        text.
        """
        ids = _ids(record, "uprRecommendingCountryIds")
        names = [self._name(identifier) for identifier in ids]
        if all(names):
            return names
        text = record.get("en")
        states = [state for wording in wordings(text) for state in wording.states] if isinstance(text, str) else []
        if len(set(states)) != len(ids):
            raise Refusal(_where(ids[names.index("")], record), _lacks("uprRecommendingCountryIds"))
        return [by_iso3(state).name for state in dict.fromkeys(states)]

    def _when(self, record: Mapping[str, Any], states: list[str]) -> dict[str, Any]:
        """Session and cycle: by their names, else by State and symbol."""
        sessions = [name for identifier in _ids(record, "uprSessionIds") if (name := self._name(identifier))]
        cycle = self._name(record.get("uprCycle"))
        if not sessions and len(states) == 1:
            sessions = _sessions_of(states[0], record.get("symbol"))
        return {"UprSession": sessions, "UprCycle": [cycle] if cycle else []}


def _ids(record: Mapping[str, Any], key: str) -> list[str]:
    value = record.get(key)
    return [identifier for identifier in value if isinstance(identifier, str)] if isinstance(value, list) else []


def _sessions_of(state: str, symbol: Any) -> list[str]:
    try:
        council = parse_symbol(symbol if isinstance(symbol, str) else "").council_session
        reviews = reviews_of(find_state(state).iso3)
    except UnknownName:
        return []
    possible = sessions_of_council(council) if council else ()
    return [str(review.session) for review in reviews if review.session in possible]


def _state_of_report(symbol: Any) -> str:
    """The State that a report is about; "" where the symbol is not in our table."""
    iso3 = state_of_report(symbol.split("/Add.")[0].strip()) if isinstance(symbol, str) else ""
    return by_iso3(iso3).name if iso3 else ""


def _texts(record: Mapping[str, Any]) -> dict[str, Any]:
    texts = {
        code: " ".join(text.split()) for code in LANGUAGES if isinstance(text := record.get(code), str) and text.strip()
    }
    first = next(iter(texts), "")
    return {"Text": texts.pop(first, ""), "_texts": texts}


def _where(identifier: str, record: Mapping[str, Any]) -> str:
    """An id that has no name, with the document: "f410e4f0-… in A/HRC/44/8"."""
    symbol = record.get("symbol")
    return f"{identifier} in {symbol}"[:_LONGEST_VALUE] if isinstance(symbol, str) else identifier[:_LONGEST_VALUE]


def _lacks(key: str) -> str:
    return (
        f"The {_LACKING[key]} is given by an id alone, and no list here tells its name. Import UHRI's list of these "
        "names (a JSON file of its own), then this file again."
    )
