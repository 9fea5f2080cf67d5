"""Which good practices of others fit where the coalition is now."""

from collections.abc import Mapping
from typing import Any

from django.template import Context

from openupr.accounts.actions import is_paired
from openupr.coalitions.coalition import Overview
from openupr.learning.rules.practices import current_step, suggested_practice


def of_this_step(context: Context) -> Mapping[str, Any] | None:
    """On the coalition's first page: one practice for the step that its calendar says it is at.

    No query.
    """
    request, calendar = context["request"], context["coalition"].calendar_id
    if is_paired(request.actor):
        return None
    page: Overview = context["found"]
    own = (line.entry for line in page.agenda.lines if line.entry.of == calendar)
    step = current_step({each.key: each.window.last for each in own if each.window}, today=request.today)
    issues = {key for group in page.groups for key in group.issues}
    found = suggested_practice(step=step, issues=issues, today=request.today)
    return {"practice": found} if found else None
