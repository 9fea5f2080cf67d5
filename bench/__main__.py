"""`make bench`: asks all engines in turn, and writes what was measured into bench/measured.md.

    python -m bench [--quick] [--no-million] [--folder FOLDER]

DATABASE_URL names the PostgreSQL database that may be filled (scripts/with-postgres.sh makes one and throws it away).
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="OpenUPR beside what its users would use instead."
    )
    parser.add_argument(
        "--quick", action="store_true", help="fewer questions and rounds, no million; nothing is written"
    )
    parser.add_argument("--no-million", action="store_true", help="leave out the million rows")
    parser.add_argument("--folder", type=Path, help="where to build, to look at afterwards (default: thrown away)")
    options = parser.parse_args()
    address = os.environ.pop("DATABASE_URL", "")  # the product itself shall use its own default, SQLite
    if not address.startswith("postgres"):
        sys.exit("No PostgreSQL to measure against: run `make bench`, which starts one.")
    shared = Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared")
    if not shared.is_dir():
        sys.exit("No real data to measure on: set OPENUPR_SHARED.")
    with tempfile.TemporaryDirectory(prefix="openupr-bench-") as thrown_away:
        folder = options.folder or Path(thrown_away)
        os.environ.update(OPENUPR_HOME=str(folder / "home-real"), DJANGO_SETTINGS_MODULE="openupr.project.settings")
        measure(folder, shared, address, quick=options.quick, million=not (options.no_million or options.quick))


def measure(folder: Path, shared: Path, address: str, *, quick: bool, million: bool) -> None:
    """All of it, told step by step."""
    import django  # reads the environment set above

    django.setup()
    from bench.preparing import real_files  # needs Django's models, as the others do
    from bench.report import write
    from bench.resources import import_rows
    from bench.running import run

    began = time.monotonic()

    def say(what: str) -> None:
        print(f"[{time.monotonic() - began:4.0f} s] {what}", file=sys.stderr, flush=True)

    say("importing the real rows")
    imported = import_rows(folder / "home-real", real_files(shared))
    measured = run(folder, address, questions=20 if quick else 100, rounds=3 if quick else 5, million=million, say=say)
    measured.imported = imported
    text = write(measured, ROOT / "bench/measured.md", store=not quick)
    say("done")
    print(text)


if __name__ == "__main__":
    main()
