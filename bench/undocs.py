"""How well the UN's reports are read, against UPR Info's rows of the same review (OPENUPR_SHARED).

A row of UPR Info is *found* when an item names its State, and the words they share, counted with repeats, are at least
80% of the shorter and 50% of the longer text. An item and one of its States without such a row is *extra*.
"""

import csv
import os
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

from openupr.files.refusal import RefusedFile
from openupr.undocs.reading import read_here
from openupr.undocs.values import UnDocument, WorkingGroupReport
from openupr.upr.names import UnknownName
from openupr.upr.states import find_state

ROOT = Path(__file__).parent.parent
LAST_OF_CYCLE_1 = 12
Words = Counter[str]
Rows = dict[tuple[str, int], list[tuple[str, Words]]]


@dataclass
class Score:
    """Of one document: rows of UPR Info and how many are found; pairs of item and State and how many are extra."""

    name: str
    cycle: int
    rows: int = 0
    found: int = 0
    pairs: int = 0
    extra: int = 0


def words(text: str) -> Words:
    return Counter(re.findall(r"\w+", text.casefold()))


def same(one: Words, other: Words) -> bool:
    shared = (one & other).total()
    short, long = sorted((one.total(), other.total()))
    return shared >= 0.8 * short and shared >= 0.5 * long and short > 0


def upr_info(folder: Path) -> Rows:
    """{(State, session): [(recommending State, words)]}, recommendations only."""
    rows: Rows = defaultdict(list)
    for path in sorted(folder.glob("*.csv")):
        for row in csv.DictReader(path.read_text(encoding="mac_roman").splitlines()):
            if row["Response"].strip().casefold() != "voluntary pledge":
                rows[iso3(row["To"]), int(row["Session"])].append((iso3(row["From"]), words(row["Text"])))
    return rows


def iso3(name: str) -> str:
    try:
        return find_state(name).iso3
    except UnknownName:
        return ""


def score(name: str, document: UnDocument, rows: list[tuple[str, Words]], cycle: int) -> Score:
    of_state: dict[str, list[Words]] = defaultdict(list)
    for item in document.items if isinstance(document, WorkingGroupReport) else ():
        for state in item.states:
            of_state[state].append(words(item.text))
    result = Score(name, cycle, rows=len(rows), pairs=sum(map(len, of_state.values())))
    result.found = sum(any(same(text, mine) for mine in of_state[state]) for state, text in rows)
    result.extra = result.pairs - sum(
        any(same(mine, text) for other, text in rows if other == state)
        for state, texts in of_state.items()
        for mine in texts
    )
    return result


def table(scores: list[Score]) -> list[str]:
    lines = []
    for cycle in sorted({each.cycle for each in scores}):
        of = [each for each in scores if each.cycle == cycle]
        rows, found = sum(each.rows for each in of), sum(each.found for each in of)
        pairs, extra = sum(each.pairs for each in of), sum(each.extra for each in of)
        lines.append(
            f"cycle {cycle}: {len(of)} reports, {rows:,} rows, found {found / max(rows, 1):.2%}; "
            f"{pairs:,} items x States, extra {extra / max(pairs, 1):.2%}"
        )
    worst = sorted(scores, key=lambda each: each.found - each.rows - each.extra)[:5]
    told = (f"{each.name} ({each.rows - each.found} of {each.rows} missed, {each.extra} extra)" for each in worst)
    return [*lines, "The five that differ most: " + "; ".join(told)]


# The Danish Institute has paragraphs of the dialogue there.
OTHER_NUMBERS = ("A/HRC/21/13", "A/HRC/25/7")
SOURCE = re.compile(r"Source:([^|]+)\|([^|]+)\|")


def dihr(path: Path) -> dict[str, list[tuple[str, str, Words]]]:
    """{symbol: [(number, recommending State, words)]} of the rows that have a number."""
    rows: dict[str, list[tuple[str, str, Words]]] = defaultdict(list)
    header, *cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    for each in cells:
        row = dict(zip(header, map(str, each), strict=True))
        if (source := SOURCE.match(row["Document"])) and source[1] not in OTHER_NUMBERS:
            rows[source[1]].append((source[2], iso3(row["Recommending state"]), words(row["Tekst"])))
    return rows


def right_numbers(document: UnDocument, rows: list[tuple[str, str, Words]]) -> int:
    """How many of these rows have an item with the same number, State and words."""
    items = [(item, words(item.text)) for item in getattr(document, "items", ())]
    return sum(
        any(item.number.split(" ")[0] == number and state in item.states and same(mine, text) for item, mine in items)
        for number, state, text in rows
    )


def read(path: Path) -> UnDocument:
    """What the file says; a refused one says nothing."""
    try:
        return read_here(path.read_bytes())
    except RefusedFile as refused:
        print(f"{path.name}: {refused}")
        return UnDocument(kind="working-group-report", symbol="", state="")


def main() -> int:
    shared = Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared")
    if not (shared / "data").is_dir():
        sys.exit(f"The real reports are not in {shared}; set OPENUPR_SHARED to the folder that holds them.")
    rows = upr_info(shared / "data" / "upr-info-export")
    folder = shared / "data" / "working-group-reports"
    with_numbers = dihr(shared / "data" / "dihr-explorer" / "cycle2-sessions13-18-21-24.xlsx")
    began = time.monotonic()
    scores, right, numbered = [], 0, 0
    for row in csv.DictReader((folder / "index.csv").read_text(encoding="utf-8").splitlines()):
        review = iso3(row["state_under_review_upr_info"]), int(row["session"])
        cycle = 1 if review[1] <= LAST_OF_CYCLE_1 else 2
        document = read(folder / row["file"])
        scores.append(score(row["file"], document, rows[review], cycle))
        right += right_numbers(document, with_numbers[row["symbol"]])
        numbered += len(with_numbers[row["symbol"]])
    print("\n".join(table(scores)))
    share = right / max(numbered, 1)
    print(f"cycle 2: of {numbered:,} rows of the Danish Institute with a number, {share:.2%} have the same here")
    print(f"{len(scores)} reports read and compared in {time.monotonic() - began:.0f} seconds.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
