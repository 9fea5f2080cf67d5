"""Forgetting who wrote what."""

from datetime import datetime

from openupr.coalitions.audit_log import Name, forget_names

from .models import Assessment, Evidence, FollowUp, Matrix

# Where a name is kept with a text: the model, its field, and the way from there to the coalition.
NAMES: tuple[Name, ...] = (
    (Evidence, "added_by", "listed__coalition"),
    (Evidence, "checked_by", "listed__coalition"),
    (Assessment, "said_by", "listed__coalition"),
    (Matrix, "added_by", "coalition"),
    (FollowUp, "owner", "listed__coalition"),
)


def forget_in_followup(circle: str, now: datetime) -> None:
    """Forget who wrote what in a circle, for accounts; only coalitions have something here."""
    forget_names(NAMES, circle)
