"""Counts words as Word does: what stands between blanks is one, and each Chinese or Japanese
character is one.

A dash between blanks is therefore a word, "2024–2025" is one. Where Word's rule is not documented
(non-breaking blanks) the higher count is taken: a count that is too low would let a text through
that is refused later.
"""

import re

CHARACTERS = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_CHARACTER = re.compile(f"[{CHARACTERS}]")
# Scripts that are written without blanks between words: a count by blanks says little about them.
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LETTER = re.compile(r"[^\W\d_]")


def count_words(text: str) -> int:
    """The words of one paragraph."""
    if text.isascii():
        return len(text.split())
    apart, characters = _CHARACTER.subn(" ", text)
    return len(apart.split()) + characters


def share_without_blanks(text: str) -> float:
    """Which part of the letters is Khmer, Thai, Lao or Burmese, written without blanks: 0.0 to
    1.0.
    """
    letters = len(_LETTER.findall(text))
    return len(_WITHOUT_BLANKS.findall(text)) / letters if letters else 0.0
