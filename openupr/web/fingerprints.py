"""Fingerprints: what somebody was shown, in 32 letters and digits."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def fingerprint(contents: Any) -> str:
    """The same for the same texts, numbers and days, whatever breaks the lines or orders a set."""
    return hashlib.sha256(json.dumps(_plain(contents), sort_keys=True, default=str).encode()).hexdigest()[:32]


def _plain(contents: Any) -> Any:
    if isinstance(contents, Mapping):
        return {str(key): _plain(value) for key, value in contents.items()}
    if isinstance(contents, set | frozenset):
        return sorted(map(str, contents))
    if isinstance(contents, list | tuple):
        return [_plain(value) for value in contents]
    return contents.replace("\r\n", "\n") if isinstance(contents, str) else contents
