"""Treaties that go by a number: "ILO Conventions 169 and 189", "the 1954 and 1961 Conventions"."""

from collections.abc import Iterator

from openupr.text.smart.draft import Draft
from openupr.text.smart.phrases import FoundPhrase, treaties
from openupr.text.smart.tables import table_words, traits

_LAST_OF_THE_ILO = 250  # more than it will have for long: 191 in 2023
_NEAR = 6  # words between a year and "Conventions"
_DESCRIBED = 25  # words between two numbers, where each convention is described


def named_or_numbered(draft: Draft) -> list[FoundPhrase]:
    """Every treaty in order, by name or by number."""
    named = list(treaties().found_in(draft))
    taken = {at for treaty in named for at in range(treaty.first, treaty.last + 1)}
    numbered = (treaty for treaty in (*_of_the_ilo(draft), *_by_year(draft)) if treaty.first not in taken)
    return sorted((*named, *numbered), key=lambda treaty: treaty.first)


def both_of_the_ilo(draft: Draft, one: FoundPhrase, other: FoundPhrase) -> bool:
    """ "ILO Convention 138 on minimum age and 182 on the worst forms": nothing else is asked
    between.
    """
    between = draft.surfaces[one.last + 1 : other.first]
    if not (one.name.startswith("ILO ") and other.name.startswith("ILO ")) or len(between) > _DESCRIBED:
        return False
    return not any(word in table_words("others_say") or "step" in traits(word) for word in between)


def _of_the_ilo(draft: Draft) -> Iterator[FoundPhrase]:
    if "ilo" not in draft.surfaces:
        return
    after_one = False  # "29, 87 & 98"
    for at in range(draft.surfaces.index("ilo") + 1, len(draft)):
        word = draft.surfaces[at].removeprefix("c")
        is_number = after_one or word != draft.surfaces[at] or draft.surfaces[at - 1] in table_words("before_a_number")
        number = int(word) if word.isascii() and word.isdecimal() and len(word) <= 3 else 0
        after_one = is_number and 0 < number <= _LAST_OF_THE_ILO
        if after_one:
            yield FoundPhrase(f"ILO {number}", at, at)


def _by_year(draft: Draft) -> Iterator[FoundPhrase]:
    for at in range(len(draft) - 2):
        years = (draft.surfaces[at], draft.surfaces[at + 2])
        near = draft.surfaces[max(0, at - _NEAR) : at + 3 + _NEAR]
        if draft.surfaces[at + 1] == "and" and all(map(_year, years)) and "conventions" in near:
            yield FoundPhrase(f"{years[0]} Convention", at, at)
            yield FoundPhrase(f"{years[1]} Convention", at + 2, at + 2)


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word.startswith(("19", "20"))
