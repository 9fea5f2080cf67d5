"""Which of several drafts a returned file seems to be of, by the lines that stand in it as they
were sent.
"""

from collections.abc import Iterable, Mapping, Sequence

from openupr.documents.light_markup import Cite, plain_words
from openupr.returning.units import Unit


def lines_sent(texts: Iterable[str], cite: Cite) -> frozenset[str]:
    """What a draft's paragraphs read as in the file that goes out: one line for each, and for each
    item of a list.
    """
    lines = (line for text in texts for line in plain_words(text, cite=cite).splitlines())
    return frozenset(joined for line in lines if (joined := " ".join(line.split())))


def nearest_draft(units: Sequence[Unit], drafts: Mapping[int, frozenset[str]], own: int) -> int:
    """The draft that has most of its lines in common with a file whose tracked changes are undone;
    `own` unless another one has more.
    """
    read = frozenset(unit.before for unit in units if unit.before and unit.kind != "heading")

    def share(number: int) -> float:
        total = len(read) + len(drafts[number])
        return len(read & drafts[number]) / total if total else 0.0

    return max(drafts, key=lambda number: (share(number), number == own, number))
