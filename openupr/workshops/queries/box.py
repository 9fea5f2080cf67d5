"""What the box of a workshop is called in its other languages."""

from collections.abc import Mapping, Sequence

from openupr.testimonies.models import Box

from ..models import Workshop


def titles_of_boxes(boxes: Sequence[Box], language: str) -> Mapping[int, str]:
    """As their workshop is called there, of boxes that are called as their workshop. One query."""
    titles = {each.pk: each.title for each in boxes}
    held = [(each.box_id or 0, each) for each in Workshop.objects.filter(box__in=titles)]
    return {key: each.said("title", language) for key, each in held if each.title == titles[key]}
