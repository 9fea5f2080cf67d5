"""What is remembered of backups, and what outlives the restoring of an older one."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from openupr.web.hooks import Hook
from openupr.web.kept_queries import kept_rows

from .acting import record
from .actions import Action
from .models import BackupMade, Invitation, Person


def last_backup() -> BackupMade | None:
    """The newest backup that was made here."""
    return next(iter(kept_rows(_newest)), None)


def _newest() -> QuerySet[BackupMade]:
    return BackupMade.objects.all()[:1]


# Called before a backup replaces the database; returns what to call in the restored one, to
# withdraw there what was withdrawn since.
STAYS_WITHDRAWN = Hook[Callable[[], Callable[[], object]]]("STAYS_WITHDRAWN")


def note_backup(*, action: Action, by: Person | None, now: datetime, size: int, kind: str) -> BackupMade:
    """Remember a backup, with a line in the audit log; `now` is the moment that it holds."""
    with transaction.atomic():
        backup_made = BackupMade.objects.create(made_at=now, size=size, kind=kind)
        record(action, by=by, circle="", about=f"backup {backup_made.pk}")
    return backup_made


def note_restored(*, action: Action) -> None:
    """A line in the audit log that a backup took the place of what was here."""
    record(action, by=None, circle="", about="")


def keep_invitations_closed() -> Callable[[], None]:
    """Used and withdrawn invitations stay closed, even if an older backup does not know that."""
    closed = dict(Invitation.objects.exclude(used_at=None, withdrawn_at=None).values_list("token_hash", "withdrawn_at"))
    used = dict(Invitation.objects.exclude(used_at=None).values_list("token_hash", "used_at"))

    def close() -> None:
        for invitation in Invitation.objects.filter(used_at=None, withdrawn_at=None):
            if invitation.token_hash in closed:
                # Who used it may not be in the backup: withdrawn says as much.
                invitation.withdrawn_at = closed[invitation.token_hash] or used[invitation.token_hash]
                invitation.save(update_fields=["withdrawn_at"])

    return close


STAYS_WITHDRAWN.add(keep_invitations_closed)
