"""The copy of the database from before the last upgrade: how long it is kept, and why it is gone.

It holds rows that were deleted since. It is deleted as soon as a person deletes something for good.
Automatic deletions do not delete it: the first start after an upgrade often makes some.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

DAYS_KEPT = 7
GONE = "The copy from before the upgrade was deleted, because somebody deleted something for good."


def copy_before_upgrade() -> Path:
    """Where the copy is, or would be."""
    return Path(settings.OPENUPR_HOME) / "before-upgrade.sqlite3"


def note_of_deletion() -> Path:
    """The file that says why the copy is gone, in the folder where the operator looks first."""
    return Path(settings.OPENUPR_HOME) / "before-upgrade.txt"


def kept_until() -> datetime | None:
    """When the copy will be deleted automatically; None without a copy."""
    try:
        made_at = copy_before_upgrade().stat().st_mtime
    except FileNotFoundError:
        return None
    return datetime.fromtimestamp(made_at, UTC) + timedelta(days=DAYS_KEPT)


def why_gone() -> str:
    """Why there is no copy, if somebody deleted something for good; "" otherwise."""
    try:
        return note_of_deletion().read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def forget_copy() -> bool:
    """Delete the copy, and the note of an earlier one; return whether there was a copy."""
    there_was = kept_until() is not None
    for path in (copy_before_upgrade(), note_of_deletion()):
        path.unlink(missing_ok=True)
    return there_was


def forget_copy_of_deleted() -> None:
    """Delete the copy because somebody deleted something for good, and write a note about it."""
    # A second deletion finds no copy, and keeps the note of the first.
    if kept_until() is not None and forget_copy():
        note_of_deletion().write_text(f"{GONE}\n", encoding="utf-8")


def forget_old_copy(*, now: datetime) -> None:
    """Delete the copy once its time is over."""
    until = kept_until()
    if until and until <= now:
        forget_copy()
