"""The index, derived from the record: built for one edition, swapped in whole."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson

from openupr.index.build import build
from openupr.index.generations import is_being_built, is_whole
from openupr.index.rows import Column, IndexRow
from openupr.upr import ohchr_themes
from openupr.upr.issues import issue
from openupr.upr.populations import population
from openupr.upr.sources import SOURCES
from openupr.upr.states import STATES, by_iso3

from ..models import SourceRecord
from ..queries.dimension_values import UNKNOWN_LABEL
from ..queries.dimensions import DIMENSIONS
from ..queries.memberships import FROM_OURS, OURS, add_memberships
from ..queries.suggestions import NO_CODES, codes_of_asks
from ..queries.the_index import index_folder, index_version, open_the_index
from .import_turn import somebody_imports

COLUMNS = (
    *(Column(d.name, multi=d.multiple, sort=d.sorts, counted=d.is_listed) for d in DIMENSIONS),
    *(Column(d.column(suggested=True), multi=d.multiple) for d in DIMENSIONS if d.with_suggestions),
    Column("kind"),
    Column(OURS, multi=True),
    # States stand in the order of their names, not of their codes.
    Column("state-order", sort=True),
    Column("from-order", sort=True),
)
_ORDER = {state.iso3: place for place, state in enumerate(STATES)}
_LAST = len(STATES)

_FIELDS = (
    "pk",
    "ask__key",
    "ask__kind",
    "ask__from_iso3",
    "ask__review__iso3",
    "ask__review__session",
    "ask__review__cycle",
    "source",
    "preferred",
    "text",
    "source_response",
    "response",
    "action",
    "issues",
    "themes",
    "sdgs",
    "persons",
    "number",
    "symbol",
    "texts",
    "state_region",
    "state_organisations",
    "from_region",
    "from_organisations",
)

# What stands in for a source's coding, and how a result says so.
_OF_PEOPLE = ("confirmed_issues", "confirmed_action", "suggested_issues", "suggested_action")
_OF_THE_ASK = ("themes", "sdgs", "persons", "number", "symbol", "texts")


def refresh_index(*, check: bool = False, progress: Callable[[int], None] = lambda rows: None) -> bool:
    """Build the index of the record's present edition unless it stands already; say whether it was built.

    People who search meanwhile go on with the index they have. `check`: build it also where its files are not as they
    were written.
    """
    # Read before the rows: if an import commits in between, the next call builds once more.
    version = index_version()
    standing = open_the_index()
    if standing is not None and standing.version == version and not (check and not is_whole(index_folder())):
        return False
    build(index_folder(), _rows(progress), columns=COLUMNS, version=version)
    return True


def left_behind() -> str | None:
    """The version of the record that no index shows and nobody is about to build: its import was killed before it
    came to that, say. None where all is well.
    """
    version, standing = index_version(), open_the_index()
    if standing is not None and standing.version == version:
        return None
    return None if somebody_imports() or is_being_built(index_folder()) else version


def records() -> Iterator[dict[str, Any]]:
    """What the index is to know of each source record, read one by one.

    Number, symbol, themes, SDGs and groups of people belong to the ask: a source that does not tell them has them from
    another.
    Issues and action category are the source's own, else those that people confirmed; what is only suggested is apart.
    Regions and organisations are the source's own, else those of OpenUPR's lists.
    """
    lent, codes = _told_elsewhere(), codes_of_asks()
    for record in SourceRecord.objects.order_by("pk").values("ask", *_FIELDS).iterator(chunk_size=2000):
        ask = record.pop("ask")
        for name, value in lent.get(ask, {}).items():
            record[name] = record[name] or value
        found = codes.get(ask, NO_CODES)
        record["issues"] = record["issues"] or found.confirmed_issues
        record["action"] = record["action"] or found.confirmed_action
        for name in _OF_PEOPLE:
            record[name] = getattr(found, name)
        add_memberships(record)
        yield record


def _told_elsewhere() -> dict[int, dict[str, Any]]:
    """By ask: what the sources tell of it beside the text, the preferred source first. Nothing where there is one."""
    found: dict[int, dict[str, Any]] = {}
    if SourceRecord.objects.order_by().values("source").distinct().count() < 2:
        return found
    told = SourceRecord.objects.exclude(themes=[], sdgs=[], persons=[], number="", symbol="", texts={}).order_by()
    for source in SOURCES:
        rows = told.filter(source=source.key).values_list("ask", *_OF_THE_ASK).iterator(chunk_size=2000)
        for ask, *values in rows:
            known = found.setdefault(ask, {})
            for name, value in zip(_OF_THE_ASK, values, strict=True):
                if value:
                    known.setdefault(name, value)
    return found


def _rows(progress: Callable[[int], None]) -> Iterator[IndexRow]:
    for n, record in enumerate(records(), start=1):
        yield row_of(record)
        if n % 5000 == 0:
            progress(n)


def row_of(record: dict[str, Any]) -> IndexRow:
    """A record, as `records` gives it, as a row of the index."""
    giver = record["ask__from_iso3"]
    values = {
        **{dimension.name: dimension.value_of(record) for dimension in DIMENSIONS},
        **{d.column(suggested=True): d.with_suggestions(record) for d in DIMENSIONS if d.with_suggestions},
        "kind": record["ask__kind"],
        OURS: record[OURS],
        "state-order": _ORDER[record["ask__review__iso3"]],
        "from-order": _ORDER.get(giver, _LAST),
    }
    return IndexRow(id=record["pk"], text=record["text"], values=values, payload=orjson.dumps(_result(record)))


def _result(record: dict[str, Any]) -> dict[str, Any]:
    """One result as the command line and the API give it (docs/command-line.md)."""
    iso3, giver = record["ask__review__iso3"], record["ask__from_iso3"]
    pledge = record["ask__kind"] == "pledge"
    return {
        "id": record["ask__key"],
        "state": by_iso3(iso3).name,
        "iso3": iso3,
        "from": None if pledge else (by_iso3(giver).name if giver else UNKNOWN_LABEL),
        "from_iso3": giver or None,
        "text": record["text"],
        "response": record["response"] or None,
        "source_response": record["source_response"],
        "issues": [issue(key).label for key in record["issues"]],
        "action": record["action"],
        "session": record["ask__review__session"],
        "cycle": record["ask__review__cycle"],
        "source": record["source"],
        **{name: value for name, value in _of_the_ask(record).items() if value},
    }


def _of_the_ask(record: dict[str, Any]) -> dict[str, Any]:
    """What a result has only where a source tells it, or where its coding or its States' groups are no source's."""
    return {
        "number": record["number"],
        "symbol": record["symbol"],
        "sdgs": record["sdgs"],
        "themes": [ohchr_themes.label_of_theme(value) for value in record["themes"]],
        "groups": [population(key).label for key in record["persons"]],
        "confirmed_issues": [issue(key).label for key in record["confirmed_issues"]],
        "confirmed_action": record["confirmed_action"],
        "suggested_issues": [issue(key).label for key in record["suggested_issues"]],
        "suggested_action": record["suggested_action"],
        "memberships": FROM_OURS if record[OURS] else "",
        "texts": record["texts"],
    }
