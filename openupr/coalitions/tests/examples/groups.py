"""The thematic groups."""

from collections.abc import Callable, Mapping
from typing import Any

from openupr.coalitions import group_members as placing
from openupr.coalitions import group_members as rapporteurs
from openupr.coalitions import groups

from .cast import Cast

INTERNAL: Mapping[str, str] = {}


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    of_all = (
        "groups",
        "groups-csv",
        "groups-json",
        "new-group",
        "start-with-clusters",
        "order-groups",
        "appoint-rapporteurs",
        "preferences",
        "place-by-preference",
    )
    of_one = ("group", "edit-group", "close-group", "join-group", "leave-group", "appoint-rapporteur", "add-people")
    return {f"coalitions:{page}": cast.at_coalition for page in of_all} | {
        f"coalitions:{page}": cast.at_land for page in of_one
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    of_all = (
        groups.start_with_clusters,
        groups.create_group,
        groups.order_groups,
        placing.prefer_groups,
        placing.place_by_preference,
    )
    of_one = (
        groups.edit_group,
        groups.close_group,
        placing.add_to_group,
        placing.join_group,
        placing.leave_group,
        rapporteurs.appoint_rapporteur,
    )
    return {service: {"coalition": cast.coalition} for service in of_all} | {
        service: {"group": cast.land} for service in of_one
    }
