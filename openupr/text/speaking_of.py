"""What a text speaks of, as features to learn from: words, words in a row, words together, pieces of words."""

from collections.abc import Collection, Sequence

from openupr.text.words import cut, stem


def runs(words: Sequence[str], length: int) -> list[str]:
    """Each `length` words in a row, joined by spaces."""
    return [" ".join(words[at : at + length]) for at in range(len(words) - length + 1)]


def speaking_of(surfaces: Sequence[str], paired: Collection[str]) -> dict[str, list[str]]:
    """Features of a text by kind: "words", "pieces" and "pairs" of those stems that are in `paired`."""
    stems = [stem(surface) for surface in surfaces]
    joined = f" {' '.join(surfaces)} "
    telling = sorted(word for word in set(stems) if word in paired)
    return {
        "words": [*stems, *runs(stems, 2), *surfaces],
        "pieces": [joined[at : at + size] for size in (4, 5) for at in range(len(joined) - size + 1)],
        "pairs": [f"{one}&{other}" for at, one in enumerate(telling) for other in telling[at + 1 :]],
    }


def spelled(text: str, feature: str) -> str | None:
    """How a feature of one or more stems is written in a text; None where it does not stand there."""
    wanted = feature.split(" ")
    words = cut(text)
    stems = [stem(surface) for surface in words.surfaces]
    for at in range(len(stems) - len(wanted) + 1):
        if stems[at : at + len(wanted)] == wanted:
            return text[words.starts[at] : words.ends[at + len(wanted) - 1]]
    return None
