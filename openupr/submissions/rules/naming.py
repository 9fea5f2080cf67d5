"""Whether a text names an organisation, by its name or its short one. Simple signs; nothing blocks."""

import re
from functools import cache

_SHORTEST = 3  # letters; "We" names nobody
_KHMER = re.compile("[\u1780-\u17ff]")


def names(text: str, name: str, short_name: str = "") -> bool:
    """Whether either stands in the text: the name in any case, the short one as it is written."""
    return any(_pattern(each, is_short).search(text) for each, is_short in ((name, False), (short_name, True)) if each)


@cache
def _pattern(name: str, is_short: bool) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    if len(name.strip()) < _SHORTEST:
        return re.compile(r"(?!)")
    # Khmer is written without blanks: its words have no edges that could be looked for.
    edged = words if _KHMER.search(name) else rf"(?<!\w){words}(?!\w)"
    return re.compile(edged, 0 if is_short and len(name.split()) == 1 else re.IGNORECASE)
