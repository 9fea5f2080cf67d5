"""The record grows from the UN's own documents, on the days they come."""

import json
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from openupr.recommendations.file_import import FileReport, import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask, SourceRecord
from openupr.web.tests.reading import as_read

from .conftest import SiteAt
from .test_importing import of_cambodia

Browse = Callable[..., Any]

_UNTIL_IMPORTED = 90_000  # milliseconds, on a busy machine


@pytest.mark.thorough  # the test client walks the same way below
def test_a_coordinator_settles_cambodias_report_without_javascript_and_sees_it_linked(
    site_at: SiteAt, browse: Browse, shared: Path, tmp_path: Path
) -> None:
    with site_at("record", own=True) as site:
        page = browse(f"{site.address}/import/", java_script_enabled=False)
        choose(page, of_cambodia(shared / "data" / "upr-info-export" / "18.csv", tmp_path))
        page.get_by_text("This is the real record now").wait_for(timeout=_UNTIL_IMPORTED)
        page.goto(f"{site.address}/import/")
        choose(page, shared / "data" / "working-group-reports" / "cambodia2014.pdf")
        page.get_by_role("link", name="Settle its problems").click(timeout=_UNTIL_IMPORTED)

        assert "2 problems are left" in page.locator("main").inner_text()
        twice = page.locator("li.card", has_text="The number 118.9 is printed twice")
        twice.get_by_label("Number").fill("118.109")
        twice.get_by_role("button", name="Save these values").click()
        # The number that was misprinted is the one that was missing.
        page.get_by_text("Nothing is left to settle").wait_for()
        page.get_by_role("button", name="Import the document").click()
        page.get_by_text("205 added, 0 updated, 0 already there").wait_for(timeout=_UNTIL_IMPORTED)
        page.get_by_role("link", name="Search session 18").click()
        assert "205 recommendations" in page.locator("#sentence").inner_text()

        # The 205 rows of UPR Info are the same recommendations: nothing counts twice, and each shows both sources.
        assert asked(site.address, "count?state=KHM&session=18&by=response")["total"] == 205
        (found,) = asked(site.address, "search?state=KHM&session=18&per_page=1")["results"]
        page.goto(f"{site.address}/recommendations/{found['id']}/")
        told = page.locator("main").inner_text()
        assert "UPR Info" in told
        assert "A/HRC/26/16" in told


def choose(page: Any, file: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(file)
    if (goes := page.locator("#box").get_by_label("Remove the demo record")).count():
        goes.check()
    page.get_by_role("button", name="Import", exact=True).click()


def asked(address: str, what: str) -> Any:
    with urllib.request.urlopen(f"{address}/api/{what}") as answer:
        return json.load(answer)


def test_cambodias_second_review_enters_from_the_report_and_is_linked_to_upr_infos_rows(
    home: Path, shared: Path, tmp_path: Path, client: Client
) -> None:
    """118.9 is printed twice, 118.109 is missing: a person gives the second 118.9 its number."""
    import_file(source="upr-info", path=of_cambodia(shared / "data" / "upr-info-export" / "18.csv", tmp_path))
    report = shared / "data" / "working-group-reports" / "cambodia2014.pdf"
    assert "2 problems that a person has to settle" in import_file(source="", path=report).reason
    address = f"/import/documents/{sha256(report.read_bytes()).hexdigest()}/"
    card, missing = client.get(address).context["cards"]
    assert (card.problem.number, missing.problem.number) == ("118.9", "118.109")
    filled = {field.html_name: field.value() for field in card.form} | {f"{card.problem.key}-number": "118.109"}
    client.post(address, {"problem": card.problem.key, "action": "fix"} | filled)
    assert "205 added, 0 updated" in as_read(client.post(f"{address}import/", follow=True).content.decode())
    numbers = set(SourceRecord.objects.exclude(number="").values_list("number", flat=True))
    assert numbers == {f"118.{n}" for n in range(1, 172)} | {f"119.{n}" for n in range(1, 35)}
    # 205 recommendations with two records each, counted once.
    assert Counter(ask.records.count() for ask in Ask.objects.all()) == {2: 205}
    assert client.get("/api/count", {"state": "KHM", "by": "response"}).json()["total"] == 205
    page = shown(client, SourceRecord.objects.get(number="118.109"))
    assert "UPR Info" in page
    assert "A/HRC/26/16" in page


@pytest.fixture
def slovenia(shared: Path) -> Path:
    return shared / "data" / "slovenia"


@pytest.fixture
def home(tmp_path: Path, db: None) -> Iterator[Path]:
    """A record of this test's own."""
    with override_settings(OPENUPR_HOME=tmp_path):
        yield tmp_path


def take(path: Path) -> FileReport:
    report = import_file(source="", path=path)
    assert (report.reason, report.refused) == ("", [])
    return report


def answers(source: str = "working-group-report") -> dict[str, int]:
    """How many numbers of the review have each response."""
    told = set(SourceRecord.objects.filter(source=source).values_list("number", "response"))
    return dict(Counter(response for _, response in told))


# In `make test`, undocs/tests/test_reading_addenda reads the same files, Cambodia's report above is linked to a second
# source, and test_importing_documents shows how an answer changed.
@pytest.mark.thorough
def test_slovenias_fourth_review_comes_in_three_documents(
    home: Path, slovenia: Path, shared: Path, client: Client
) -> None:
    """The report with provisional positions, the addendum with answers, the list with themes and goals."""
    take(slovenia / "A-HRC-59-15-working-group-report-cycle4.pdf")
    assert answers() == {"pending": 254}
    asks = Ask.objects.count()
    about = SourceRecord.objects.get(number="140.22")
    assert "To be examined" in shown(client, about)

    take(slovenia / "A-HRC-59-15-Add1-responses-cycle4.pdf")
    assert answers() == {"supported": 217, "noted": 37}
    about.refresh_from_db()
    page = shown(client, about)
    assert about.explanation
    assert about.explanation in page
    assert "To be examined became" in page

    take(shared / "data" / "ohchr-thematic-lists" / "slovenia-cycle4.docx")
    refresh_index()
    # The same recommendations, with themes, goals and the same answers, each counted once.
    assert Ask.objects.count() == asks
    assert answers("thematic-list") == {"supported": 217, "noted": 37}
    for ask in Ask.objects.prefetch_related("records"):
        sources = {record.source: record for record in ask.records.all()}
        report, listed = sources["working-group-report"], sources["thematic-list"]
        assert (report.number, report.response) == (listed.number, listed.response)
        assert listed.source_issues
        assert listed.sdgs
    assert client.get("/api/count", {"state": "Slovenia", "by": "response"}).json()["total"] == asks
    page = shown(client, about)
    assert about.explanation in page
    assert "The sources say different things" not in page


def shown(client: Client, record: SourceRecord) -> str:
    return as_read(client.get(f"/recommendations/{record.ask.key}/").content.decode())
