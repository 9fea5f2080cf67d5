"""What other pages show of the follow-up: on the coalition's overview, how much was given to the reader."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.template import Context

from openupr.accounts.permissions import is_paired
from openupr.web.kept_queries import kept_rows

from ..models import FollowUp, Level


def given_to_reader(context: Context) -> Mapping[str, Any] | None:
    """How many recommendations the reader owns that are not assessed yet, and the first due day. One query."""
    person = context["request"].actor
    if is_paired(person):
        return None
    days = kept_rows(_due, person.pk, context["coalition"].pk)
    return {"mine": len(days), "due": min(filter(None, days), default=None)} if days else None


def _due(owner: int, coalition: int) -> QuerySet[FollowUp, date | None]:
    mine = FollowUp.objects.filter(owner=owner, group__coalition=coalition, done=Level.UNKNOWN)
    return mine.order_by().values_list("due", flat=True)
