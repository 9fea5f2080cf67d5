"""Style, scripts and fonts, gathered into one folder for the server; only when something
changed.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_STAMP = "gathered-from.txt"


def gather_when_stale() -> bool:
    """Fill STATIC_ROOT (fingerprinted, compressed) if a source file was added, changed or removed;
    say whether.
    """
    stamp = Path(settings.STATIC_ROOT) / _STAMP
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    # Written last: a gathering that was cut off is done again.
    stamp.write_text(wanted)
    return True


def _fingerprint() -> str:
    """Names, sizes and times of every source file: enough to notice a change, and much quicker than
    reading.
    """
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda item: item[0]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
