"""How long a large follow-up list takes, beside the coalition's overview: it shall cost at most twice as much.

    python -m bench.follow_up

300 recommendations, 40 organisations that assess each of them, 2,000 pieces of evidence: all invented.
"""

import os
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.submission import ROUNDS, Row, ask_for, row_of, store

RECOMMENDATIONS, ORGANISATIONS, EVIDENCE = 300, 40, 2_000
TIMES = 2
# Pages of a screen are asked for in rounds; whole files, which take seconds, once more after the first time.
SHORT = 3
_TODAY = date(2026, 11, 28)


def measured() -> tuple[list[Row], dict[str, int]]:
    """The rows, and how many queries each page asked. Needs Django set up."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    coalition, sophea = _made()
    client = Client()
    client.force_login(sophea)
    pages = {
        "the coalition's overview": reverse("coalitions:coalition", args=[coalition.key]),
        "the follow-up list, first page": reverse("followup:list", args=[coalition.key]),
        "one recommendation, 40 voices": reverse("followup:recommendation", args=[coalition.key, _first(coalition)]),
        "the whole list as JSON": reverse("followup:list-file", args=[coalition.key, "json"]),
        "the matrix made from the record, Word": reverse("followup:own-matrix", args=[coalition.key, 18, "docx"]),
        "advice on the mid-term report": reverse("followup:mid-term", args=[coalition.key]),
    }
    rows = [
        row_of(what, None, lambda address=address: ask_for(client, address), rounds=ROUNDS if at < SHORT else 1)
        for at, (what, address) in enumerate(pages.items())
    ]
    queries = {}
    for what, address in pages.items():
        with CaptureQueriesContext(connection) as asked:
            ask_for(client, address)
        queries[what] = len(asked)
    return rows, queries


def _first(coalition: Any) -> int:
    return int(coalition.follow_up_list.first().pk)


def _made() -> tuple[Any, Any]:
    """The coalition, and who coordinates it."""
    from openupr.accounts.models import Person
    from openupr.coalitions.models import MemberOrganisation, Organisation
    from openupr.coalitions.tests.examples.clock import today_there
    from openupr.recommendations.demo import load_demo
    from openupr.roadmaps.demo import load_demo_coalition

    load_demo()
    coalition = load_demo_coalition(stage="drafting", today=today_there()).coalition
    sophea, dara = (Person.objects.get(username=name) for name in ("sophea", "dara"))
    organisations = Organisation.objects.bulk_create(
        Organisation(coalition=coalition, name=f"Example organisation {number}") for number in range(ORGANISATIONS)
    )
    MemberOrganisation.objects.bulk_create(
        MemberOrganisation(coalition=coalition, organisation=each, representative=dara, since=_TODAY)
        for each in organisations
    )
    _write_what_is_said(_listed(coalition), organisations)
    return coalition, sophea


def _listed(coalition: Any) -> list[Any]:
    from openupr.followup.models import ListedRecommendation

    ListedRecommendation.objects.filter(coalition=coalition).delete()
    return ListedRecommendation.objects.bulk_create(
        ListedRecommendation(
            coalition=coalition,
            text=f"Take measure {number} without delay, and say what came of it. " * 3,
            session=18,
            response="supported" if number % 4 else "noted",
            issues=["right-to-land", "labour"][: 1 + number % 2],
            from_iso3=("FRA", "PER", "TCD")[number % 3],
            priority=number < 40,
        )
        for number in range(RECOMMENDATIONS)
    )


def _write_what_is_said(listed: list[Any], organisations: list[Any]) -> None:
    """Each organisation assesses each recommendation; evidence is spread over both."""
    from openupr.followup.models import Assessment, Evidence, Level

    levels = list(Level)
    Assessment.objects.bulk_create(
        Assessment(
            listed=each,
            organisation=organisation,
            level=levels[(at + number) % 4],
            reason="What people told us, and what the gazette says. " * 4,
            said_on=_TODAY,
            named=bool(at % 2),
        )
        for number, each in enumerate(listed)
        for at, organisation in enumerate(organisations)
    )
    Evidence.objects.bulk_create(
        Evidence(
            listed=listed[number % RECOMMENDATIONS],
            organisation=organisations[number % ORGANISATIONS],
            what=f"Finding {number}",
            kind="law",
            source=f"The gazette, number {number}",
            added_on=_TODAY,
        )
        for number in range(EVIDENCE)
    )


def table(rows: list[Row], queries: dict[str, int]) -> str:
    """The rows as a table of Markdown, and whether the list costs at most twice the overview."""
    head = "| 300 recommendations, 40 organisations, 2,000 pieces of evidence | ms | of it computing | queries |"
    lines = [f"| {row.what} | {row.taken:,.0f} | {row.computed or 0:,.0f} | {queries[row.what]} |" for row in rows]
    overview, of_list = (row.computed or 0 for row in rows[:2])
    told = (
        f"The list computes {of_list / overview:.1f} times as long as the overview; {TIMES} times is the most wanted."
    )
    return "\n".join([head, "|" + " --- |" * 4, *lines, "", told])


def main() -> None:
    """In a home that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="openupr-bench-") as thrown_away:
        os.environ.update(OPENUPR_HOME=f"{thrown_away}/home", DJANGO_SETTINGS_MODULE="openupr.project.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        rows = table(*measured())
    text = "\n\n".join(
        [
            "## A follow-up list",
            f"`python -m bench.follow_up`, {datetime.now(UTC):%Y-%m-%d}, on {os.cpu_count()} cores with a load of "
            f"{os.getloadavg()[0]:.1f}: what the process itself computed is the figure to compare. Medians of {ROUNDS} "
            "rounds in process, of the files once, the page with all its middleware. Everything is invented, on "
            "the demo's coalition.",
            rows,
        ]
    )
    store(text, Path(__file__).parent.parent / "bench/measured.md", name="follow_up")
    print(text)


if __name__ == "__main__":
    main()
