"""The device on a group's table is in a room of its own: what that room is called, and whose it
is.
"""

import re

_TABLE = re.compile(r"([^.]+)\.(\d{1,18})")


def table_circle(coalition: str, group: int) -> str:
    """The circle of a table's room, from the coalition's key and the group's number.

    It begins with the coalition's, so that closing the coalition's room closes those of its tables.
    """
    return f"{coalition}.{group}"


def group_at(circle: str) -> tuple[str, int] | None:
    """(coalition's key, group's number) of a table's circle; None for every other circle."""
    match = _TABLE.fullmatch(circle)
    return (match[1], int(match[2])) if match else None
