"""The index, derived from the record: built for one edition, swapped in whole."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson
from django.db.models import Count, JSONField, QuerySet, TextField
from django.db.models.functions import Cast

from openupr.index.build import build
from openupr.index.generation import Generation
from openupr.index.generations import is_being_built, is_whole
from openupr.index.reader import Index
from openupr.index.rows import Column, IndexRow
from openupr.upr import ohchr_themes, sources
from openupr.upr.issues import issue
from openupr.upr.populations import EVERYBODY, population
from openupr.upr.sources import SOURCES
from openupr.upr.states import STATES, by_iso3

from .dimension_values import UNKNOWN_LABEL, index_folder, open_the_index
from .dimensions import DIMENSIONS
from .edition import somebody_imports
from .memberships import FROM_OURS, OURS, add_memberships
from .models import SourceRecord
from .suggestions import NO_CODES, AskCodes, codes_of_asks
from .the_index import index_version, version_of

COLUMNS = (
    *(Column(d.name, multi=d.multiple, sort=d.sorts, counted=d.is_listed) for d in DIMENSIONS),
    *(Column(d.column(suggested=True), multi=d.multiple) for d in DIMENSIONS if d.with_suggestions),
    Column("kind"),
    Column(OURS, multi=True),
    # States stand in the order of their names, not of their codes.
    Column("state-order", sort=True),
    Column("from-order", sort=True),
)
_MADE_WITH, _CODE = ("index", "recommendations", "text", "upr"), {".py", ".csv", ".toml", ".json"}
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
    "source_persons",
    "number",
    "symbol",
    "texts",
    "state_region",
    "state_organisations",
    "from_region",
    "from_organisations",
)

_NOTHING: dict[str, Any] = {}
_IN_JSON = {field.name for field in SourceRecord._meta.concrete_fields if isinstance(field, JSONField)}

# What stands in for a source's coding, and how a result says so.
_OF_PEOPLE = ("confirmed_issues", "confirmed_action", "suggested_issues", "suggested_action")
_OF_THE_ASK = ("themes", "sdgs", "persons", "number", "symbol", "texts")


def refresh_index(*, check: bool = False, progress: Callable[[int, int], None] = lambda rows, of: None) -> bool:
    """Build the index of the record's present edition unless it stands already; say whether it was
    built.

    People who search meanwhile go on with the index they have. `check`: build it also where its
    files are not as they were written. `progress` is given how many rows are ready, and of how
    many. What is as it was is taken over from the index that stands.
    """
    # Read before the rows: if an import commits in between, the next call builds once more.
    version = index_version()
    standing = open_the_index()
    if standing is not None and standing.version == version and not (check and not is_whole(index_folder())):
        return False
    before = standing.generation if standing is not None and _may_be_built_on(standing) else None
    build(index_folder(), _rows(before, progress), columns=COLUMNS, version=version, before=before)
    return True


def _may_be_built_on(standing: Index) -> bool:
    """Whether it has this version's columns, and its files are as they were written: a fault of the
    disk must not be taken over, as the next check would call it whole.
    """
    has_columns = standing.version.startswith(version_of("")) and standing.columns == tuple(c.name for c in COLUMNS)
    return has_columns and is_whole(index_folder()) and open_the_index() is standing


def left_behind() -> str | None:
    """The version of the record that has no index, where none is being built: for example because
    its import was killed. None where all is well.
    """
    version, standing = index_version(), open_the_index()
    if standing is not None and standing.version == version:
        return None
    return None if somebody_imports() or is_being_built(index_folder()) else version


def records() -> Iterator[dict[str, Any]]:
    """What the index needs of each source record, read one by one.

    Number, symbol, themes, SDGs and groups of people belong to the ask: a source without them gets
    them from another. Issues and action category are the source's own, else those that people
    confirmed; suggestions are kept apart. Regions and organisations are the source's own, else
    those of OpenUPR's lists.
    """
    return map(_record, _stored())


# Of a source record: its fields as they are stored, what other sources lend it, what is confirmed
# and suggested for it.
_Stored = tuple[tuple[Any, ...], dict[str, Any], AskCodes]


def _stored() -> Iterator[_Stored]:
    """What `_record` makes a record of, and nothing else does."""
    lent, codes = _from_other_sources(), codes_of_asks()
    for ask, *stored in _read(SourceRecord.objects.order_by("pk"), _FIELDS):
        yield tuple(stored), lent.get(ask, _NOTHING), codes.get(ask, NO_CODES)


def _record(known: _Stored) -> dict[str, Any]:
    stored, lent, codes = known
    record = dict(zip(_FIELDS, _decoded(_FIELDS, stored), strict=True))
    record["judged"] = {*_judged(record["source"], record["source_persons"]), *lent.get("judged", ())}
    for name in _OF_THE_ASK:
        record[name] = record[name] or lent.get(name, record[name])
    record["issues"] = record["issues"] or codes.confirmed_issues
    record["action"] = record["action"] or codes.confirmed_action
    for name in _OF_PEOPLE:
        record[name] = getattr(codes, name)
    add_memberships(record)
    return record


def _judged(source: str, source_persons: Sequence[str]) -> set[str]:
    """The dimensions for which a source looked at a row: where it names nothing, there is none."""
    everybody = bool(source_persons) and all(label.casefold() == EVERYBODY for label in source_persons)
    return {*sources.source(source).judges, *(["group"] if everybody else [])}


def _read(records: QuerySet[SourceRecord], fields: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Ask and fields of source records; what is stored as JSON is still text."""
    texts = {f"{name}_json": Cast(name, TextField()) for name in fields if name in _IN_JSON}
    columns = [f"{name}_json" if name in _IN_JSON else name for name in fields]
    return records.annotate(**texts).values_list("ask", *columns).iterator(chunk_size=2000)


def _decoded(fields: Sequence[str], stored: Sequence[Any]) -> Iterator[Any]:
    return (_loads(value) if name in _IN_JSON else value for name, value in zip(fields, stored, strict=True))


@lru_cache(maxsize=4096)
def _loads(text: str) -> Any:
    """Most of what is stored as JSON is the same as in another row."""
    return orjson.loads(text)


def _from_other_sources() -> dict[int, dict[str, Any]]:
    """By ask: what the sources say of it besides the text, the preferred source first.

    Empty where there is only one source.
    """
    by_ask: dict[int, dict[str, Any]] = {}
    if SourceRecord.objects.order_by().values("source").distinct().count() < 2:
        return by_ask
    several = SourceRecord.objects.order_by().values("ask").annotate(n=Count("pk")).filter(n__gt=1).values("ask")
    source_records = SourceRecord.objects.exclude(
        themes=[], sdgs=[], persons=[], number="", symbol="", texts={}
    ).order_by()
    place = {source.key: place for place, source in enumerate(SOURCES)}
    fields = ("source", "source_persons", *_OF_THE_ASK)
    rows = [row for row in _read(source_records.filter(ask__in=several), fields) if row[1] in place]
    for ask, source, labels, *stored in sorted(rows, key=lambda row: place[row[1]]):
        known = by_ask.setdefault(ask, {})
        known["judged"] = sorted({*known.get("judged", ()), *_judged(source, _loads(labels))})
        for name, value in zip(_OF_THE_ASK, _decoded(_OF_THE_ASK, stored), strict=True):
            if value:
                known.setdefault(name, value)
    return by_ask


def _rows(before: Generation | None, progress: Callable[[int, int], None]) -> Iterator[IndexRow | int]:
    """Every record as a row, or where the generation before has this very row."""
    total, places = SourceRecord.objects.count(), {} if before is None else before.places_by_fingerprint()
    if total:
        progress(0, total)
    for n, stored in enumerate(_stored(), start=1):
        fingerprint = _fingerprint(stored)
        place = places.get(fingerprint)
        yield row_of(_record(stored), fingerprint=fingerprint) if place is None else place
        if n % 5000 == 0:
            progress(n, max(n, total))
    if total:
        progress(total, total)


def _fingerprint(stored: _Stored) -> int:
    """A number for all that a row is made of: what is stored of it now, and the program that makes
    a row of that.
    """
    digest = blake2b(orjson.dumps(stored), digest_size=8, key=_program()).digest()
    return int.from_bytes(digest, "little")


@cache
def _program() -> bytes:
    """Another one when anything changes that a row is made with: code, vocabularies, lists of
    States.
    """
    house, digest = Path(__file__).parents[1], blake2b(digest_size=32)
    for path in sorted(path for app in _MADE_WITH for path in (house / app).rglob("*") if path.suffix in _CODE):
        digest.update(path.read_bytes())
    return digest.digest()


def row_of(record: dict[str, Any], *, fingerprint: int = 0) -> IndexRow:
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
    payload = orjson.dumps(_result(record))
    return IndexRow(id=record["pk"], text=record["text"], values=values, payload=payload, fingerprint=fingerprint)


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
    """What a result has only where a source gives it, or where its coding or its States' groups
    come from no source.
    """
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
