"""What the audit log calls decisions and consultations, and forgetting who spoke in them."""

from datetime import datetime

from openupr.accounts.audit_log import AUDIT_NAMES, AuditName
from openupr.coalitions.audit_log import Name, days_of, forget_names

from .models import Consultation, Decision, Voice

NAMES: tuple[Name, ...] = (
    (Voice, "given_by", "decision__coalition"),
    (Decision, "room_by", "coalition"),
)


def name_decisions() -> None:
    """Have the audit log name them by their days."""
    AUDIT_NAMES.add(
        AuditName("decision", days_of(Decision, "asked_on")),
        AuditName("consultation", days_of(Consultation, "day")),
    )


def forget_in_decisions(circle: str, now: datetime) -> None:
    """Forget who gave each voice, and who counted a room."""
    forget_names(NAMES, circle)
