"""Which box is of which workshop, and what it is called in its other languages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.template import Context

from openupr.coalitions.models import Coalition
from openupr.testimonies.models import Box

from ..models import Workshop
from .workshops import workshops_of


def titles_of_boxes(boxes: Sequence[Box], language: str) -> Mapping[int, str]:
    """As their workshop is called there, of boxes that are called as their workshop. One query."""
    titles = {each.pk: each.title for each in boxes}
    held = [(each.box_id or 0, each) for each in Workshop.objects.filter(box__in=titles)]
    return {key: each.said("title", language) for key, each in held if each.title == titles[key]}


def box_of(coalition: Coalition, key: int) -> Box | None:
    """A coalition's box."""
    return Box.objects.filter(coalition=coalition, pk=key).first()


def without_a_box(coalition: Coalition, today: date) -> list[Workshop]:
    """Workshops that have no box yet: that of today first, then those whose days are nearest. One query."""

    def away(workshop: Workshop) -> int:
        first, last = workshop.first or date.max, workshop.last or date.max  # type: ignore[attr-defined]
        return max((first - today).days, (today - last).days, 0)

    return sorted(workshops_of(coalition).filter(box=None), key=away)


def box_opening(context: Context) -> dict[str, Any] | None:
    """Where a box is opened: the workshops that could have it, for the slot on that page."""
    coalition: Coalition = context["coalition"]
    found = without_a_box(coalition, context["request"].today)
    return {"coalition": coalition, "workshops": found} if found else None


def of_which_workshop(context: Context) -> dict[str, Any] | None:
    """On a box's page: the workshop that it is of, or those that could have it, for who may say so. Two queries."""
    coalition, box = context["coalition"], context["box"]
    given = {"coalition": coalition, "box": box}
    if workshop := Workshop.objects.filter(box=box).first():
        return given | {"workshop": workshop}
    if "testimonies.keep-box" not in context["may"]:
        return None
    found = without_a_box(coalition, context["request"].today)
    return given | {"workshops": found} if found else None
