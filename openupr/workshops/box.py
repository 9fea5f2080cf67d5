"""The box of a workshop: what people say of the workshop, and what they confide there."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.template import Context
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.testimonies.boxes import open_box
from openupr.testimonies.models import Box
from openupr.testimonies.rules.questions import USUAL

from .actions import PLAN
from .models import Workshop
from .rules.refusals import BoxOfAnotherCoalition, HasABox
from .workshops import workshops_of


def titles_of_boxes(boxes: Sequence[Box], language: str) -> Mapping[int, str]:
    """As their workshop is called there, of boxes that are called as their workshop. One query."""
    titles = {box.pk: box.title for box in boxes}
    by_box = [(workshop.box_id or 0, workshop) for workshop in Workshop.objects.filter(box__in=titles)]
    return {key: named.said("title", language) for key, named in by_box if named.title == titles[key]}


def box_of(coalition: Coalition, key: int) -> Box | None:
    """A coalition's box."""
    return Box.objects.filter(coalition=coalition, pk=key).first()


def without_a_box(coalition: Coalition, today: date) -> list[Workshop]:
    """Workshops without a box: that of today first, then the nearest. One query."""

    def away(workshop: Workshop) -> int:
        first, last = workshop.first or date.max, workshop.last or date.max  # type: ignore[attr-defined]
        return max((first - today).days, (today - last).days, 0)

    return sorted(workshops_of(coalition).filter(box=None), key=away)


def box_opening(context: Context) -> dict[str, Any] | None:
    """Where a box is opened: the workshops that could have it, for the slot on that page."""
    coalition: Coalition = context["coalition"]
    workshops = without_a_box(coalition, context["request"].today)
    return {"coalition": coalition, "workshops": workshops} if workshops else None


def of_which_workshop(context: Context) -> dict[str, Any] | None:
    """For a box's page: its workshop, or the workshops that it could belong to. Two queries."""
    coalition, box = context["coalition"], context["box"]
    panel = {"coalition": coalition, "box": box}
    if workshop := Workshop.objects.filter(box=box).first():
        return panel | {"workshop": workshop}
    if "testimonies.keep-box" not in context["may"]:
        return None
    workshops = without_a_box(coalition, context["request"].today)
    return panel | {"workshops": workshops} if workshops else None


@act(PLAN, _("Open a workshop's box for evaluations"), about="workshop")
def open_its_box(*, by: Person, workshop: Workshop, today: date) -> Box:
    """The workshop's box; a new one gets the usual questions."""
    box = workshop.box or open_box(
        by=by,
        coalition=workshop.coalition,
        title=workshop.title,
        questions=USUAL,
        takes_testimonies=True,
        today=today,
    )
    Workshop.objects.filter(pk=workshop.pk).update(box=box)
    workshop.box = box
    return box


@act(PLAN, _("Choose the workshop of a box"), about="workshop")
def give_box(*, by: Person, workshop: Workshop, box: Box) -> None:
    """Say that a box, open or closed, belongs to this workshop and to no other.

    Raises BoxOfAnotherCoalition, HasABox.
    """
    if box.coalition_id != workshop.coalition_id:
        raise BoxOfAnotherCoalition
    locked = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if locked.box_id not in (None, box.pk):
        raise HasABox
    Workshop.objects.filter(box=box).exclude(pk=workshop.pk).update(box=None)
    Workshop.objects.filter(pk=workshop.pk).update(box=box)
    workshop.box = box
