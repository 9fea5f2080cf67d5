"""A reminder short enough for one text message."""

import unicodedata

# Letters of the GSM 03.38 alphabet that are also ASCII and count once; the rest of ASCII counts
# twice or is missing.
_CHEAP = frozenset(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz\n")
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-", "[": "(", "]": ")"}
)
ONE_MESSAGE, ONE_MESSAGE_UNICODE = 160, 70
"""Characters of one text message: of the GSM alphabet, and with any other letter in it (GSM 03.38,
UCS-2).
"""


def text_message(*, when: str, left: str, title: str) -> str:
    """One message such as “Fri 13 Jul 2018 (12 days left): Comments close”, the title cut where it
    must be.

    Letters with accents lose them, so that every letter counts once. A title in another script is
    kept and leaves room for 70 characters in all.
    """
    head = f"{when} ({left}): " if left else f"{when}: "
    plain = _in_ascii(head + title)
    if plain is not None:
        return _cut(plain, ONE_MESSAGE, "...")
    return _cut((_in_ascii(head) or head) + title, ONE_MESSAGE_UNICODE, "…")


def _in_ascii(text: str) -> str | None:
    """The text in letters that count once; None where a letter of another script would be lost."""
    letters = []
    for letter in unicodedata.normalize("NFKD", text.translate(_PLAIN)):
        if letter in _CHEAP:
            letters.append(letter)
        elif unicodedata.category(letter).startswith(("L", "N")):
            return None
        elif not unicodedata.combining(letter):
            letters.append(" ")
    return " ".join("".join(letters).split()) + (" " if text.endswith(" ") else "")


def _cut(text: str, most: int, ending: str) -> str:
    return text if _units(text) <= most else _shortened(text, most - len(ending)) + ending


def _units(text: str) -> int:
    """Letters as a telephone counts them: those beyond the basic plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shortened(text: str, most: int) -> str:
    while _units(text) > most:
        text = text[:-1]
    return text.rstrip()
