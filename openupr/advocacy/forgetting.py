"""Forgetting who owns what."""

from datetime import datetime

from openupr.coalitions.audit_log import Name, forget_names

from .models import ChecklistItem, DiplomatQuestion, Meeting, StrategyActivity

# Where a name stands beside a text: the model, its field, and the way from there to the coalition.
NAMES: tuple[Name, ...] = (
    (ChecklistItem, "owner", "workshop__coalition"),
    (DiplomatQuestion, "owner", "workshop__coalition"),
    (Meeting, "owner", "contact__book__coalition"),
    (StrategyActivity, "owner", "group__coalition"),
)


def forget_in_advocacy(circle: str, now: datetime) -> None:
    """What accounts call when authorship in a circle is forgotten; a circle that is no coalition
    has nothing here.
    """
    forget_names(NAMES, circle)
