"""Ids of the Universal Human Rights Index whose names are known without its lists."""

from collections.abc import Mapping
from functools import cache

from openupr.upr.tables import rows


@cache
def known_names() -> Mapping[str, str]:
    """Names by id: States, sessions, cycles, positions, goals and targets, as far as records tell
    them.
    """
    return {row["id"]: row["name"] for row in rows("uhri_ids")}
