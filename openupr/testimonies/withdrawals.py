"""Withdrawing a testimony: it goes, here and from every backup that is restored here later."""

import os
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, time
from pathlib import Path

from django.conf import settings
from django.db import transaction

from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.web.hooks import Hook

from .boxes import TABLES
from .models import Box, Slip, Testimony, Withdrawal
from .rules.codes import hashed_code, is_code
from .rules.refusals import IsGone, NoSuchCode

# Called with the numbers of withdrawn testimonies, in the same transaction: deletes what another
# app made of them.
ON_WITHDRAWING = Hook[Callable[[Collection[int]], None]]("ON_WITHDRAWING")
# Beside the database, for the day on which somebody puts an older one in its place.
LIST = "withdrawn-testimonies.txt"
_HEAD = "# Hashes of codes: the testimonies that they stood for were withdrawn and must not come back."


def withdraw(*, code: str) -> None:
    """Withdraw the testimony with this code. Raises NoSuchCode; IsGone for one withdrawn before."""
    if not is_code(code):
        raise NoSuchCode
    code_hash = hashed_code(code)
    with transaction.atomic():
        _hold_its_box(code_hash)
        if not _take_out({code_hash}):
            raise IsGone if code_hash in withdrawn() else NoSuchCode
        # The list first: should the power go between the two, the next start takes it out of the
        # database as well.
        _list({code_hash})
        Withdrawal.objects.get_or_create(code_hash=code_hash)
        erase_after_commit(*TABLES, wait=PATIENTLY)


def _hold_its_box(code_hash: str) -> None:
    """Lock the box: no one rewrites its rows meanwhile, this one among them."""
    for model in (Testimony, Slip):
        number = model._default_manager.filter(code_hash=code_hash).values_list("box", flat=True).first()
        if number is not None:
            Box.objects.select_for_update().get(pk=number)


def is_listed_here() -> bool:
    """Whether there is a list beside the database: where nothing was withdrawn, or elsewhere,
    none.
    """
    return _path().exists()


def withdrawn() -> set[str]:
    """The hashes of all codes that were withdrawn here, by the database and by the list beside
    it.
    """
    return set(Withdrawal.objects.values_list("code_hash", flat=True)) | _listed()


def withdraw_again() -> int:
    """Take out what was withdrawn and is here again, because an older database was put here; say
    how many.
    """
    return _withdraw_all(withdrawn())


def keep_withdrawn() -> Callable[[], int]:
    """For STAYS_WITHDRAWN: what was withdrawn here stays so after an older backup took the
    database's place.
    """
    before = withdrawn()
    return lambda: _withdraw_all(before | withdrawn())


def _withdraw_all(hashes: set[str]) -> int:
    if not hashes:
        return 0
    with transaction.atomic():
        gone = _take_out(hashes)
        Withdrawal.objects.bulk_create([Withdrawal(code_hash=hash_) for hash_ in sorted(hashes)], ignore_conflicts=True)
        if hashes - _listed():
            _list(hashes)
        if gone:
            erase_after_commit(*TABLES, wait=PATIENTLY)
    return gone


def _take_out(hashes: Iterable[str]) -> int:
    wanted = list(hashes)
    gone = 0
    for at in range(0, len(wanted), 500):
        some = wanted[at : at + 500]
        going = list(Testimony.objects.filter(code_hash__in=some).values_list("pk", flat=True))
        for forget in ON_WITHDRAWING if going else ():
            forget(going)
        for model in (Testimony, Slip):
            gone += model._default_manager.filter(code_hash__in=some).delete()[0]
    return gone


def _path() -> Path:
    return Path(settings.OPENUPR_HOME) / LIST


def _listed() -> set[str]:
    try:
        lines = _path().read_text(encoding="ascii", errors="ignore").splitlines()
    except FileNotFoundError:
        return set()
    return {line for line in lines if len(line) == 64 and not line.startswith("#")}


def _list(hashes: Iterable[str]) -> None:
    """Add to the list; whole or not at all, in no order of time, and of no hour."""
    path = _path()
    part = path.with_name(f".{LIST}.part")
    text = "\n".join([_HEAD, *sorted(_listed() | set(hashes))]) + "\n"
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    day = datetime.combine(datetime.now(UTC).date(), time.min, UTC).timestamp()
    os.utime(part, (day, day))
    part.replace(path)
