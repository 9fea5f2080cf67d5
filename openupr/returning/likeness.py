"""How alike two texts are, by their words."""

import re
from collections import Counter

ALIKE = 0.6
"""From this share of words in common on two texts are taken for one that was changed."""
PERHAPS = 0.35
"""From this share on a person is asked."""
_HOLDS = 0.7
_WORD = re.compile(r"\w+")
# Scripts without blanks between words: there, three letters at a time.
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")

Words = Counter[str]


def words(text: str) -> Words:
    """The words of a text and how often each stands there; signs where there are no words."""
    counter: Words = Counter()
    for word in _WORD.findall(text.casefold()):
        if _WITHOUT_BLANKS.search(word):
            counter.update(word[at : at + 3] for at in range(max(1, len(word) - 2)))
        else:
            counter[word] += 1
    return counter or Counter(text.split())


def likeness(one: Words, other: Words) -> float:
    """Words in common over all words, 0 to 1: what difflib calls the quick ratio, on words."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def holds(whole: Words, part: Words) -> bool:
    """Whether nearly all words of one text stand in another: it is a part of it."""
    return is_kept((whole & part).total(), part)


def is_kept(shared: int, part: Words) -> bool:
    """The same where it is known how many words they share."""
    return part.total() > 0 and shared >= _HOLDS * part.total()
