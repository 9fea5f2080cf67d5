"""What a table that came back says to each row that went out, for any table with a code in each
row.

A row's code names it, and keeps what the file said of it when it went out (`row_mark`): so one sees
who changed something since, those who had the file or those who stayed. Codes and words can differ:
then a person is asked.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openupr.returning.likeness import ALIKE, PERHAPS, Words, likeness, words

Cells = tuple[str, ...]
_REWRITTEN = 0.25
"""A code is believed from this likeness on; below, a person is asked."""
_MARGIN = 0.05
"""Two rows that are nearer to each other than this are put before a person."""
_MOST_CANDIDATES = 3
_LENGTH = 6
"""Letters of a fingerprint: one change in 16 million goes unseen."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as it is kept here now: its text, by which it is recognised, and the cells that may
    change.
    """

    key: str
    text: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class RowBack:
    """A row of the file.

    `place`: its number as a person counts; `key` and `mark`: its code, "" where it has none.
    """

    place: int
    text: str
    cells: Cells
    key: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class RowDiffers:
    """A row of which the file says something else.

    `theirs`: each thing that it says; several, where it says it twice.

    `both`: it changed here too since the file went out, or nobody can tell.
    """

    key: str
    theirs: tuple[Cells, ...]
    both: bool


@dataclass(frozen=True, slots=True)
class RowUnsure:
    """A row of the file that only a person can place: the keys it may be, the likeliest first."""

    back: RowBack
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowsCompared:
    """`same` counts rows in which there is nothing to do.

    Of `emptied` rows the file says nothing any more, and `missing` ones it does not have: what is
    kept of both here stays.
    """

    same: int
    differ: tuple[RowDiffers, ...]
    emptied: tuple[str, ...]
    unsure: tuple[RowUnsure, ...]
    new: tuple[RowBack, ...]
    missing: tuple[str, ...]

    @property
    def recognised(self) -> int:
        """How many rows that went out are in the file."""
        return self.same + len(self.differ) + len(self.emptied)


def row_mark(cells: Cells) -> str:
    """What cells say, in a few letters; blanks and line ends do not count, which programs change by
    themselves.
    """
    return hashlib.sha256("\x1f".join(map(_plain, cells)).encode()).hexdigest()[:_LENGTH]


def compare_rows(sent: Sequence[SentRow], back: Sequence[RowBack]) -> RowsCompared:
    """Match the rows of a file to those that went out, and say what became of each."""
    known = {row.key: row for row in sent}
    placed, unsure, new = _placed(known, back)
    differ = [difference for key, rows in placed.items() if (difference := _differs(known[key], rows))]
    emptied = [key for key, rows in placed.items() if any(known[key].cells) and not any(map(_says, rows))]
    unsure_keys = {key for question in unsure for key in question.candidates}
    return RowsCompared(
        same=len(placed) - len(differ) - len(emptied),
        differ=tuple(differ),
        emptied=tuple(emptied),
        unsure=tuple(unsure),
        new=tuple(new),
        missing=tuple(key for key in known if key not in placed and key not in unsure_keys),
    )


def _differs(ours: SentRow, rows: Sequence[RowBack]) -> RowDiffers | None:
    here = row_mark(ours.cells)
    theirs: dict[str, Cells] = {}
    for row in rows:
        mark = row_mark(row.cells)
        # What stands in the file as it went out was not changed there: what is kept here is as new
        # or newer.
        if mark not in (here, row.mark) and _says(row):
            theirs.setdefault(mark, row.cells)
    if not theirs:
        return None
    # Nothing is lost where nothing is here yet.
    only_there = not any(ours.cells) or all(row.mark == here for row in rows)
    return RowDiffers(ours.key, tuple(theirs.values()), both=not only_there or len(theirs) > 1)


def _placed(
    known: Mapping[str, SentRow], back: Sequence[RowBack]
) -> tuple[dict[str, list[RowBack]], list[RowUnsure], list[RowBack]]:
    """The rows of each key, those that a person has to place, and those that are none of these."""
    placed: dict[str, list[RowBack]] = defaultdict(list)
    left: list[RowBack] = []
    own = {key: words(row.text) for key, row in known.items()}
    exactly: dict[str, set[str]] = defaultdict(set)
    for key, sent in known.items():
        exactly[_plain(sent.text).casefold()].add(key)
    for row in back:
        coded, same = own.get(row.key), exactly.get(_plain(row.text).casefold())
        # The very words of another row weigh more than a code: somebody may have sorted one column
        # alone.
        elsewhere = same is not None and row.key not in same
        if coded is not None and not elsewhere and (not row.text or likeness(coded, words(row.text)) >= _REWRITTEN):
            placed[row.key].append(row)
        else:
            left.append(row)
    unsure, new = [], []
    for row in left:
        candidates = _nearest({key: own[key] for key in own if key not in placed}, row)
        if isinstance(candidates, str):
            placed[candidates].append(row)
        elif candidates:
            unsure.append(RowUnsure(row, candidates))
        else:
            new.append(row)
    return dict(placed), unsure, new


def _nearest(free: Mapping[str, Words], row: RowBack) -> str | tuple[str, ...]:
    """The key of the row that it certainly is; else those that it may be, which may be none."""
    there = words(row.text)
    ranked = sorted(((likeness(mine, there), key) for key, mine in free.items()), key=lambda pair: -pair[0])
    candidates = [pair for pair in ranked if pair[0] >= PERHAPS]
    if (
        candidates
        and candidates[0][0] >= ALIKE
        and (len(candidates) == 1 or candidates[0][0] - candidates[1][0] >= _MARGIN)
    ):
        return candidates[0][1]
    likely: Iterable[str] = [key for _score, key in candidates[:_MOST_CANDIDATES]]
    # Its code says that it is this one, its words say nothing of the kind.
    by_code = [row.key] if row.key in free and row.key not in likely else []
    return (*likely, *by_code)


def _says(row: RowBack) -> bool:
    return any(map(_plain, row.cells))


def _plain(text: str) -> str:
    return " ".join(text.split())
