"""Text as a file can hold it: which characters, in which script, in which language, and in which
font.
"""

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

LATIN_FONT = "Times New Roman"
KHMER_FONT = "Khmer OS"
"""What Cambodian offices have; `KHMER_FONTS` are asked for where it is missing."""
KHMER_FONTS = ("Khmer OS", "Noto Serif Khmer", "Khmer OS System", "Khmer UI", "Noto Sans Khmer")

Script: TypeAlias = Literal["", "khmer", "right-to-left"]

_INVISIBLE = "\u200b-\u200d\u2060"
_KHMER = "\u1780-\u17ff\u19e0-\u19ff"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# Spaces between words of a script belong to it: else every word would be a run of its own.
_SCRIPTS = re.compile(
    f"(?P<khmer>[{_KHMER}](?:[ {_INVISIBLE}]*[{_KHMER}])*[{_INVISIBLE}]*)"
    f"|(?P<right>[{_RIGHT_TO_LEFT}](?:[ {_INVISIBLE}]*[{_RIGHT_TO_LEFT}])*)"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_FORBIDDEN = dict.fromkeys(
    [*(code for code in range(32) if chr(code) not in "\t\n"), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
_LOCALES = {
    "en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "pt": "pt-PT", "de": "de-DE", "it": "it-IT",
    "km": "km-KH", "ar": "ar-SA", "fa": "fa-IR", "he": "he-IL", "zh": "zh-CN", "vi": "vi-VN",
}  # fmt: skip
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "fa", "he", "ur"})


def clean(text: str) -> str:
    """The text with line ends as "\\n" and without what XML cannot hold."""
    return _LINE_ENDS.sub("\n", text).translate(_FORBIDDEN)


def pieces(text: str) -> Iterator[tuple[str, Script]]:
    """The text cut where its script changes."""
    at = 0
    for match in _SCRIPTS.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], ""
        yield match[0], "khmer" if match["khmer"] else "right-to-left"
        at = match.end()
    if at < len(text):
        yield text[at:], ""


def tag(language: str) -> str:
    """The language's tag if it is one, else ""."""
    return language if _TAG.fullmatch(language) else ""


def locale(language: str) -> str:
    """The tag with a country, as Word names languages: en-GB. "" for what is no tag."""
    return _LOCALES.get(language.lower(), tag(language))


def is_right_to_left(language: str) -> bool:
    return language.lower().partition("-")[0] in RIGHT_TO_LEFT_LANGUAGES


def is_complex(language: str) -> bool:
    """Whether Word has a second font, size and language for it."""
    return is_right_to_left(language) or language.lower().partition("-")[0] == "km"
