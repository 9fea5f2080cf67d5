"""What is wrong with this installation as a server for others, in one sentence each."""

import os
import shutil
import ssl
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.conf import settings
from django.http.request import validate_host

from openupr.accounts.backups import last_backup
from openupr.accounts.models import Person
from openupr.index.locks import WORKER_LOCK, is_held
from openupr.project.backups.backup_age import OVERDUE_AFTER

# A record of 110,000 recommendations takes a third of it, and is written twice while it is
# prepared.
LEAST_FREE = 2_000_000_000
SECONDS_TO_ANSWER = 10
_SHORTEST_KEY = 40
_OTHERS = 0o077


def faults(*, now: datetime) -> Iterator[str]:
    """Each begins with the name of what is wrong: address, https, key, time zone, disk, worker,
    backup, …
    """
    yield from _address()
    yield from _https()
    yield from _key()
    if not os.environ.get("OPENUPR_TIME_ZONE"):
        yield "time zone: OPENUPR_TIME_ZONE is not set, so days that belong to no coalition are those of UTC."
    yield from _disk()
    if not is_held(Path(settings.OPENUPR_HOME) / WORKER_LOCK):
        yield "worker: does not run; start the server."
    yield from _backup(now)
    yield from _people()


def _address() -> Iterator[str]:
    host = urlsplit(settings.OPENUPR_ADDRESS).hostname
    if not host:
        yield "address: OPENUPR_ADDRESS is not set, so links may carry a name that opens nothing elsewhere."
    elif not validate_host(host, settings.ALLOWED_HOSTS):
        yield f"address: {host} is not in OPENUPR_HOSTS, so the server refuses its own address."


def _https() -> Iterator[str]:
    """The address is asked as a browser would ask it, certificate and all."""
    if not settings.SECURE_PROXY_SSL_HEADER:
        yield "https: OPENUPR_BEHIND_PROXY is not set; without https nobody signs in from elsewhere."
    if not settings.OPENUPR_ADDRESS:
        return
    if not settings.OPENUPR_ADDRESS.startswith("https://"):
        yield f"https: {settings.OPENUPR_ADDRESS} is not an https address."
        return
    try:
        with urlopen(f"{settings.OPENUPR_ADDRESS}/healthz", timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310 (https)
            if answer.read(10) != b"ok\n":
                yield f"https: at {settings.OPENUPR_ADDRESS} something else than OpenUPR answers."
    except (HTTPError, URLError, ssl.SSLError, OSError) as error:
        yield f"https: {settings.OPENUPR_ADDRESS} does not answer ({getattr(error, 'reason', error)})."


def _key() -> Iterator[str]:
    home = Path(settings.OPENUPR_HOME)
    if len(settings.SECRET_KEY) < _SHORTEST_KEY:
        yield f"key: OPENUPR_SECRET_KEY has fewer than {_SHORTEST_KEY} characters."
    for path in (home / "secret-key", home / "openupr.sqlite3"):
        if path.exists() and path.stat().st_mode & _OTHERS:
            yield f"key: other users of this machine may read {path}; chmod 600 mends it."


def _disk() -> Iterator[str]:
    free = shutil.disk_usage(settings.OPENUPR_HOME).free
    if free < LEAST_FREE:
        yield f"disk: {free / 1e9:.1f} GB are free in {settings.OPENUPR_HOME}; keep {LEAST_FREE / 1e9:.0f} GB free."


def _backup(now: datetime) -> Iterator[str]:
    last = last_backup()
    if last is None:
        yield "backup: none was ever made."
    elif now - last.made_at > OVERDUE_AFTER:
        yield f"backup: the last one was made {(now - last.made_at).days} days ago."


def _people() -> Iterator[str]:
    if not Person.objects.exists():
        yield "operator: nobody has an account yet; open the link of `openupr invite --address ADDRESS`."
    elif not Person.objects.filter(is_operator=True, is_active=True).exists():
        yield "operator: no account is the operator's; name one with `openupr operator NAME`."
    if settings.DEBUG:
        yield "debug: OPENUPR_DEBUG is on; errors show what people wrote."
    if settings.OPENUPR_IMPORT_FROM_ANYWHERE:
        yield "import: OPENUPR_IMPORT_FROM_ANYWHERE is on; everybody who reaches the server changes the record."
