"""Finding a thing by any of its names, and saying what was meant when no name fits."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Generic, TypeVar

Entry = TypeVar("Entry")

# A list that can be told whole to whoever named nothing near any of it.
SHORT = 12
# The likeness of what may have been meant.
_NEAR = 0.4
# How like the nearest another must be to be named beside it, where strange neighbours are left out:
# "Columbia" is Colombia, not also Zambia; "Congo (DRC)" may be either Congo.
_BESIDE_THE_NEAREST = 0.8
# Longer than any name in the vocabulary: beyond it a value is not a misspelt name, and is not
# compared.
LONGEST_NAME = 200
_DROPPED = dict.fromkeys(map(ord, "'’‘ʼ`´′＇\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d"})
_SIGNS = re.compile(r"[\W_]+")
_INITIALS = re.compile(r"(?<=\b\w) (?=\w\b)")


class UnknownName(LookupError):
    """A value that no entry of a vocabulary is called by.

    `kind` is the vocabulary in a user's words ("State"), `value` what was given, `suggestions` the
    labels of at most three entries, the nearest first; where none is near, all of a short list.
    """

    def __init__(self, kind: str, value: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(kind, value, suggestions)
        self.kind = kind
        self.value = value
        self.suggestions = suggestions

    def __str__(self) -> str:
        # A line of a report stays one line.
        value = " ".join(self.value[:200].split())
        short = value if len(value) <= 60 else value[:57] + "..."
        nearest = f" Nearest: {', '.join(self.suggestions)}." if self.suggestions else ""
        return f'No {self.kind} is called "{short}".{nearest}'


def fold_name(text: str) -> str:
    """The text as names are compared: no case, accents, apostrophes, invisible characters or HTML
    entities; "&" is "and", every other sign a space, and initials stand together ("U.S.A." is
    "usa").
    """
    plain = html.unescape(html.unescape(text)).replace("&", " and ").translate(_DROPPED)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    words = _SIGNS.sub(" ", bare.translate(_LETTERS)).strip()
    return _INITIALS.sub("", words)


class Names(Generic[Entry]):
    """All names of the entries of one vocabulary.

    A name that two entries share is a fault: ValueError.

    With `plausible`, the likeness (0 to 1) that a suggestion must have, nothing is suggested below
    it, nor what is far less like than the nearest: of States, a strange neighbour is worse than
    none. Names of up to `codes` letters are then like texts of that length only.
    """

    def __init__(
        self,
        kind: str,
        entries: Iterable[tuple[Entry, Iterable[str]]],
        *,
        label: Callable[[Entry], str],
        key: Callable[[str], str] = fold_name,
        plausible: float = 0.0,
        codes: int = 0,
    ) -> None:
        self.kind = kind
        self._plausible = plausible
        self._codes = codes
        self._label = label
        self._key = key
        self._entries: dict[str, Entry] = {}
        self._spelt: dict[str, tuple[Entry, frozenset[str]]] = {}
        # A file repeats its values by the thousand, the wrong ones too.
        self._found: Callable[[str], Entry | None] = lru_cache(maxsize=4096)(self._look_up)
        self._near: Callable[[str], tuple[str, ...]] = lru_cache(maxsize=1024)(self._rank)
        for entry, names in entries:
            for name in names:
                self._add(entry, name)

    def _add(self, entry: Entry, name: str) -> None:
        holder = self._entries.setdefault(self._key(name), entry)
        if holder != entry:
            raise ValueError(f'Two {self.kind} entries are called "{name}": {holder!r} and {entry!r}')
        folded = fold_name(name)
        self._spelt[folded] = entry, _pairs(folded)

    def find(self, text: str) -> Entry:
        """The entry called by this text; UnknownName, with the nearest labels, when there is
        none.
        """
        entry = self._found(text) if len(text) <= LONGEST_NAME else None
        if entry is None:
            raise UnknownName(self.kind, text, self.nearest(text))
        return entry

    def nearest(self, text: str) -> tuple[str, ...]:
        """The labels of the three entries whose names share most pairs of letters with it, nearest
        first.
        """
        return self._near(text) if len(text) <= LONGEST_NAME else ()

    def _look_up(self, text: str) -> Entry | None:
        return self._entries.get(self._key(text))

    def _rank(self, text: str) -> tuple[str, ...]:
        folded = fold_name(text)
        wanted = _pairs(folded)
        best: dict[str, float] = {}
        for name, (entry, pairs) in self._spelt.items():
            label = self._label(entry)
            like = _likeness(wanted, pairs) if len(folded) <= self._codes or len(name) > self._codes else 0.0
            best[label] = max(best.get(label, 0.0), like)
        least = max(self._plausible, _BESIDE_THE_NEAREST * max(best.values(), default=0.0)) if self._plausible else 0.0
        near = sorted((-like, label) for label, like in best.items() if like > 0 and like >= least)
        if (not near or near[0][0] > -_NEAR) and len(best) <= SHORT:
            return tuple(sorted(best, key=lambda label: -best[label]))
        # Where nothing is really near, whoever wrote it still sees what kind of name is meant.
        return tuple(label for like, label in near[:3] if like <= -_NEAR or near[0][0] > -_NEAR)


def _pairs(folded: str) -> frozenset[str]:
    edged = f" {folded} "
    return frozenset(edged[start : start + 2] for start in range(len(edged) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient: 1.0 for the same pairs of letters, 0.0 for none in common."""
    return 2 * len(one & other) / (len(one) + len(other))
