"""The device on a group's table: a code for the day lets it in, to that group's roadmap and nowhere else."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Person, Room
from openupr.accounts.rooms import close_room, open_room
from openupr.coalitions.clock import clock_of
from openupr.coalitions.models import Group
from openupr.roadmaps.answers import answer_at_the_table
from openupr.roadmaps.table_drafts import FromTheTable
from openupr.workshops.models import Workshop

from ..actions import ANSWER_AT_TABLE, OPEN_TABLE, OPEN_TABLES
from ..queries.tables import tables_of
from ..rules.tables import table_circle


@act(OPEN_TABLE, _("Open a group's table with a code for the day"), about="group")
def open_table(*, by: Person, group: Group, today: date) -> Room:
    """The table's code for the day; the one that is open already, if there is one."""
    # The audit log says who opened it; the room itself need not.
    return open_room(
        by=None, circle=table_circle(group.coalition.key, group.pk), today=today, time_zone=clock_of(group)
    )


@act(OPEN_TABLES, _("Open the tables of all groups with a code for the day"), about="workshop")
def open_all_tables(*, by: Person, workshop: Workshop, today: date) -> None:
    """A code for the day for each open group whose table has none."""
    coalition = workshop.coalition
    for group, room in tables_of(coalition, today):
        if room is None:
            circle = table_circle(coalition.key, group.pk)
            open_room(by=None, circle=circle, today=today, time_zone=clock_of(coalition))


@act(OPEN_TABLE, _("Close a group's table"), about="group")
def close_table(*, by: Person, group: Group) -> None:
    """The code lets nobody in any more, and whoever it let in is out."""
    for room in Room.objects.filter(circle=table_circle(group.coalition.key, group.pk), closed=False):
        close_room(room=room)


@act(ANSWER_AT_TABLE, about="group")
def answer_for_the_table(
    *, by: Actor, group: Group, question: int, text: str, version: int, day: date | None = None, now: datetime
) -> FromTheTable:
    """Save the table's answer; the audit log says that it was the table, not who sat there.

    Recommendations that it names stand before the group as its own, as long as no person works on them.
    Raises SavedMeanwhile, NoSuchQuestion, AnswerTooLong, TooLong, TooManyLines; then nothing is changed.
    """
    return answer_at_the_table(group=group, question=question, text=text, version=version, day=day, now=now)
