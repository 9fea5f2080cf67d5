"""What an addendum says of all the recommendations that it does not name: "All others are
noted".
"""

import re
from collections.abc import Iterable, Sequence

from .phrases import position_in, positions_in
from .references import References
from .values import AllOthers, Position, Problem

_NAMED = r"(?:\d{1,3}\s+)?(?:(?!supported|accepted|noted|rejected)\w+\s+)?recommendations?"
_OTHER = r"(?:other|remaining|outstanding)"
_THEM = (
    rf"(?:(?:all\s+)?(?:of\s+)?(?:the|its|any|every)\s+{_OTHER}\s+{_NAMED}|all\s+{_OTHER}\s+(?:{_NAMED}|ones)|"
    r"(?:all|the)\s+others\b|the\s+(?:rest|remainder)\b(?:\s+of\s+(?:the|its|these)\s+recommendations)?|"
    r"(?:all\s+)?(?:the\s+)?recommendations\s+(?:(?:that|which)\s+are\s+)?not\s+"
    r"(?:listed|mentioned|named|included|specified|enumerated)\b(?:\s+(?:above|below|here|herein))?|"
    r"all\s+(?:of\s+)?(?:the\s+|its\s+)?(?:\d{1,3}\s+)?recommendations)"
)
_TELLS = (
    r"(?:(?:are|were|is|was|has|have|enjoys?|receives?|meets?)\b|cannot\b|"
    r"(?:do|does|did|can|could)\s*(?:not|n[o’']t)\b)"
)
_BUT = r"(?:except(?:ing)?|with\s+the\s+exceptions?\s+of|other\s+than|apart\s+from|excluding|save)\b"
_VERB = (
    r"(?:(?:accept|support|note|reject|endorse|decline)(?:s|d|ed|ing)?|(?:take|takes|took|taken|taking)\s+note\s+of)"
)
_SENTENCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "All others are noted."
        rf"\b(?P<them>{_THEM})(?P<behind>[^,;:.]*?)(?:,?\s*{_BUT}[^;:]*?,)?\s+(?:(?:therefore|thus|also|hereby)\s+)?{_TELLS}",
        # "Cambodia takes note of all others."
        rf"\b{_VERB}\s+(?:(?:partially|partly|in\s+part|to)\s+)?(?P<them>{_THEM})(?P<behind>[^,;:.]*)",
        # "As for the remaining recommendations, Cambodia takes note of them."
        rf"^\W*(?:\d{{1,3}}\.\s+)?(?:as\s+(?:for|to|regards)|with\s+regards?\s+to|regarding|concerning)\s+"
        rf"(?P<them>{_THEM})(?P<behind>[^,;:.]*),[^,;:.]*\b(?:them|these|those)\b",
    )
)
# What may stand behind it and leaves it as wide as it is.
_WIDE = re.compile(
    r"(?:\s*\b(?:that|which|it|its|the|this|of|in|from|during|to|are|were|have|has|been|made|received|put|forward|"
    r"formulated|listed|contained|addressed|pending|mentioned|above|below|here|not|report|review|working|group|"
    r"dialogue|interactive|universal|periodic|upr|paragraph\s+\d{1,3}|draft|state|under|document|addendum|cycle|"
    r"first|second|third|fourth|at|present|however|as|well)\b)*\s*$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(rf"\b{_BUT}", re.IGNORECASE)
_OF_THEM = re.compile(r"[\s,;]*(?:all\s+of\s+)?(?:which|that|these|those|they|this)\b", re.IGNORECASE)
_TURN = re.compile(r";|,?\s*\b(?:and|while|whereas|but)\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\bparagraph\s+(\d{1,3})\b", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,3}")
_SHOWN = 160


def all_others(sentence: str, runs: Sequence[References], page: int | None) -> AllOthers | Problem | None:
    """What a sentence says of all that is not named; a problem where it may mean fewer, or tells
    two positions.

    `runs` are the numbers in the sentence.
    """
    sentence_match = next((match for pattern in _SENTENCES if (match := pattern.search(sentence))), None)
    if sentence_match is None or sentence.rstrip().endswith(":"):
        return None
    them, behind = sentence_match["them"], _EXCEPT.split(sentence_match["behind"])[0]
    if _are_listed(sentence, runs, sentence_match.start("them")):
        return None
    positions = positions_in(_part_with(sentence, sentence_match.start("them"), sentence_match.end(), runs), "answers")
    says_other = re.search(r"\b(?:other|remaining|outstanding|not)\b.*\brecommendations?\b", them, re.IGNORECASE)
    is_wide = bool(_WIDE.match(behind))
    if not positions or not (says_other or is_wide):
        return None
    if len(positions) > 1 or not is_wide:
        message = f"Which recommendations are meant here, and which is their position? “{sentence[:_SHOWN]}”"
        return Problem(page, "all others", message)
    paragraph, count = _PARAGRAPH.search(behind), _COUNT.search(them)
    return AllOthers(
        position=positions[0],
        sentence=sentence.strip()[:_SHOWN],
        page=page,
        paragraph=int(paragraph[1]) if paragraph else None,
        count=int(count[0]) if count else None,
    )


def is_excepted(sentence: str, run: References) -> bool:
    """Whether numbers stand behind "except": what the sentence tells before is not theirs."""
    last = max((except_match.end() for except_match in _EXCEPT.finditer(sentence, 0, run.start)), default=-1)
    return last >= 0 and not position_in(sentence[last : run.start], "answers")


def position_of_excepted(sentence: str, run: References) -> Position:
    """What is told of numbers behind "except" themselves: "except 119.3, which is noted"."""
    behind = sentence[run.end :]
    return position_in(behind, "answers") if _OF_THEM.match(behind) else ""


def the_one(statements: Iterable[AllOthers]) -> tuple[AllOthers | None, list[Problem]]:
    """The one thing that an addendum says of all others; a problem where it says two."""
    several = list(statements)
    if len({(statement.position, statement.paragraph) for statement in several}) > 1:
        quotes = " ".join(f"“{statement.sentence}”" for statement in several[:2])
        message = f"The addendum says two things of all other recommendations: {quotes}"
        return None, [Problem(several[1].page, "all others", message)]
    return (several[0] if several else None), []


def _are_listed(sentence: str, runs: Sequence[References], start: int) -> bool:
    """Whether their numbers stand behind: "the remaining recommendations, 119.3 and 119.4, are
    noted".
    """
    behind = (run for run in runs if run.start > start and not is_excepted(sentence, run))
    return any(not _TURN.search(sentence, start, run.start) for run in behind)


def _part_with(sentence: str, start: int, end: int, runs: Sequence[References]) -> str:
    """The part of a sentence that speaks of them: "it accepts 119.1 | and takes note of all
    others".
    """
    first = max([0, *(run.end for run in runs if run.end <= start)])
    first = max([first, *(turn_match.end() for turn_match in _TURN.finditer(sentence, first, start))])
    turn = _TURN.search(sentence, end)
    last = min([len(sentence), *(run.start for run in runs if run.start > end), *([turn.start()] if turn else [])])
    return sentence[first:last]
