"""Which edition of the record is the present one, and who may change it now."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local

from django.conf import settings
from django.db import transaction

from openupr.index.locks import hold_lock, is_held
from openupr.web.database_locks import database_lock, is_locked

from .models import Ask, RecordEdition, SourceRecord


def a_new_edition(*, demo: bool) -> RecordEdition:
    """Mark the record as changed: every index of an earlier edition is out of date from this commit
    on.
    """
    edition, _ = RecordEdition.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4().hex, "demo": demo})
    return edition


def another_coding() -> None:
    """Mark what is suggested and confirmed as changed: every index of before is out of date from
    this commit on.
    """
    RecordEdition.objects.filter(pk=1).update(coding=uuid.uuid4().hex)


def remove_demo() -> bool:
    """Take the demo's records out, and the asks that nothing else records; say whether there was a
    demo.
    """
    with transaction.atomic():
        demo = SourceRecord.objects.filter(source="demo")
        if not demo.exists():
            return False
        demo.delete()
        Ask.objects.filter(records=None).delete()
    return True


_held = local()
_IMPORT = "import"


def somebody_imports() -> bool:
    """Whether the turn is held now, by this process or another, also of another server."""
    return is_held(_lock()) or is_locked(_IMPORT)


def _lock() -> Path:
    return Path(settings.OPENUPR_HOME) / "import.lock"


@contextmanager
def turn_to_import() -> Iterator[None]:
    """Hold the only turn of this database, waiting for it if need be.

    To be taken before a transaction, never inside one: who waits here while holding SQLite's write
    lock keeps from writing the very one it waits for. Within a turn it may be asked for again.
    """
    if getattr(_held, "turn", False):
        yield
        return
    with hold_lock(_lock()), database_lock(_IMPORT):
        _held.turn = True
        try:
            yield
        finally:
            _held.turn = False
