"""Forgetting who did what in a circle, once it is no longer needed and could endanger people."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from openupr.web.hooks import Hook

from ..models import AuditLine, Invitation, Room

# Called with the circle and now, inside the transaction: each app forgets what it keeps of authorship itself.
ON_FORGETTING = Hook[Callable[[str, datetime], None]]("ON_FORGETTING")


def forget_authorship(*, circle: str, now: datetime) -> None:
    """Set everybody's name in a circle's audit log, invitations and rooms to nobody; for good.

    Called by a service of the circle's own, whose action has `named=False`: that it happened is recorded, not by whom.
    """
    with transaction.atomic():
        lines = AuditLine.objects.filter(circle=circle)
        lines.update(who=None)
        # A line that names whom somebody took out or gave another role names a person too.
        lines.filter(about__startswith="person ").update(about="")
        Invitation.objects.filter(circle=circle).update(made_by=None, used_by=None, note="")
        Room.objects.filter(circle=circle).update(opened_by=None)
        for forget in ON_FORGETTING:
            forget(circle, now)
