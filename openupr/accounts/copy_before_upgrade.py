"""The copy of the database as it was before the last upgrade: how long it is kept, and why it is gone.

It holds what was deleted since, so it goes as soon as a person deletes something for good. What is deleted by itself,
because its day has come, does not take it away: the first start after an upgrade often does that.
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
    """Where it says why the copy is gone: the operator looks there first."""
    return Path(settings.OPENUPR_HOME) / "before-upgrade.txt"


def kept_until() -> datetime | None:
    """When the copy goes by itself; None where there is none."""
    try:
        made_at = copy_before_upgrade().stat().st_mtime
    except FileNotFoundError:
        return None
    return datetime.fromtimestamp(made_at, UTC) + timedelta(days=DAYS_KEPT)


def why_gone() -> str:
    """Why there is no copy, since somebody deleted something for good; "" otherwise."""
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
    """Delete the copy because somebody deleted something for good, and leave a note that says so."""
    # A second deletion finds no copy, and leaves the note of the first.
    if kept_until() is not None and forget_copy():
        note_of_deletion().write_text(f"{GONE}\n", encoding="utf-8")


def forget_old_copy(*, now: datetime) -> None:
    """Delete the copy once its time is over."""
    until = kept_until()
    if until and until <= now:
        forget_copy()
