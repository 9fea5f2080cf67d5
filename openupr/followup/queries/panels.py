"""What other pages show of the follow-up: on the coalition's overview, how much was given to the reader."""

from collections.abc import Mapping
from typing import Any

from django.template import Context

from openupr.accounts.permissions import is_paired

from ..models import FollowUp, Level


def given_to_reader(context: Context) -> Mapping[str, Any] | None:
    """How many recommendations the reader owns that are not assessed yet, and the first due day. One query."""
    person = context["request"].actor
    if is_paired(person):
        return None
    mine = FollowUp.objects.filter(owner=person, group__coalition=context["coalition"], done=Level.UNKNOWN).order_by()
    days = list(mine.values_list("due", flat=True))
    return {"mine": len(days), "due": min(filter(None, days), default=None)} if days else None
