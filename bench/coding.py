"""`python -m bench.coding`: how well a text's likely coding is learned, on the real record (OPENUPR_SHARED).

Learns from sessions 1 to 16 of UPR Info's export and compares what it suggests for the recommendations of sessions 17
and 18 with what the coders gave them; with `--validate`, learns from 1 to 14 and compares with 15 and 16, on which
choices were made. `--all` learns from every row, for its time and memory. `--write` puts the
figures of each label into the table that the page of suggestions reads.
"""

import csv
import os
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "openupr" / "recommendations" / "data" / "coding_measured.csv"
SOURCE = (
    "Learned from sessions 1 to 16 of UPR Info's export, compared with what its coders gave in sessions 17 and 18; "
    "python -m bench.coding (docs/coding.md)"
)
FILES = ("1-5.csv", "6-9.csv", "10-13.csv", "14-17.csv", "18.csv")


@dataclass(frozen=True, slots=True)
class Line:
    """One label: how often it was suggested rightly, suggested wrongly, missed."""

    label: str
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    import django  # reads the environment set above

    django.setup()
    from openupr.recommendations.coding_learning import learn

    rows = list(coded(Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared")))
    last = 14 if "--validate" in sys.argv else 16
    earlier = rows if "--all" in sys.argv else [row for row in rows if row.session <= last]
    later = [row for row in rows if last < row.session <= last + 2]
    with measured(f"Learning from {len(earlier):,} rows"):
        coder = learn(earlier)
    speed(coder, [row.text for row in rows[:1000]])
    print(f"At most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB.", flush=True)
    if "--all" in sys.argv:
        return
    suggested = coder.suggest([row.text for row in later])
    print("\n".join(figures(coder, earlier, later, suggested)))
    if "--write" in sys.argv:
        write_figures(later, suggested)


def write_figures(later: Sequence, suggested: Sequence) -> None:
    """The table that the page of suggestions reads: for each issue and category, how often it was right."""
    from openupr.upr.actions import ACTIONS
    from openupr.upr.issues import ISSUES

    issues = [("issue", each.key, [each.key in row.issues for row in later], [each.key in s.issues for s in suggested])
              for each in ISSUES]  # fmt: skip
    actions = [("action", str(each.number), [row.action == each.number for row in later],
                [s.action == each.number for s in suggested]) for each in ACTIONS]  # fmt: skip
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["dimension", "value", "precision", "recall", "given", "source"])
        for dimension, value, given, told in actions + issues:
            found = line(value, given, told)
            figures = f"{found.precision:.3f}", f"{found.recall:.3f}", found.right + found.missed
            writer.writerow([dimension, value, *figures, SOURCE])


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Says how long something took, by the clock and of processor time: other work may share the machine."""
    clock, processor = time.perf_counter(), time.process_time()
    yield
    print(f"{what}: {time.perf_counter() - clock:.2f} s, {time.process_time() - processor:.2f} s of processor time.")


def speed(coder, texts: Sequence[str]) -> None:
    """A thousand texts at once, and one by one, as a page asks."""
    for _ in range(3):
        with measured(f"{len(texts):,} texts"):
            coder.suggest(texts)
    took = []
    for text in texts:
        begun = time.perf_counter()
        coder.suggest([text])
        took.append(1000 * (time.perf_counter() - begun))
    print(f"One by one: {np.median(took):.1f} ms (median), {np.percentile(took, 95):.1f} ms (95th percentile).")


def coded(shared: Path) -> Iterator:
    """Every recommendation of the export as its coders left it."""
    from openupr.recommendations.coding_learning import Coded
    from openupr.recommendations.importing import read
    from openupr.recommendations.importing.rows import ReadRow

    folder = shared / "data" / "upr-info-export"
    if not folder.is_dir():
        sys.exit(f"The real export is not in {shared}; set OPENUPR_SHARED to the folder that holds it.")
    for name in FILES:
        for row in read("upr-info", folder / name):
            if isinstance(row, ReadRow) and row.kind == "recommendation":
                yield Coded(row.text, row.issues, row.action, row.session)


def figures(coder, earlier: Sequence, later: Sequence, suggested: Sequence) -> Iterator[str]:
    """The report, as tables."""
    from openupr.upr.actions import ACTIONS
    from openupr.upr.issues import ISSUES

    actions = [row.action for row in later]
    first = first_words(earlier)
    told = {
        "first word alone": [first.get(first_word(row.text), 4) for row in later],
        "counts of beginnings and the coding rules": [coder.action_by_counts(row.text) for row in later],
        "learned": [each.action for each in suggested],
    }
    issues = [line(each.label, [each.key in row.issues for row in later], [each.key in s.issues for s in suggested])
              for each in ISSUES]  # fmt: skip
    there = [each for each in issues if each.right + each.missed]
    total = Line("all", *(sum(getattr(each, name) for each in issues) for name in ("right", "wrong", "missed")))
    sessions = sorted({row.session for row in later})
    yield f"Learned from {len(earlier):,} recommendations, compared on the {len(later):,} of sessions {sessions}.\n"
    yield "| measure | figure |\n| --- | --- |"
    for name, categories in told.items():
        yield f"| action category, {name}: agrees with the coders | {agreement(categories, actions):.2%} |"
    yield f"| issues, micro-F1 | {total.f1:.4f} |"
    yield f"| issues, macro-F1 over {len(there)} issues | {np.mean([each.f1 for each in there]):.4f} |"
    yield "\n## Action categories\n"
    learned = told["learned"]
    yield from table(
        line(str(each), [action == each.number for action in actions], [action == each.number for action in learned])
        for each in ACTIONS
    )
    yield "\n## Issues\n"
    yield from table(sorted(issues, key=lambda each: -(each.right + each.missed)))


def table(lines) -> Iterator[str]:
    """A row a label."""
    yield "| label | precision | recall | F1 | given by the coders |\n| --- | --- | --- | --- | --- |"
    for each in lines:
        given = each.right + each.missed
        yield f"| {each.label} | {each.precision:.3f} | {each.recall:.3f} | {each.f1:.3f} | {given} |"


def line(label: str, given: Sequence[bool], suggested: Sequence[bool]) -> Line:
    """Counts one label."""
    is_given: NDArray[np.bool_] = np.array(given)
    is_suggested: NDArray[np.bool_] = np.array(suggested)
    right, wrong = (is_given & is_suggested).sum(), (~is_given & is_suggested).sum()
    return Line(label, int(right), int(wrong), int((is_given & ~is_suggested).sum()))


def agreement(told: Sequence[int], given: Sequence[int]) -> float:
    """The share told as it was given."""
    return float(np.mean([one == other for one, other in zip(told, given, strict=True)]))


def first_words(rows: Sequence) -> dict[str, int]:
    """The commonest category of each first word."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for row in rows:
        counts[first_word(row.text)][row.action] += 1
    return {word: of.most_common(1)[0][0] for word, of in counts.items()}


def first_word(text: str) -> str:
    """Folded; "" where there is none."""
    from openupr.text.words import cut

    return next(iter(cut(text).surfaces), "")


if __name__ == "__main__":
    main()
