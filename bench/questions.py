"""The two sets of questions, drawn at random by one rule.

A question is drawn from a random row of the corpus, so that it asks what the record speaks of: by turns one word, two
words, a phrase of two or three words, or the beginning of a word (its first four to six letters); words of fewer than
four letters are never asked for alone. It gets no, one or two filters, each a random dimension with a value of the same
row. It belongs to the selective set when it finds 10 to 99 rows of the corpus, to the broad one when it finds 1,000 to
9,999; anything else is thrown away, until each set holds as many of each kind.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openupr.index.rows import IndexRow
from openupr.recommendations.question import Question
from openupr.text.words import cut

SEED = 5
KINDS = ("word", "two words", "phrase", "prefix")
BOUNDS = {"selective": (10, 99), "broad": (1_000, 9_999)}
FILTERED_BY = ("state", "from", "response", "issue", "action", "session", "cycle", "region", "from-organisation")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question of one of the sets, and its kind."""

    kind: str
    question: Question


def draw(rows: Sequence[IndexRow], size: int, total: Callable[[Question], int]) -> dict[str, list[Drawn]]:
    """`size` questions for each set; `total` says how many rows a question finds."""
    rng = random.Random(SEED)
    drawn: dict[str, list[Drawn]] = {name: [] for name in BOUNDS}
    waiting = {name: [KINDS[n % len(KINDS)] for n in range(size)] for name in BOUNDS}
    while any(waiting.values()):
        kind = rng.choice(KINDS)
        wanting = [name for name, kinds in waiting.items() if kind in kinds]
        row = rng.choice(rows)
        words = _words(rng, kind, row.text)
        if not wanting or not words:
            continue
        question = Question(words, {name: (value,) for name, value in _filters(rng, row)})
        found = total(question)
        for name in wanting:
            least, most = BOUNDS[name]
            if least <= found <= most:
                waiting[name].remove(kind)
                drawn[name].append(Drawn(kind, question))
    return drawn


def _words(rng: random.Random, kind: str, text: str) -> str:
    surfaces = cut(text).surfaces
    long = [surface for surface in surfaces if len(surface) >= 4 and surface.isalpha() and surface.isascii()]
    if len(long) < 3:
        return ""
    match kind:
        case "word":
            return rng.choice(long)
        case "two words":
            return " ".join(rng.sample(long, 2))
        case "prefix":
            word = rng.choice(long)
            return f"{word[: rng.randint(4, 6)]}*"
        case _:
            length = rng.randint(2, 3)
            at = rng.randrange(len(surfaces) - length + 1)
            phrase = surfaces[at : at + length]
            return f'"{" ".join(phrase)}"' if set(phrase) & set(long) else ""


def _filters(rng: random.Random, row: IndexRow) -> list[tuple[str, str | int]]:
    chosen = []
    for name in rng.sample(FILTERED_BY, rng.randint(0, 2)):
        value = row.values[name]
        values = list(value) if isinstance(value, tuple | list) else [value]
        if values and values[0] not in ("", None):
            chosen.append((name, rng.choice(values)))
    return chosen
