"""The outline of a group's part: headings, points, and who finds the evidence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act, unchanged
from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.coalitions.rules.texts import cleaned_answer
from openupr.upr.issues import issue

from .actions import OUTLINE
from .models import OutlinePoint
from .rules.outline import EmptyPoint, first_outline, moved


@act(OUTLINE, _("Begin the outline"), about="group")
def start_outline(*, by: Person, group: Group) -> list[OutlinePoint]:
    """An outline to begin with, from the group's issues; nothing where there is one already."""
    if group.outline.exists():
        return []
    lines = first_outline([issue(key).label for key in group.issues])
    return OutlinePoint.objects.bulk_create(
        OutlinePoint(group=group, order=order, is_heading=is_heading, text=text)
        for order, (is_heading, text) in enumerate(lines, start=1)
    )


@act(OUTLINE, _("Add a line to the outline"), about="group")
def add_point(
    *,
    by: Person,
    group: Group,
    text: str,
    is_heading: bool = False,
    evidence_wanted: str = "",
    finder: Person | None = None,
) -> OutlinePoint:
    """A further line at the end. Raises EmptyPoint."""
    last = group.outline.aggregate(last=Max("order"))["last"] or 0
    return OutlinePoint.objects.create(
        group=group,
        order=last + 1,
        is_heading=is_heading,
        text=_point_text(text),
        evidence_wanted=cleaned_answer(evidence_wanted),
        finder=finder,
    )


@act(OUTLINE, _("Change a line of the outline"), about="point")
def edit_point(
    *, by: Person, point: OutlinePoint, text: str, evidence_wanted: str = "", finder: Person | None = None
) -> OutlinePoint:
    """Change a line. Raises EmptyPoint."""
    before = point.text, point.evidence_wanted, point.finder
    point.text, point.evidence_wanted, point.finder = _point_text(text), cleaned_answer(evidence_wanted), finder
    if (point.text, point.evidence_wanted, point.finder) == before:
        return unchanged(point)
    point.save(update_fields=["text", "evidence_wanted", "finder"])
    return point


@act(OUTLINE, _("Move a line of the outline"), about="point")
def move_point(*, by: Person, point: OutlinePoint, steps: int) -> None:
    """Move a line up (negative) or down by so many places."""
    points = {line.pk: line for line in point.group.outline.all()}
    for order, key in enumerate(moved(list(points), point.pk, steps), start=1):
        points[key].order = order
    OutlinePoint.objects.bulk_update(points.values(), ["order"])


@act(OUTLINE, _("Take a line out of the outline"), about="point")
def remove_point(*, by: Person, point: OutlinePoint) -> None:
    """Take a line away."""
    point.delete()


def _point_text(text: str) -> str:
    if not (text := cleaned_answer(text)):
        raise EmptyPoint
    return text


def outline_of(group: Group) -> list[OutlinePoint]:
    """The outline in its order."""
    return list(group.outline.select_related("finder"))


def outline_rows(points: Iterable[OutlinePoint]) -> Iterator[Mapping[str, Any]]:
    """The outline as a table, one row a line."""
    for point in points:
        yield {
            "heading": point.is_heading,
            "text": point.text,
            "evidence_wanted": point.evidence_wanted,
            "who_finds_it": str(point.finder) if point.finder else "",
        }
