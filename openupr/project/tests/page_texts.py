"""The visible text of the demo's pages: at each stage, in each language, for each person, at one fixed moment.

    python -m openupr.project.tests.page_texts --write FILE        all texts of this code into a file
    python -m openupr.project.tests.page_texts --compare           how this code differs from the file that is kept

`--stage STAGE`, more than once, takes only these stages. openupr/project/tests/data/README.md says when to do which.
"""

import argparse
import difflib
import json
import lzma
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from .page_crawl import KEPT_STAGES

KEPT = Path(__file__).parent / "data" / "page-texts.jsonl.xz"

# The stage, the language, the person ("" is a visitor) and the address of a page.
Page = tuple[str, str, str, str]
Texts = dict[Page, list[str]]


def present_texts(stages: Iterable[str], *, most: int | None = None) -> Texts:
    """What this code shows at these stages; of each person's addresses at most so many."""
    texts: Texts = {}
    for stage in stages:
        with tempfile.TemporaryDirectory(prefix="openupr-texts-") as home:
            environment = _environment(home)
            command = [sys.executable, "-m", "openupr.project.tests.page_crawl", stage, *([str(most)] if most else [])]
            output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
        texts.update(_texts(output.splitlines()))
        print(f"{stage}: {sum(page[0] == stage for page in texts)} pages", file=sys.stderr)  # noqa: T201 - a command
    return texts


def write_texts(texts: Texts, path: Path) -> None:
    """One line of JSON a page, in the order of stages, then of addresses."""
    lines = (json.dumps([*page, *texts[page]], ensure_ascii=False) + "\n" for page in sorted(texts, key=_order))
    path.write_bytes(lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


def read_texts(path: Path, stages: Iterable[str]) -> Texts:
    """The texts of these stages in a file."""
    wanted = set(stages)
    every = _texts(lzma.decompress(path.read_bytes()).decode().splitlines())
    return {page: lines for page, lines in every.items() if page[0] in wanted}


def differences(before: Texts, after: Texts) -> Iterator[str]:
    """Unified differences; one that many pages share is there once, below the names of all of them."""
    pages: dict[tuple[str, ...], list[Page]] = defaultdict(list)
    for page in sorted({*before, *after}, key=_order):
        changed = difflib.unified_diff(before.get(page, []), after.get(page, []), "before", "after", n=2, lineterm="")
        # Where in a page a line stands is no difference.
        lines = tuple("@@" if line.startswith("@@ ") else line for line in changed)
        if lines:
            pages[lines].append(page)
    for lines, where in pages.items():
        yield from (f"=== {' '.join(part or 'visitor' for part in page)}" for page in where)
        yield from lines
        yield ""


def _environment(home: str) -> dict[str, str]:
    """Nothing of the user's own settings; sets in the same order each time."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("OPENUPR_", "DATABASE_URL"))}
    ours = {"OPENUPR_HOME": home, "DJANGO_SETTINGS_MODULE": "openupr.project.settings"}
    return {**others, **ours, "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}


def _texts(lines: Iterable[str]) -> Texts:
    pages = (json.loads(line) for line in lines)
    return {(stage, language, person, address): text for stage, language, person, address, *text in pages}


def _order(page: Page) -> tuple[int, str, str, str]:
    stage, language, person, address = page
    return KEPT_STAGES.index(stage), address, language, person


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m openupr.project.tests.page_texts", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", type=Path, metavar="FILE", help="write all texts of this code")
    what.add_argument("--compare", action="store_true", help=f"compare this code with {KEPT.name}")
    parser.add_argument("--stage", action="append", choices=KEPT_STAGES, help="only this stage; can be repeated")
    parser.add_argument("--most", type=int, help="only so many addresses of each person")
    options = parser.parse_args()
    stages = options.stage or KEPT_STAGES
    texts = present_texts(stages, most=options.most)
    if options.write:
        write_texts(texts, options.write)
        return
    kept = read_texts(KEPT, stages)
    if options.most:
        kept = {page: lines for page, lines in kept.items() if page in texts}
    for line in differences(kept, texts):
        print(line)  # noqa: T201 - what was asked for


if __name__ == "__main__":
    main()
