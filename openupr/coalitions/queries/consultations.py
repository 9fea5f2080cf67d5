"""Consultations, read."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet, Sum

from ..models import Coalition, Consultation


def consultations_of(coalition: Coalition) -> QuerySet[Consultation]:
    """All of a coalition's, the newest first, with their groups."""
    return coalition.consultations.select_related("group")


def people_asked(coalition: Coalition) -> int:
    """How many people all consultations had together; somebody asked twice counts twice."""
    return coalition.consultations.aggregate(all=Sum("people"))["all"] or 0


def rows(coalition: Coalition) -> list[Mapping[str, Any]]:
    """The consultations as a table."""
    return [
        {
            "day": each.day.isoformat(),
            "place": each.place,
            "group": each.group.name if each.group else "",
            "people": each.people,
            "who": each.who,
            "said": each.said,
            "changed": each.changed,
        }
        for each in consultations_of(coalition)
    ]
