"""Whether figures beside those that were told before, of the same workshop or of another, tell of a
few people.

- Compared with every publication before it, never with the last alone: a question that was left out in between, or
  figures that were withdrawn, were read all the same.
- Compared is every number, what it leaves of the whole, and every sum of groups of one question together with those
  who never came; of days also how many came on both of two.
- Compared is what was typed, also where it may not be told: from six to three is a step of three.
- Where a publication told nothing of a question, a reader takes it for a group of four at most, or for all but four at
  most: told after that is only what differs from every such number by five, or what had been told before.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from .publishing import LEAST, REST, Publication

# A name of some people that is the same in every way of telling a question, and how many they are.
Sum = tuple[tuple[object, ...], int]
_NEVER = "never came"


def differ_by_few(before: Publication, after: Publication, *, least: int = LEAST) -> bool:
    """Whether some of the same people are one number here and another there, fewer than `least`
    apart.
    """
    earlier, later = dict(_sums(before)), dict(_sums(after))
    return any(0 < abs(earlier[key] - later[key]) < least for key in earlier.keys() & later.keys())


def tells_of_few(
    before: Iterable[Publication], *, typed: Publication, publication: Publication, least: int = LEAST
) -> bool:
    """Whether a reader of all of `before` could learn something about fewer than `least` people.

    `typed` is all that was typed in; `publication` is the part of it that may be published by
    itself.
    """
    earlier = list(before)
    return any(differ_by_few(other, typed, least=least) for other in earlier) or any(
        _was_too_few_for(cells, earlier, question, least=least) for question, cells in _cells_of(publication).items()
    )


def _was_too_few_for(
    cells: Mapping[str, int], earlier: list[Publication], question: tuple[str, ...], *, least: int
) -> bool:
    """Whether a question that has these cells now was once left out for too few, and the step from
    there may be one of a few.
    """
    before = [_cells_of(other).get(question) for other in earlier]
    return None in before and cells not in before and min(cells.values()) < 2 * least - 1


def _sums(of: Publication) -> Iterator[Sum]:
    if of.total is None:
        return
    never = {} if of.registered is None else {_NEVER: of.registered - of.total}
    for question, cells in _cells_of(of).items():
        named = frozenset(cells) - {REST}
        parts = {**cells, **never} if question != (_NEVER,) else cells
        for size in range(1, len(parts) + 1):
            for chosen in combinations(parts, size):
                yield (question, *_name_of(frozenset(chosen), named)), sum(parts[answer] for answer in chosen)
    yield ("total",), of.total
    if of.registered is not None:
        yield ("registered",), of.registered


def _name_of(chosen: frozenset[str], named: frozenset[str]) -> tuple[object, ...]:
    """The rest is other people where more groups are told, so it goes by the groups that it leaves
    out.
    """
    never = _NEVER in chosen
    return (never, "all but", named - chosen) if REST in chosen else (never, "of", chosen - {_NEVER})


def _cells_of(of: Publication) -> dict[tuple[str, ...], Mapping[str, int]]:
    """What is published, by question: groups of answers, each day, each two days together, who
    never came.
    """
    if of.total is None:
        return {}
    cells: dict[tuple[str, ...], Mapping[str, int]] = {}
    if of.registered is not None:
        cells[(_NEVER,)] = {_NEVER: of.registered - of.total}
    for day, came in of.days.items():
        cells["day", day] = {"came": came, REST: of.total - came}
    for one, other in combinations(sorted(of.days), 2):
        # Nobody is counted who came on no day; with more than two days this many came on both at
        # least.
        cells["days", one, other] = {"both": of.days[one] + of.days[other] - of.total}
    return cells | {("answer", question): groups for question, groups in of.answers.items()}
