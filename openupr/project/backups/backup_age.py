"""Whether it is time for a backup."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openupr.accounts.models import AuditLine, BackupMade
from openupr.recommendations.models import ImportedFile

from .actions import MAKE_BACKUP, RESTORE, TAKE_BACKUP

# Work of more than a week is not lost lightly.
OVERDUE_AFTER = timedelta(days=7)
_NO_CHANGES = [action.name for action in (MAKE_BACKUP, TAKE_BACKUP, RESTORE)]


@dataclass(frozen=True)
class BackupAge:
    """The last backup, and since when something has changed that is in none."""

    last: BackupMade | None
    unsaved_since: datetime | None
    is_overdue: bool


def backup_age(*, now: datetime) -> BackupAge:
    """What would be lost today: counted from acts in the audit log and imported files."""
    last = BackupMade.objects.first()
    acts, files = AuditLine.objects.exclude(what__in=_NO_CHANGES), ImportedFile.objects.exclude(outcome="refused")
    if last:
        acts, files = acts.filter(when__gt=last.made_at), files.filter(finished__gt=last.made_at)
    first_act = acts.order_by("when").values_list("when", flat=True).first()
    first_file = files.order_by("finished").values_list("finished", flat=True).first()
    since = min((moment for moment in (first_act, first_file) if moment), default=None)
    return BackupAge(last, since, since is not None and now - since > OVERDUE_AFTER)
