"""Characters that honest prose does not hold: they betray a wrong encoding, or damage."""

import re
import unicodedata
from functools import lru_cache

# Joiners and direction marks of Khmer, Arabic and Hebrew text, the soft hyphen, and the mark of
# byte order that some programs leave inside a text.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u061c\u202a\u202b\u202c\u202d\u202e\ufeff")
LOST = "\ufffd"
"""What a program writes in place of a letter that it could not read."""
_NOT_PLAIN = re.compile(r"[^\x20-\x7e]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# UTF-8 that was once read as Windows-1252 (é became Ã©, ’ became â€™) or as Mac Roman (√©, ‚Ä) and
# saved.
_TWICE_ENCODED = re.compile(
    "Ã[\u0080-\u00bf\u0152-\u2122]|Â[\u00a0-\u00bf]|â€.|√[\u00a0-\u03c0\u2020-\ufb02]|‚Ä",
)

# What Mac Roman makes of the letters and signs that other encodings keep at those places. The
# letters among them open no State's name and no word of a UN text: È is what is left of é, Ë of è,
# Ì of í, Ò of ñ, Ù of ô.
_MAC_SYMBOLS = re.compile("[†•®©™´¨≠∞±≤≥¥µ∂∑∏π∫ªΩ¬√ƒ≈∆÷◊⁄‹›ﬁﬂ‡·‚„‰ˆ˜¯˘˙˚¸˝˛ˇı\uf8ffÈËÌÒÙÛÕÿŸ]")
_START = r'(?<![^\s,;"(\[])'
_MAC_CONTEXT = re.compile(
    "[a-z][ÀÂÃÁÄÅÇÉÊÍÎÏÓÔÖØÚÜÑŒÆ«»](?=[a-z])"  # a capital inside a word: naÔve
    f"|{_START}[…”](?=[a-z])|Œ(?!u)"  # what is left of É, Ó and Î: …tat, Œle
    "|[A-Za-z]{3,}(?:ís|sí|ít)(?![A-Za-z])"  # Windows' apostrophe: womenís, workersí, couldnít
    rf"|{_START}[ìë](?=[A-Za-z])|[a-z.,]î(?![A-Za-z])|{_START}[ñóï]\s"  # its quotation marks, dashes and bullets
    f"|[a-z]Ö(?![a-z])|{_START}(?:Ä(?![A-Za-z])|ß)"  # its ellipsis, euro and section sign
)


def unwanted(text: str) -> str | None:
    """The first piece of `text` that no sentence contains, or None.

    Such pieces are control characters, unassigned and private characters, the mark of a lost
    character, and the pairs that arise when UTF-8 is read as something else and saved again.
    """
    if text.isascii() and text.isprintable():
        return None
    twice = _TWICE_ENCODED.search(text)
    if twice:
        return twice.group()
    return next((char for char in _NOT_PLAIN.findall(text) if not _belongs(char)), None)


def unwanted_in_mac_roman(text: str) -> str | None:
    """The same where Mac Roman is a guess: also symbols and letters that show the guess to be
    wrong.
    """
    if text.isascii():
        return unwanted(text)
    # What is looked for has a letter beyond ASCII in it, and reaches over no end of a line: most
    # lines have none.
    lines = (line for line in text.splitlines(keepends=True) if not line.isascii())
    match = _MAC_SYMBOLS.search(text) or next(filter(None, map(_MAC_CONTEXT.search, lines)), None)
    return match.group() if match else unwanted(text)


def unstorable(text: str) -> str | None:
    """A NUL or half a surrogate pair in `text`, which no database keeps and no file holds; or
    None.
    """
    match = _UNSTORABLE.search(text)
    return match.group() if match else None


def describe(piece: str) -> str:
    """A piece so that a person can find it: “È” (U+00C8), or U+0000 where there is nothing to
    see.
    """
    codes = " ".join(f"U+{ord(char):04X}" for char in piece)
    return f"“{piece}” ({codes})" if piece.isprintable() and not piece.isspace() else codes


@lru_cache(maxsize=4096)
def _belongs(char: str) -> bool:
    if char in "\t\n\r" or char in _INVISIBLE:
        return True
    return unicodedata.category(char)[0] != "C" and char != LOST
