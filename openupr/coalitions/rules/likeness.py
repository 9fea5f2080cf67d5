"""Whether two drafts ask for the same."""

from openupr.text.words import cut, stem

ALIKE = 0.34
"""Share of their words in common (Jaccard, stems) from which two drafts are shown to each other's groups."""


def likeness(one: str, other: str) -> float:
    """From 0, no word in common, to 1, the same words."""
    first, second = stems(one), stems(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words of more than three letters: "the" and "of" make nothing alike."""
    return frozenset(stem(word) for word in cut(text).surfaces if len(word) > 3)
