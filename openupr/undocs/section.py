"""Where a report's conclusions stand."""

import re
from collections.abc import Sequence

from .values import TextLine

_TITLE = re.compile(r"(?:II\s*\.?\s*)?conclusions\s+and\s?/?\s?(?:or)?\s+recommendations\W*$", re.IGNORECASE)
_FIRST_LIST = re.compile(
    r"\d{1,3}\s?\.\s+(?:the (?:following )?)?recommendations? (?:formulated|made|listed|received|will be|enjoy)",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:(?:\d{1,3}\s?\.\s*)?all (?:the )?conclusions and\s?/?\s?(?:or)? recommendations|annex(?:es)?$|"
    r"voluntary (?:pledges|commitments)(?: and (?:pledges|commitments))?(?: of the state under review)?\W*$|"
    r"III\s?\.\s)",
    re.IGNORECASE,
)

_FOLLOWS = re.compile(r"\ball (?:the )?conclusions\b|\bcomposition of the delegation\b", re.IGNORECASE)


def is_title(text: str) -> bool:
    return bool(_TITLE.match(text))


def conclusions(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines of the chapter "Conclusions and/or recommendations"; none where there is no such
    chapter.
    """
    starts = [at + 1 for at, line in enumerate(lines) if is_title(line.text)]
    # A title that is written otherwise still stands above the first list.
    starts = starts or [at for at, line in enumerate(lines) if _FIRST_LIST.match(line.text)][:1]
    if not starts:
        return ()
    start = starts[-1]
    end = next((at for at in range(start, len(lines)) if _END.match(lines[at].text)), len(lines))
    return lines[start:end]


def is_cut(lines: Sequence[TextLine], section: Sequence[TextLine]) -> bool:
    """Whether a report ends without what always follows its recommendations: the paragraph that all
    conclusions reflect the position of the States, or the annex with the delegation.
    """
    after = lines[lines.index(section[0]) :] if section else ()
    return not _FOLLOWS.search(" ".join(" ".join(line.text for line in after).split()))
