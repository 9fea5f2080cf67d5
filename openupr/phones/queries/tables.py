"""The tables of a coalition's groups, and which of them have a code today."""

from datetime import date

from openupr.accounts.models import Room
from openupr.coalitions.models import Coalition, Group

from ..rules.tables import group_at, table_circle


def table_room(group: Group, today: date) -> Room | None:
    """The open room of a group's table, with its code."""
    return Room.objects.filter(circle=table_circle(group.coalition.key, group.pk), day=today, closed=False).first()


def tables_of(coalition: Coalition, today: date) -> list[tuple[Group, Room | None]]:
    """Every open group with the room of its table, if it has one. Two queries."""
    groups = list(coalition.groups.filter(closed=False))
    circles = {table_circle(coalition.key, group.pk): group.pk for group in groups}
    rooms = {circles[each.circle]: each for each in Room.objects.filter(circle__in=circles, day=today, closed=False)}
    return [(group, rooms.get(group.pk)) for group in groups]


def group_of(room: Room) -> Group | None:
    """The group at whose table a device is; None where the room is no table."""
    at = group_at(room.circle)
    if at is None:
        return None
    return Group.objects.select_related("coalition").filter(coalition__key=at[0], pk=at[1]).first()
