"""One number for one wording: rows whose words are the same, whatever their signs and capitals, share it."""

from collections.abc import Sequence
from hashlib import blake2b

from openupr.text.words import cut


def text_key(text: str) -> int:
    """64 bits: at a million wordings two differing ones meet with a chance of one in thirty million."""
    return key_of_words(cut(text).surfaces)


def key_of_words(surfaces: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(surfaces).encode(), digest_size=8).digest(), "little")
