"""Fingerprints of what somebody opened: the second to save must not overwrite the first unread."""

import hashlib
import json
from typing import Any

from .refusals import ChangedMeanwhile


def fingerprint(contents: Any) -> str:
    """Short words for a text, or for a mapping of texts and numbers; the same for the same."""
    return hashlib.sha256(json.dumps(contents, sort_keys=True, default=str).encode()).hexdigest()[:32]


def check_seen(seen: str, contents: Any) -> None:
    """Raise ChangedMeanwhile if the contents changed since they were seen. `seen` is "" for a new
    thing.
    """
    if seen and seen != fingerprint(contents):
        raise ChangedMeanwhile
