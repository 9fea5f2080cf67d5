"""Why a search found nothing, where the reason is a word that stands in no row, and which word may
have been meant.
"""

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches

from openupr.index.generation import Generation
from openupr.index.hints import Hint
from openupr.index.tree import Node, Phrase, Prefix, SearchWord, wanted_terms
from openupr.text.words import stem

MOST = 3
"""Words that are told: looking for a likely one goes through thousands."""
LIKENESS = 0.8
"""Share of letters in common (difflib's ratio) from which a word may have been meant."""


def absent_words(index: Generation, tree: Node) -> tuple[Hint, ...]:
    """A hint for each of the first words that no row holds."""
    hints = []
    for word in dict.fromkeys(_absent(index, tree)):
        hint = _why(index, word)
        if hint not in hints:
            hints.append(hint)
        if len(hints) == MOST:
            break
    return tuple(hints)


def _why(index: Generation, word: str) -> Hint:
    if script := _absent_script(index, word):
        return Hint("script-absent", {"script": script})
    likely = _likely(index, word)
    return Hint("word-misspelt", {"word": word, "likely": likely}) if likely else Hint("word-absent", {"word": word})


def _absent_script(index: Generation, word: str) -> str:
    """The script of a word's first letter, where no word of the record begins with a letter of it;
    else "".
    """
    script = _script(word[0])
    if not word[0].isalpha() or script == "Latin":
        return ""
    # Letters of one script stand together in Unicode, so the record's words around this one tell.
    first, last = index.surfaces.under(word[0])
    beside = {first - 1, first, last} & set(range(len(index.surfaces)))
    return script if all(_script(index.surfaces[number][0]) != script for number in beside) else ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "unknown").split()[0].capitalize()


def _absent(index: Generation, tree: Node) -> Iterator[str]:
    for term in wanted_terms(tree):
        match term:
            case SearchWord(surface) if index.stems.find(stem(surface)) is None:
                yield surface
            case Phrase(surfaces):
                yield from (surface for surface in surfaces if index.surfaces.find(surface) is None)
            case Prefix(surface):
                first, last = index.surfaces.under(surface)
                if first == last:
                    yield f"{surface}*"


def _likely(index: Generation, word: str) -> str:
    """The word of the record with two neighbouring letters the other way round, else the most
    similar one that begins with the same letter; "" for none.
    """
    if word.endswith("*") or len(word) < 4:
        return ""
    swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    if turned := next((other for other in swapped if index.surfaces.find(other) is not None), ""):
        return turned
    first, last = index.surfaces.under(word[0])
    known = (index.surfaces[number] for number in range(first, last))
    near = get_close_matches(word, [other for other in known if abs(len(other) - len(word)) <= 2], 1, LIKENESS)
    return near[0] if near else ""
