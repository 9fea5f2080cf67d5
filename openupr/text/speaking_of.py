"""What a text speaks of, as features to learn from: words, words in a row, words together, pieces
of words.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache

from openupr.text.words import Cut, stem


def runs(words: Sequence[str], length: int) -> list[str]:
    """Each `length` words in a row, joined by spaces."""
    return [" ".join(words[at : at + length]) for at in range(len(words) - length + 1)]


def speaking_of(surfaces: Sequence[str], paired: Collection[str]) -> dict[str, list[str]]:
    """Features of a text by kind: "words", "pieces" and "pairs" of those stems that are in
    `paired`.
    """
    stems = [stem(surface) for surface in surfaces]
    telling = sorted(word for word in set(stems) if word in paired)
    return {
        "words": [*stems, *runs(stems, 2), *surfaces],
        "pieces": [piece for surface in set(surfaces) for piece in pieces(surface)],
        "pairs": [f"{one}&{other}" for at, one in enumerate(telling) for other in telling[at + 1 :]],
    }


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """Four to six letters in a row of a word, "<" and ">" its ends; a short word is one piece."""
    whole = f"<{word}>"
    return tuple(whole[at : at + size] for size in (4, 5, 6) for at in range(max(1, len(whole) - size + 1)))


def spelled(text: str, words: Cut, stems: Sequence[str], feature: str) -> str | None:
    """How a feature of one or more stems is written in a text; None where it does not stand
    there.
    """
    wanted = feature.split(" ")
    for at in range(len(stems) - len(wanted) + 1):
        if stems[at : at + len(wanted)] == wanted:
            return text[words.starts[at] : words.ends[at + len(wanted) - 1]]
    return None
