"""How long a large joint submission takes: opened, checked, exported; beside it LibreOffice with the same file.

    python -m bench.submission

Eight groups, forty organisations that all sign and are named, 5,630 words: the demo's texts, as often as needed.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

GROUPS, ORGANISATIONS, WORDS, ROUNDS = 8, 40, 5_630, 9


@dataclass(frozen=True, slots=True)
class Row:
    """What is done, in at most how many milliseconds it shall be, and in how many it was."""

    what: str
    wanted: float | None
    taken: float
    # Of them this process computed; the rest it waited, for the disk or for others on the machine.
    computed: float | None = None


def measured(folder: Path) -> list[Row]:
    """In a home of its own under `folder`, whatever home the process had before. Needs Django set up."""
    from django.test import Client
    from django.urls import reverse

    from openupr.conformance.rules.conformance import conformance
    from openupr.documents.word import write_word
    from openupr.files.word import read_word
    from openupr.submissions.document import document_of
    from openupr.upr.limits import rule_set

    submission, sophea = _made()
    client = Client()
    client.force_login(sophea)
    parts = [submission.coalition.key, submission.pk]
    fullest = max(submission.sections.all(), key=lambda each: each.paragraphs.count())
    pages = {
        "opened: the whole": reverse("submissions:submission", args=parts),
        "opened: its fullest section": reverse("submissions:section", args=[*parts, fullest.pk]),
    }
    rows = [row_of(what, 150, lambda address=address: ask_for(client, address)) for what, address in pages.items()]
    data = write_word(document_of(submission))
    check = reverse("submissions:check", args=parts)
    rows += [
        row_of("the Word file checked", 300, lambda: conformance(read_word(data), kind="joint", rules=rule_set())),
        row_of("checked on its page, the file made anew", None, lambda: ask_for(client, check)),
        row_of("exported as Word", 1_000, lambda: write_word(document_of(submission))),
    ]
    other = _libreoffice(data, folder)
    return rows if other is None else [*rows, Row("LibreOffice opens that file and saves it again", None, other)]


def ask_for(client: Any, address: str) -> None:
    """A page, in process."""
    assert client.get(address, headers={"host": "localhost"}).status_code == 200


def row_of(what: str, wanted: float | None, action: Callable[[], Any], *, rounds: int = ROUNDS) -> Row:
    """The medians of some rounds, after one that warms up."""
    action()
    taken, computed = [], []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        action()
        taken.append((time.perf_counter() - began) * 1000)
        computed.append((time.process_time() - worked) * 1000)
    return Row(what, wanted, median(taken), median(computed))


def _libreoffice(data: bytes, folder: Path) -> float | None:
    """Milliseconds of one start, the second: the first makes its profile."""
    program = shutil.which("soffice")
    if program is None:
        return None
    (folder / "joint.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "odt", "--outdir", folder, folder / "joint.docx"]
    for _ in range(2):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
    return (time.perf_counter() - began) * 1000


def _made() -> tuple[Any, Any]:
    """The submission, and who coordinates it."""
    from django.utils import timezone

    from openupr.accounts.models import Person
    from openupr.coalitions.models import MemberOrganisation, Organisation
    from openupr.coalitions.tests.examples.clock import today_there
    from openupr.recommendations.demo import load_demo
    from openupr.roadmaps.demo import load_demo_coalition
    from openupr.submissions.budget import budget_of
    from openupr.submissions.demo import coalition_day, load_demo_submission
    from openupr.submissions.models import Paragraph
    from openupr.submissions.paragraphs import add_paragraph
    from openupr.submissions.signing import ask_to_sign, sign_on

    load_demo()
    today, now = today_there(), timezone.now()
    made = load_demo_coalition(stage="drafting", today=coalition_day(stage="sign-on", today=today)).coalition
    load_demo_submission(coalition=made, stage="sign-on", today=today)
    submission, sophea = made.submissions.get(kind="joint"), Person.objects.get(username="sophea")
    dara = Person.objects.get(username="dara")
    for number in range(made.member_organisations.count() + 1, ORGANISATIONS + 1):
        organisation = Organisation.objects.create(
            coalition=made, name=f"Example organisation {number}", about="Invented. " * 25
        )
        MemberOrganisation.objects.create(coalition=made, organisation=organisation, since=today, representative=dara)
    own = [section for section in submission.sections.all() if section.group]
    texts = [each.text for each in Paragraph.objects.filter(section__in=own, section__kind="developments")]
    for section, text in zip(cycle(own), cycle(texts), strict=False):
        words = text.split()[: WORDS - budget_of(submission).used]
        if not words:
            break
        add_paragraph(by=sophea, section=section, text=" ".join(words), now=now)
    edition = ask_to_sign(by=sophea, submission=submission, now=now)
    for member in made.member_organisations.select_related("organisation", "representative"):
        given = {"submission": submission, "organisation": member.organisation, "edition": edition}
        sign_on(by=member.representative, choice="named", now=now, **given)
    assert made.groups.count() == GROUPS
    return submission, sophea


def table(rows: list[Row]) -> str:
    """The rows as a table of Markdown."""
    head = "| a joint submission of 5,630 words, 8 groups, 40 organisations | wanted, ms | ms | of it computing |"
    return "\n".join([head, "|" + " --- |" * 4, *map(_line, rows)])


def _line(row: Row) -> str:
    return f"| {row.what} | {_shown(row.wanted)} | {_shown(row.taken)} | {_shown(row.computed)} |"


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:,.0f}"


def store(text: str, path: Path, *, name: str = "submission") -> None:
    """Put the figures of a measurement in the place of its last ones in bench/measured.md."""
    begin, end = f"<!-- bench.{name}: begin -->", f"<!-- bench.{name}: end -->"
    old = path.read_text(encoding="utf-8")
    if begin not in old:
        old = old.rstrip() + f"\n\n{begin}{end}\n"
    before, _, rest = old.partition(begin)
    path.write_text(f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}", encoding="utf-8")


def _told(rows: list[Row], load: float) -> str:
    return "\n\n".join(
        [
            "## A joint submission",
            f"`python -m bench.submission`, the last part of `make bench`, {datetime.now(UTC):%Y-%m-%d}, on "
            f"{os.cpu_count()} cores with a load of {load:.1f}: what the process itself computed is the figure to "
            f"compare, the rest it waited. Medians of {ROUNDS} rounds in process, the page with all its middleware. "
            "The texts are the demo's, as often as needed.",
            table(rows),
        ]
    )


def main() -> None:
    """In a home that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="openupr-bench-") as thrown_away:
        folder = Path(thrown_away)
        os.environ.update(OPENUPR_HOME=str(folder / "home"), DJANGO_SETTINGS_MODULE="openupr.project.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        text = _told(measured(folder), os.getloadavg()[0])
    store(text, Path(__file__).parent.parent / "bench/measured.md")
    print(text)


if __name__ == "__main__":
    main()
