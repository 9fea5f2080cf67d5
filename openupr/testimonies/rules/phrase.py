"""The key phrase of a testimony: words of its text that its author wants printed in bold."""

import re

LONGEST = 300


def where(phrase: str, text: str) -> tuple[int, int] | None:
    """Start and end of the phrase in the text, however its blanks and capitals were typed; None
    where it is not.

    Blanks are whatever separates words, zero-width spaces of Khmer too.
    """
    words = re.split(r"[\s\u200b]+", phrase.strip(" \t\r\n\u200b\"'“”‘’«»."))
    if not any(words):
        return None
    pattern = r"[\s\u200b]*".join(re.escape(word) for word in words if word)
    match = re.search(pattern, text, re.IGNORECASE)
    return match.span() if match else None


def spans(phrase: str, text: str) -> list[tuple[int, int]]:
    """The same as a list, empty where the phrase is not there."""
    place = where(phrase, text)
    return [place] if place else []
