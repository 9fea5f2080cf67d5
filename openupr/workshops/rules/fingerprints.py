"""What somebody had before them when they began to write: whoever saves second must not wipe out the first unread."""

import hashlib
import json
from typing import Any

from .refusals import ChangedMeanwhile


def fingerprint(contents: Any) -> str:
    """Short words for a text, or for a mapping of texts and numbers; the same for the same."""
    return hashlib.sha256(json.dumps(contents, sort_keys=True, default=str).encode()).hexdigest()[:32]


def check_seen(seen: str, contents: Any) -> None:
    """Raises ChangedMeanwhile where what is there is not what was seen; "" where nobody looked at it before."""
    if seen and seen != fingerprint(contents):
        raise ChangedMeanwhile
