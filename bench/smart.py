"""`python -m bench.smart`: how often each rule of SMART advice fires in the real export (OPENUPR_SHARED).

Prints the figures of docs/smart.md; `--write` puts them into its table and its sentences. What was read by somebody,
the last column, stays as it is.
"""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.verbs import export_folder, recommendations
from openupr.text.smart import advise
from openupr.text.smart.hints import sentences

PAGE = Path(__file__).parent.parent / "docs" / "smart.md"
SPECIFIC = 5  # the action category of UPR Info's coders


@dataclass
class Figures:
    """Of so many recommendations: how many each rule fires on, how many get no hint on what is asked, one, more than
    one (2), optional ones aside; how many that are vague were coded as specific.
    """

    counted: int = 0
    fires: Counter[str] = field(default_factory=Counter)
    hints: Counter[int] = field(default_factory=Counter)
    vague_but_specific: int = 0

    def percent(self, count: int) -> float:
        return 100 * count / self.counted

    def sentences(self) -> list[str]:
        """As docs/smart.md says them."""
        none, one, more = (f"{self.percent(self.hints[n]):.1f}" for n in (0, 1, 2))
        return [
            f"On the {self.counted:,} recommendations",
            f"{none} in 100 get no hint, {one} one, {more} more than one.",
            f"{self.vague_but_specific} of {self.fires['vague-opener']:,} were coded as specific",
            f"{self.fires['unknown-action']} of {self.counted:,} recommendations",
        ]

    def row(self, rule: str) -> str:
        """The two figures of a rule."""
        return f" {self.fires[rule]:,} | {self.percent(self.fires[rule]):.1f} "


def main() -> None:
    found = figures([(row.text, row.action) for row in recommendations(export_folder())])
    for rule in sorted(sentences(), key=lambda rule: -found.fires[rule]):
        print(f"{rule:20}|{found.row(rule)}")
    print(*found.sentences(), sep="\n")
    if "--write" in sys.argv:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")


def figures(rows: Sequence[tuple[str, int | None]]) -> Figures:
    """Counted on texts and their action categories."""
    found = Figures(len(rows))
    for text, action in rows:
        hints = advise(text).hints
        rules = {hint.rule for hint in hints}
        found.fires.update(rules)
        found.hints[min(2, sum(hint.letter == "S" and not hint.optional for hint in hints))] += 1
        found.vague_but_specific += "vague-opener" in rules and action == SPECIFIC
    return found


def written(page: str, found: Figures) -> str:
    """The page with these figures, the rules in the order of how often they fire."""
    for sentence in found.sentences():
        page = re.sub(re.sub(r"[\d,.]*\d", r"[\\d,.]*\\d", sentence), sentence, page)
    rows = re.findall(r"^\| `[\w-]+` \|.*\n", page, flags=re.MULTILINE)
    there = {row.split("`")[1]: row for row in rows}
    filled = [_filled(there[rule], found.row(rule)) for rule in sorted(there, key=lambda rule: -found.fires[rule])]
    return page.replace("".join(rows), "".join(filled))


def _filled(row: str, figures: str) -> str:
    cells = row.split("|")
    return "|".join([*cells[:3], figures, *cells[5:]])


if __name__ == "__main__":
    main()
