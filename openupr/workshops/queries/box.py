"""What the box of a workshop is called in its other languages."""

from collections.abc import Mapping, Sequence

from openupr.testimonies.models import Box

from ..models import Workshop


def titles_of_boxes(boxes: Sequence[Box], language: str) -> Mapping[int, str]:
    """As their workshop is called there, of boxes that are called as their workshop. One query."""
    titles = {each.pk: each.title for each in boxes}
    held = Workshop.objects.filter(box__in=titles)
    return {
        each.box_id: each.said("title", language) for each in held if each.box_id and each.title == titles[each.box_id]
    }
