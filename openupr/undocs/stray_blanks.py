"""Blanks that stand in the texts of OHCHR's lists where none belongs.

A hyphen that may be a dash stays ("2012 - 2015"), and so does a word that was cut ("huma n").
"""

import re

_OF_WHOM = re.compile(r"(?<=[^\W\d_])\s*([’'])\s*(?=s\b)")  # "Slovenia’ s", "system ’ s"
_INSIDE_A_WORD = re.compile(r"(?<=\w)\s*([‐‑])\s*(?=\w)")  # "non ‑ discrimination"; never a dash
_BEFORE_A_MARK = re.compile(r"(?<=[\w)’”])\s+([,;])(?=\s|$)")  # "Uyghurs , and"


def without_stray_blanks(text: str) -> str:
    for stray in (_OF_WHOM, _INSIDE_A_WORD, _BEFORE_A_MARK):
        text = stray.sub(r"\1", text)
    return text
