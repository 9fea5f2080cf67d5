"""Regions and organisations of the States of a row: its source's, else those of OpenUPR's own
lists.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from openupr.upr.cycles import day_of_review
from openupr.upr.sources import source
from openupr.upr.states import by_iso3

from .dimension_values import UNKNOWN_STATE, giver_of
from .models import Ask, SourceRecord
from .question import Question
from .the_index import the_index

OURS = "ours"
"""The index's column of the dimensions that a row has from OpenUPR's lists."""
FROM_OURS = "OpenUPR"
"""How a result says so."""
# The fields of a record that hold the values of each dimension.
_OF_STATE = {"region": "state_region", "organisation": "state_organisations"}
_OF_GIVER = {"from-region": "from_region", "from-organisation": "from_organisations"}
_FIELDS = _OF_STATE | _OF_GIVER
_ORGANISATIONS = {"organisation", "from-organisation"}


def add_memberships(record: dict[str, Any]) -> None:
    """Fill in, of a record as `index_building` reads it, what its source does not say, and
    list that in "ours".

    The lists are those of the day of its review. Of a State that the source does not know nothing
    is filled in.
    """
    lists = [(record["ask__review__iso3"], _OF_STATE), (giver_of(record), _OF_GIVER)]
    session, cycle = record["ask__review__session"], record["ask__review__cycle"]
    ours: list[str] = []
    for iso3, fields in lists:
        for name, field in fields.items():
            if record[field] or not iso3 or iso3 == UNKNOWN_STATE:
                continue
            if name in _ORGANISATIONS and source(record["source"]).names_organisations:
                continue
            region, organisations = _on_lists(iso3, session, cycle)
            record[field] = organisations if name in _ORGANISATIONS else region
            ours.append(name)
    record[OURS] = ours


@cache
def _on_lists(iso3: str, session: int | None, cycle: int | None) -> tuple[str, tuple[str, ...]]:
    state = by_iso3(iso3)
    return state.region, state.organisations_on(day_of_review(session, cycle))


def memberships_of_ours(ask: Ask, counted: SourceRecord) -> list[tuple[str, Sequence[str]]]:
    """(dimension, values) of what an ask has from OpenUPR's lists."""
    record: dict[str, Any] = {field: getattr(counted, field) for field in _FIELDS.values()}
    record |= {
        "source": counted.source,
        "ask__kind": ask.kind,
        "ask__from_iso3": ask.from_iso3,
        "ask__review__iso3": ask.review.iso3,
    }
    record |= {"ask__review__session": ask.review.session, "ask__review__cycle": ask.review.cycle}
    add_memberships(record)
    values = {name: record[_FIELDS[name]] for name in record[OURS]}
    return [(name, value if name in _ORGANISATIONS else (value,)) for name, value in values.items()]


def of_our_lists(question: Question, by: Iterable[str] = ()) -> str:
    """A sentence for the basis of a count by regions or organisations, or within one: how many rows
    have them from OpenUPR's lists. "" where none has, or where they do not matter.
    """
    used = _FIELDS.keys() & {*question.filters, *question.excluded, *by}
    index, search = the_index() if used else None, question.searched()
    if index is None or OURS not in index.columns:  # an index of an earlier version has none
        return ""
    rows = index.search(search.words, filters={**search.index_filters(), OURS: used}, limit=0, facets=[]).total
    if not rows:
        return ""
    return _(
        "Regions or organisations of %(n)s of them are from OpenUPR’s lists (of 2014, with later changes): "
        "their sources name none."
    ) % {"n": f"{rows:,}"}
