"""Finding words of a testimony in another text: a copy would stay where it is when its author takes them back."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from openupr.text.khmer import LETTERS as KHMER

from .everyday import holds_a_sentence_together

Span = tuple[int, int]
# Words in a row, or letters of Khmer in a row, spelt small.
Run = tuple[str, ...]
# How many in a row are nobody's own by chance, and how many of them are to be more than what holds sentences together.
_WORDS, _TELLING = 6, 4
# Khmer has no spaces between words: letters are counted there.
_LETTERS = 30
# What files put into a word without showing it: a soft hyphen, characters without width. And a note's mark.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTERS_OF_A_WORD = f"[^\\W_{KHMER}]+"
_WORD = re.compile(f"\\[\\^[^]\\s]*]|{_LETTERS_OF_A_WORD}(?:[{_UNSEEN}]+{_LETTERS_OF_A_WORD})*")
_LETTER = re.compile(f"[{KHMER}]")
_NOTHING = dict.fromkeys(map(ord, _UNSEEN))
_KINDS = ((_WORD, _WORDS), (_LETTER, _LETTERS))


@dataclass(frozen=True, slots=True)
class Told:
    """A testimony, in wordings that are searched for, and which of its runs are no copies: those that stood elsewhere
    before (`stood`, as `mark_of` has them with its `key`), and those of wordings that may be quoted.
    """

    texts: tuple[str, ...]
    key: str = ""
    stood: Collection[str] = ()
    quotable: tuple[str, ...] = ()

    def runs(self) -> set[Run]:
        """The runs that are its own."""
        all_of_it = {run for text in self.texts for run in runs_of(text)}
        all_of_it -= {run for text in self.quotable for run in runs_of(text)}
        if not self.stood:
            return all_of_it
        return {run for run in all_of_it if mark_of(run, key=self.key) not in self.stood}


class Confided:
    """Words of testimonies, to be looked for in many texts."""

    def __init__(self, testimonies: Iterable[Told]) -> None:
        self._runs = {run for each in testimonies for run in each.runs()}
        self._known = {word for run in self._runs for word in run}

    def within(self, text: str) -> list[Span]:
        """Where a text repeats a run of one: see runs_of. In order; what overlaps is one."""
        joined: list[Span] = []
        for start, end in sorted(span for span, _run in self._repeated(text)):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def runs_within(self, text: str) -> set[Run]:
        """Which of the runs a text repeats."""
        return {run for _span, run in self._repeated(text)}

    def taken_out(self, text: str, *, mark: str) -> str:
        """The text with the mark in place of each of them."""
        return without(text, [_with_its_bracket(text, span) for span in self.within(text)], mark=mark)

    def _repeated(self, text: str) -> Iterator[tuple[Span, Run]]:
        if not self._runs:
            return
        for pattern, least in _KINDS:
            for words in self._stretches(pattern, text, least):
                spelt = tuple(map(_spelt, words))
                for start, end in _runs(pattern, spelt):
                    if spelt[start:end] in self._runs:
                        yield (words[start].start(), words[end - 1].end()), spelt[start:end]

    def _stretches(self, pattern: re.Pattern[str], text: str, least: int) -> Iterator[list[re.Match[str]]]:
        """Words in a row that all stand in some testimony: most texts have none, and need no further look."""
        stretch: list[re.Match[str]] = []
        for word in _words(pattern, text):
            if _spelt(word) in self._known:
                stretch.append(word)
                continue
            if len(stretch) >= least:
                yield stretch
            stretch = []
        if len(stretch) >= least:
            yield stretch


def runs_of(text: str) -> set[Run]:
    """The shortest runs of a text that are searched for: six words in a row, more where fewer than four of them say
    anything by themselves; thirty letters of Khmer. Of a shorter text none.

    Capitals, punctuation, spaces and what nobody sees make no difference. From each word one forwards and one
    backwards, so that whatever two texts share is found to its last word.
    """
    return {run for of_a_kind in _placed(text) for _span, run in of_a_kind}


def touching(text: str, stand: Callable[[set[Run]], Collection[Run]]) -> set[Run]:
    """The runs of a text that have a word in common with one that stands elsewhere: what is its own is the rest.

    `stand` says of runs which do. The seam of two that do, and a treaty's title with a word before it, are nobody's.
    """
    found: set[Run] = set()
    for placed in _placed(text):
        standing = stand({run for _span, run in placed})
        words = {at for (start, end), run in placed if run in standing for at in range(start, end)}
        found |= {run for (start, end), run in placed if not words.isdisjoint(range(start, end))}
    return found


def mark_of(run: Run, *, key: str) -> str:
    """By which a run is known again without its words; `key` is the testimony's own."""
    return blake2b(" ".join(run).encode(), digest_size=8, key=key.encode()[:64]).hexdigest()


def copied(text: str, testimony: str) -> list[Span]:
    """Where a text repeats words of one testimony: see Confided."""
    return Confided([Told((testimony,))]).within(text)


def is_long_enough(text: str) -> bool:
    """Whether a text is long enough to repeat anything that is somebody's own; most that is typed is not."""
    return any(_has(pattern, text, least) for pattern, least in _KINDS)


def may_be_from(texts: Iterable[str]) -> Callable[[str], bool]:
    """Of a testimony, whether it is worth looking for in these texts: in one of them enough words in a row stand in it
    somewhere. Cheap, and never wrongly false.
    """
    spelt = [(least, [_spelt(each) for each in _words(pattern, text)]) for text in texts for pattern, least in _KINDS]
    return lambda testimony: any(_in_a_row(words, _small(testimony), least) for least, words in spelt)


def without(text: str, spans: list[Span], *, mark: str) -> str:
    """The text with the mark in place of each span."""
    for start, end in reversed(spans):
        text = text[:start] + mark + text[end:]
    return text


def _placed(text: str) -> Iterator[list[tuple[Span, Run]]]:
    """Of words, then of letters of Khmer: all runs, and from which to which word."""
    for pattern, _least in _KINDS:
        spelt = tuple(map(_spelt, _words(pattern, text)))
        yield [((start, end), spelt[start:end]) for start, end in _runs(pattern, spelt)]


def _words(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return (each for each in pattern.finditer(text) if each.group()[0] != "[")


def _spelt(word: re.Match[str]) -> str:
    return _small(word.group())


def _small(text: str) -> str:
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKC", text.translate(_NOTHING)).casefold()


def _with_its_bracket(text: str, span: Span) -> Span:
    """With the other bracket of what was redacted, where one of the two is within it."""
    start, end = span
    open_ones = text.count("[", start, end) - text.count("]", start, end)
    if open_ones > 0 and text[end : end + 1] == "]":
        end += 1
    if open_ones < 0 and text[start - 1 : start] == "[":
        start -= 1
    return start, end


def _runs(pattern: re.Pattern[str], spelt: Sequence[str]) -> Iterator[Span]:
    if pattern is _LETTER:
        yield from ((at, at + _LETTERS) for at in range(len(spelt) - _LETTERS + 1))
        return
    # Of each place: how many words before it say something.
    telling = [0]
    for word in spelt:
        telling.append(telling[-1] + (not holds_a_sentence_together(word)))
    yield from _forwards(telling)
    number = len(spelt)
    backwards = [telling[-1] - each for each in reversed(telling)]
    yield from ((number - end, number - start) for start, end in _forwards(backwards))


def _forwards(telling: Sequence[int]) -> Iterator[Span]:
    end = _WORDS
    for start in range(len(telling) - _WORDS):
        end = max(end, start + _WORDS)
        while end < len(telling) and telling[end] - telling[start] < _TELLING:
            end += 1
        if end == len(telling):
            return
        yield start, end


def _in_a_row(words: Iterable[str], folded: str, least: int) -> bool:
    number = 0
    for word in words:
        number = number + 1 if word in folded else 0
        if number >= least:
            return True
    return False


def _has(pattern: re.Pattern[str], text: str, least: int) -> bool:
    return any(number >= least for number, _each in enumerate(_words(pattern, text), start=1))
