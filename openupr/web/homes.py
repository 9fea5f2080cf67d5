"""The name of a home: of its worker, and of the tasks that are for this home alone."""

import socket
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from .database_locks import is_shared


def name_of_home(home: Path) -> str:
    """One name for good for this folder on this machine, 32 letters."""
    return sha256(f"{socket.gethostname()}\0{home}".encode()).hexdigest()[:32]


def this_home() -> str:
    """The queue of tasks that make what this home derives from the record: its vectors, what it
    learns.

    A database in the home has one queue: the home may move.
    """
    return name_of_home(Path(settings.OPENUPR_HOME)) if is_shared() else "default"
