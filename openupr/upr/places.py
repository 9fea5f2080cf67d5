"""Where what the record needs is published, and how UPR Info's database is asked."""

from functools import cache

from openupr.upr.states import State
from openupr.upr.tables import rows


@cache
def _places() -> dict[str, str]:
    return {row["key"]: row["address"] for row in rows("places")}


@cache
def upr_info_ids() -> dict[str, str]:
    """The names that UPR Info's database has for types and for the property to filter by:
    recommendations, states, filter.
    """
    return {row["key"]: row["value"] for row in rows("upr_info_database")}


def upr_info_home() -> str:
    """The address of UPR Info's database, without a path."""
    return _places()["upr-info"]


def document_address(symbol: str) -> str:
    """Where the UN publishes the document of this symbol, in English."""
    return _places()["symbol"].format(symbol=symbol)


def state_address(state: State) -> str:
    """OHCHR's page of a State, which lists all its reviews and their documents."""
    return _places()["state"].format(iso2=state.iso2.lower())


def drafts_address() -> str:
    """Where draft reports stand in the weeks after a review."""
    return _places()["drafts"]
