"""Who works in which group: people say what they prefer, join, leave; a coordinator adds people."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person

from ..actions.groups import PLACE_ONESELF
from ..actions.people import MANAGE_PEOPLE
from ..models import Coalition, Group, GroupMembership, Preference, RapporteurTerm
from ..queries.groups import proposed_places
from ..rules.refusals import Refused
from .calendars import follow_along


class GroupClosed(Refused):
    """Nobody joins a group that is closed."""

    def __init__(self) -> None:
        super().__init__(_("This group is closed. You cannot join it."))


class RapporteurStays(Refused):
    """Whoever leads a group hands that over before leaving."""

    def __init__(self) -> None:
        super().__init__(_("Hand over the group first: its rapporteur cannot just leave."))


@act(PLACE_ONESELF, gettext_lazy("Say where one would like to work"), about="coalition")
def prefer_groups(*, by: Person, coalition: Coalition, groups: Sequence[Group]) -> None:
    """Say where one would like to work, the first choice first; what was said before is replaced."""
    ours = coalition.groups.values("pk")
    Preference.objects.filter(person=by, group__in=ours).delete()
    Preference.objects.bulk_create(
        Preference(person=by, group=group, rank=rank) for rank, group in enumerate(groups, start=1)
    )


@act(MANAGE_PEOPLE, gettext_lazy("Place people in groups by what they prefer"), about="coalition")
def place_by_preference(*, by: Person, coalition: Coalition, today: date) -> int:
    """Place those who are in no group by what they prefer; return how many."""
    places = proposed_places(coalition)
    for person, group in places:
        GroupMembership.objects.get_or_create(group=group, person=person, defaults={"since": today})
    follow_along(coalition=coalition)
    return len(places)


@act(MANAGE_PEOPLE, gettext_lazy("Add people to a group"), about="group")
def add_to_group(*, by: Person, group: Group, people: Collection[Person], today: date) -> None:
    """Add people of the coalition to a group. Raises GroupClosed."""
    if group.closed:
        raise GroupClosed
    for person in people:
        GroupMembership.objects.get_or_create(group=group, person=person, defaults={"since": today})
    follow_along(coalition=group.coalition)


@act(PLACE_ONESELF, gettext_lazy("Join a group"), about="group")
def join_group(*, by: Person, group: Group, today: date) -> None:
    """Work in a group, beside others. Raises GroupClosed."""
    if group.closed:
        raise GroupClosed
    GroupMembership.objects.get_or_create(group=group, person=by, defaults={"since": today})
    follow_along(coalition=group.coalition)


@act(PLACE_ONESELF, gettext_lazy("Leave a group"), about="group")
def leave_group(*, by: Person, group: Group) -> None:
    """Work in a group no more. Raises RapporteurStays."""
    if RapporteurTerm.objects.filter(group=group, person=by, until=None).exists():
        raise RapporteurStays
    GroupMembership.objects.filter(group=group, person=by).delete()
    follow_along(coalition=group.coalition)
