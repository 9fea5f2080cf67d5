"""`python -m bench.verbs`: how recommendations that open alike were coded, counted in the real export.

Writes openupr/text/data/smart_openings.csv, which SMART advice ships, from sessions 1 to 18; and prints how often
the same counts, taken from sessions 1 to 16 alone, name the category of a recommendation of sessions 17 and 18.
The figures are facts counted here; no sentence of the export enters the project.
"""

import csv
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from openupr.recommendations.importing import read
from openupr.recommendations.importing.rows import ReadRow
from openupr.text.smart.coding import CATEGORIES, Key, code, count_openings
from openupr.text.smart.draft import Draft
from openupr.text.smart.tables import DATA

FILES = ("1-5.csv", "6-9.csv", "10-13.csv", "14-17.csv", "18.csv")
LAST_TRAINING_SESSION = 16
FEWEST = 3
SOURCE = "Counted by bench.verbs in UPR Info's export, sessions 1 to 18"


def main() -> None:
    rows = list(recommendations(export_folder()))
    earlier = [row for row in rows if (row.session or 0) <= LAST_TRAINING_SESSION]
    later = [row for row in rows if (row.session or 0) > LAST_TRAINING_SESSION]
    print(f"Counted on sessions 1 to 16, tested on {len(later):,} recommendations of sessions 17 and 18:")
    print(f"  first word alone   {first_word_agreement(earlier, later):.1%}")
    print(f"  opening, with rules {agreement(counts(earlier), later):.1%}")
    written = write(counts(rows))
    print(f"{written} ways of opening, from {len(rows):,} recommendations, written to {DATA.name}/smart_openings.csv")


def export_folder() -> Path:
    """Where the real export lies (OPENUPR_SHARED, default ../shared)."""
    return Path(os.environ.get("OPENUPR_SHARED") or "../shared") / "data" / "upr-info-export"


def recommendations(folder: Path) -> Iterator[ReadRow]:
    """Every coded recommendation of the export."""
    for name in FILES:
        for row in read("upr-info", folder / name):
            if isinstance(row, ReadRow) and row.kind == "recommendation" and row.action:
                yield row


def counts(rows: Iterable[ReadRow]) -> dict[Key, list[int]]:
    """As SMART advice counts ways of opening."""
    return count_openings((row.text, row.action or 0) for row in rows)


def agreement(known: dict[Key, list[int]], rows: list[ReadRow]) -> float:
    """The share of rows whose category is named. A row that opens with no known verb counts as general."""
    told = [code(Draft(row.text), known, shipped=False) for row in rows]
    right = sum((each.category if each else 4) == row.action for each, row in zip(told, rows, strict=True))
    return right / len(rows)


def first_word_agreement(earlier: list[ReadRow], later: list[ReadRow]) -> float:
    """The same by the first word as it stands."""
    by_word: dict[str, Counter[int | None]] = defaultdict(Counter)
    for row in earlier:
        by_word[_first(row.text)][row.action] += 1
    named = [by_word[_first(row.text)].most_common(1) or [(4, 0)] for row in later]
    return sum(best[0][0] == row.action for best, row in zip(named, later, strict=True)) / len(later)


def write(known: dict[Key, list[int]]) -> int:
    """Write the table; how many rows it has."""
    kept = sorted((key, row) for key, row in known.items() if sum(row) >= FEWEST)
    with (DATA / "smart_openings.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["verb", "noun", "example", *CATEGORIES, "status", "source"])
        for key, row in kept:
            writer.writerow([key.verb, key.noun, int(key.example), *row, "derived", SOURCE])
    return len(kept)


def _first(text: str) -> str:
    return text.split()[0].lower().strip(",.") if text.split() else ""


if __name__ == "__main__":
    main()
