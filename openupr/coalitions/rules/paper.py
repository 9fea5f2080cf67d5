"""What stands on a paper sheet, read as it is written there."""

import re
from collections.abc import Iterator

# "1.", "2)", "(3)", "a.", "-", "•": how people begin the next recommendation; Khmer digits too.
_MARK = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[០-៩]{1,2}|[a-hA-H])[.):៖]\s*|[-–—•*·]\s+)")


def recommendations_in(text: str) -> list[str]:
    """The recommendations in an answer to question 4, each once, in their order.

    Where lines are numbered or begin with a stroke, a recommendation lasts to the next such line; else paragraphs are
    told apart by blank lines, and where there are none each line is one.
    """
    lines = text.splitlines()
    if any(_MARK.match(line) for line in lines):
        pieces = _marked(lines)
    elif any(not line.strip() for line in lines[1:-1]):
        pieces = iter(re.split(r"\n\s*\n", text))
    else:
        pieces = iter(lines)
    said = (" ".join(piece.split()) for piece in pieces)
    return list(dict.fromkeys(piece for piece in said if piece))


def _marked(lines: list[str]) -> Iterator[str]:
    current: list[str] = []
    for line in lines:
        if mark := _MARK.match(line):
            yield " ".join(current)
            current = [line[mark.end() :]]
        else:
            current.append(line)
    yield " ".join(current)


def same(text: str) -> str:
    """What two spellings of one recommendation have in common."""
    return " ".join(re.findall(r"\w+", text.casefold()))
