"""`python -m bench.smart_drafts`: how often SMART advice notices what a weak draft lacks, and leaves a good one alone.

`smart_drafts.csv` holds sixty weak and sixty good drafts, as do `_fourth`, `_fifth` and `_sixth`; `_second` and
`_third` hold thirty and thirty. They were invented by people who had not seen the rules, each weak one with the
letters of SMART that it lacks. The author of the sixth had read some of the rules, and changed them afterwards. The
authors of the fourth to sixth call an act on a named law good without a day; the author of the first does not. The
rules were made on the half `tune`; the half `test` judges them. Of the half `test` only totals are printed: a rule
made for its drafts would make the figure worthless. `--show` prints the drafts of the half `tune` that were judged
wrongly.
"""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from openupr.text.smart import advise

FILES = {
    "first": "smart_drafts.csv",
    "second": "smart_drafts_second.csv",
    "third": "smart_drafts_third.csv",
    "fourth": "smart_drafts_fourth.csv",
    "fifth": "smart_drafts_fifth.csv",
    "sixth": "smart_drafts_sixth.csv",
}
HALVES = ("tune", "test")
WRITTEN_IN = 2026  # the year in which they were written: what lies before it is past


@dataclass(frozen=True, slots=True)
class JudgedDraft:
    """A draft and the letters it lacks, in the judgement of the person who wrote it; none of a good one."""

    text: str
    letters: frozenset[str]
    half: str

    @property
    def is_good(self) -> bool:
        return not self.letters

    @property
    def noticed(self) -> set[str]:
        """The letters of the hints, optional ones aside."""
        return {hint.letter for hint in advise(self.text, this_year=WRITTEN_IN).hints if not hint.optional}

    @property
    def is_judged_rightly(self) -> bool:
        return not self.noticed if self.is_good else bool(self.noticed & self.letters)


def judged_drafts(name: str) -> list[JudgedDraft]:
    """The drafts of a file."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), strict=True)
        return [JudgedDraft(row["text"], frozenset(row["letters"].split()), row["half"]) for row in rows]


def main() -> None:
    for which, name in FILES.items():
        drafts = judged_drafts(name)
        for half in HALVES:
            weak = [each for each in drafts if each.half == half and not each.is_good]
            good = [each for each in drafts if each.half == half and each.is_good]
            right = sum(each.is_judged_rightly for each in weak)
            every = sum(each.letters <= each.noticed for each in weak)
            wrong = sum(not each.is_judged_rightly for each in good)
            print(f"{which}, {half}: weak drafts with a right hint {right}/{len(weak)}", end=", ")
            print(f"with one for each letter {every}/{len(weak)}; good drafts with a wrong hint {wrong}/{len(good)}")
        if "--show" in sys.argv:
            _show(drafts)


def _show(drafts: list[JudgedDraft]) -> None:
    for each in drafts:
        wrong = not each.is_judged_rightly or not each.letters <= each.noticed
        if each.half == "tune" and wrong:
            lacks, noticed = "".join(sorted(each.letters)) or "good", "".join(sorted(each.noticed))
            print(f"{lacks} | {noticed} | {each.text}")


if __name__ == "__main__":
    main()
