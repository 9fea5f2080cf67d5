"""`python -m bench.links`: how many rows of UPR Info's export are linked with the Danish Institute's (OPENUPR_SHARED).

Imports both into a home of its own, as a user would, and counts. Then it looks which of the rows that are left stand in
a shared report of the Working Group under a number that the Danish Institute has for other States.
"""

import csv
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAST_SESSION = 18


def main() -> None:
    shared = Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared") / "data"
    if not (shared / "dihr-explorer").is_dir():
        sys.exit("The real exports are not here; set OPENUPR_SHARED to the folder that holds them.")
    with tempfile.TemporaryDirectory(prefix="openupr-links-") as home:
        os.environ.update(OPENUPR_HOME=home, DJANGO_SETTINGS_MODULE="openupr.project.settings")
        os.environ.pop("DATABASE_URL", None)
        import django  # reads the environment set above

        django.setup()
        import_all(shared)
        left = count()
        by_number(shared, left)


def import_all(shared: Path) -> None:
    """Both sources, whole."""
    from django.core.management import call_command

    from openupr.recommendations.file_import import import_file

    call_command("migrate", verbosity=0)
    for path in sorted((shared / "upr-info-export").glob("*.csv")):
        import_file(source="upr-info", path=path)
    for path in sorted((shared / "dihr-explorer").glob("*.xlsx")):
        import_file(source="dihr", path=path)


def count() -> list:
    """Prints the shares; returns UPR Info's records that are not linked."""
    from openupr.recommendations.models import SourceRecord

    of_sessions = SourceRecord.objects.filter(ask__review__session__lte=LAST_SESSION, ask__kind="recommendation")
    theirs, ours = of_sessions.filter(source="dihr"), of_sessions.filter(source="upr-info")
    linked = ours.filter(ask__records__source="dihr").count()
    total, known = ours.count(), theirs.count()
    print(f"UPR Info, sessions 1 to {LAST_SESSION}: {linked:,} of {total:,} rows are linked ({linked / total:.2%}).")
    both = theirs.filter(ask__records__source="upr-info").count()
    print(f"Danish Institute, same sessions: {both:,} of {known:,} rows are linked ({both / known:.2%}).")
    print(f"In other words: {theirs.exclude(same='').count():,}.")
    unlinked = ours.exclude(ask__records__source="dihr").select_related("ask__review")
    return list(unlinked)


def by_number(shared: Path, left: list) -> None:
    """Of the rows left: how many a report has under a number that the Danish Institute has, too."""
    from openupr.recommendations.models import SourceRecord
    from openupr.recommendations.rules import compared, likeness
    from openupr.undocs.reading import read_here
    from openupr.upr.states import find_state

    waiting = defaultdict(list)
    for record in left:
        waiting[record.ask.review.iso3, record.ask.review.session].append(record)
    there = found = numbered = 0
    with (shared / "working-group-reports" / "index.csv").open(encoding="utf-8", newline="") as file:
        reports = list(csv.reader(file))[1:]
    for name, _, state, session in reports:
        review = find_state(state).iso3, int(session)
        if not waiting[review]:
            continue
        numbers = set(
            SourceRecord.objects.filter(
                source="dihr", ask__review__iso3=review[0], ask__review__session=review[1]
            ).values_list("number", flat=True)
        )
        items = read_here((shared / "working-group-reports" / name).read_bytes()).items
        for record in waiting[review]:
            giver = record.ask.from_iso3
            own = compared(record.text, giver)
            alike = ((likeness(own, compared(i.text, giver)), i.number) for i in items if giver in i.states)
            best, number = max(alike, default=(0.0, ""))
            there += 1
            found += best > 0
            numbered += best > 0 and number in numbers
    print(
        f"Of the {len(left):,} rows left, {there:,} are of reviews with a shared report: {found:,} are found in it, "
        f"{numbered:,} of them under a number that the Danish Institute has, for other States."
    )


if __name__ == "__main__":
    main()
