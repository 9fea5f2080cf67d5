"""The pages of a group on which the work of a date is done: its roadmap and its outline."""

from collections.abc import Callable, Collection

from django.urls import reverse
from django.utils.translation import gettext

from openupr.accounts.models import Person
from openupr.coalitions.dates import DateWork
from openupr.coalitions.group_members import groups_led_by
from openupr.coalitions.models import Coalition, Group


def _of_the_group(page: str) -> Callable[[Coalition | Group, Person, Collection[str]], str]:
    """A page of the date's group; of a coalition's date, of the group that the reader leads or works in.

    None for a coordinator, who says that the coalition's date is done.
    """

    def address(holder: Coalition | Group, reader: Person, may: Collection[str]) -> str:
        if isinstance(holder, Group):
            return reverse(page, args=[holder.coalition.key, holder.pk])
        if "coalitions.write_dates" in may:
            return ""
        led = [each.pk for each in groups_led_by(reader) if each.coalition_id == holder.pk]
        works_in = holder.groups.filter(closed=False, memberships__person=reader)
        groups = led or list(works_in.values_list("pk", flat=True))
        if len(groups) != 1:
            return reverse("coalitions:groups", args=[holder.key])
        return reverse(page, args=[holder.key, groups[0]])

    return address


def _names_roadmap(_key: str, title: str) -> bool:
    return any(word.lower() in title.lower() for word in ("roadmap", gettext("Roadmap")))


DATE_WORKS = (
    DateWork("outline", lambda key, _title: key == "outline", _of_the_group("roadmaps:outline")),
    DateWork("roadmap", _names_roadmap, _of_the_group("roadmaps:roadmap")),
)
