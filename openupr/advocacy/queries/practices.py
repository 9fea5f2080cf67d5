"""Which good practices of others fit where the coalition is now."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template import Context

from openupr.accounts.permissions import is_paired
from openupr.coalitions.models import Coalition
from openupr.learning.queries.practices import Practice, current_step, suggested_practice
from openupr.timeline.models import Milestone


def practice_now(coalition: Coalition, *, today: date) -> Practice | None:
    """One for the step that the coalition's calendar says it is at. Two queries."""
    dates = Milestone.objects.filter(calendar=coalition.calendar_id).exclude(calendar=None)
    ends = {key: until or day for key, day, until in dates.values_list("key", "day", "until")}
    issues = {key for keys in coalition.groups.values_list("issues", flat=True) for key in keys}
    return suggested_practice(step=current_step(ends, today=today), issues=issues, today=today)


def of_this_step(context: Context) -> Mapping[str, Any] | None:
    """On the coalition's first page: one practice for its step."""
    request = context["request"]
    if is_paired(request.actor):
        return None
    found = practice_now(context["coalition"], today=request.today)
    return {"practice": found} if found else None
