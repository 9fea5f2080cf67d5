"""The corpus: the real rows, and the same multiplied with varied words, from a fixed seed.

A made row takes its State, recommending State, response, session and everything else that is counted from one real
row, so that all depend on one another as they do in the record. Its text is put together from clauses of real texts
on one of its issues, as many as a real text has; of its words three in a hundred give way to made-up ones, the n-th
of them as frequent as 1/n, so that the vocabulary grows with the corpus as that of real texts does.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

SEED = 20261124
RARE_WORDS = 50_000
RARE_SHARE = 0.03

_CLAUSE = re.compile(r"(?<=[,;:])\s+|\s+(?=(?:and|in|including|with)\s)")
_ONSETS = ["b", "br", "d", "dr", "f", "g", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "z"]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ou"]


def multiplied(records: list[dict[str, Any]], size: int) -> Iterator[dict[str, Any]]:
    """The real records (as `services.build_index.records` gives them), then made ones, until there are `size`."""
    yield from records[:size]
    rng = random.Random(SEED)
    clauses = _clauses_by_issue(records)
    rare = _RareWords(rng)
    for number in range(len(records), size):
        model = rng.choice(records)
        pool = clauses[rng.choice(model["issues"]) if model["issues"] else ""]
        how_many = len(_CLAUSE.split(rng.choice(records)["text"]))
        text = " ".join(rare.scattered(" ".join(rng.choices(pool, k=how_many)).split(" ")))
        yield {**model, "pk": number + 10_000_000, "ask__key": f"{model['ask__key']}-{number}", "text": text}


def _clauses_by_issue(records: list[dict[str, Any]]) -> Mapping[str, list[str]]:
    clauses: dict[str, list[str]] = defaultdict(list)
    for record in records:
        pieces = _CLAUSE.split(record["text"].strip())
        for issue in record["issues"] or [""]:
            clauses[issue] += pieces
    return clauses


class _RareWords:
    """Made-up words of two to four syllables, drawn by Zipf's law."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        made: dict[str, None] = {}
        while len(made) < RARE_WORDS:
            made["".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 4)))] = None
        self._words = list(made)
        self._weights = list(accumulate(1 / rank for rank in range(1, RARE_WORDS + 1)))

    def scattered(self, words: list[str]) -> list[str]:
        """The words with some replaced."""
        places = [at for at in range(len(words)) if self._rng.random() < RARE_SHARE]
        if places:
            drawn = self._rng.choices(self._words, cum_weights=self._weights, k=len(places))
            for at, word in zip(places, drawn, strict=True):
                words[at] = word
        return words
