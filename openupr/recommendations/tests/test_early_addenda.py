"""An addendum that comes before its report, and what the State's page says of the answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from openupr.recommendations.file_import import FileReport
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import SourceRecord
from openupr.recommendations.tests.choosing import page
from openupr.recommendations.tests.test_importing_documents import (  # noqa: F401
    ADDENDUM,
    REPORT,
    SLIP,
    answer,
    answers,
    page_of,
    take,
)
from openupr.undocs.tests.test_thematic_lists import listed
from openupr.web.tests.reading import as_read

pytestmark = pytest.mark.django_db
Take = Callable[..., FileReport]


def test_the_pages_of_the_state_tell_how_its_positions_changed(take: Take, client: Client) -> None:  # noqa: F811
    take(REPORT)
    assert "At first" not in as_read(client.get("/states/KHM/").content.decode())
    take(ADDENDUM)
    refresh_index()
    sentence = "At first 2 supported, 2 to be examined; in the end 3 supported, 1 noted."
    told = as_read(client.get("/states/KHM/").content.decode())
    assert sentence in told
    assert "2 positions changed" in told
    assert "8.2 Chile</a>: to be examined, then noted" in told
    imported = client.get("/import/?state=KHM").content.decode()
    assert sentence in as_read(imported)
    assert "/states/KHM/#positions-" in imported


def test_a_later_source_of_another_kind_tells_the_end_as_well(take: Take, client: Client) -> None:  # noqa: F811
    take(REPORT)
    SourceRecord.objects.update(preferred=False)
    for record in SourceRecord.objects.exclude(number="8.1"):
        record.pk, record.source, record.preferred = None, "upr-info", True
        record.response = "noted" if record.number == "8.2" else record.response
        record.save()
    told = as_read(client.get("/import/?state=KHM").content.decode())
    assert "At first 2 supported, 1 to be examined; in the end 2 supported, 1 noted." in told


@pytest.mark.parametrize("list_first", [True, False])
def test_what_a_list_leaves_open_has_the_addendums_answer(
    take: Take,  # noqa: F811
    client: Client,
    list_first: bool,
) -> None:
    row = ("8.2 Teach every child to swim (Chile);\nSource of Position: A/HRC/99/16 - Para.8", "Pending", "", "")
    data = listed(row, title="UPR of Cambodia (2nd Cycle - 18th Session) Thematic list of recommendations")
    take(REPORT)
    if list_first:
        take(data, "thematic-list", "list.docx")
    take(ADDENDUM, "addendum")
    if not list_first:
        take(data, "thematic-list", "list.docx")
    of_list = SourceRecord.objects.get(source="thematic-list")
    assert (of_list.response, of_list.source_position) == ("noted", "A/HRC/99/16/Add.1, page 2")
    again = take(data, "thematic-list", "list.docx")
    assert (again.already_there, again.updated) == (1, 0)
    assert take(ADDENDUM, "addendum").updated == 0


def test_an_addendum_that_is_in_the_record_is_not_the_next_step(take: Take, client: Client) -> None:  # noqa: F811
    take(REPORT)
    assert "answers missing" in client.get("/import/?state=KHM").content.decode()
    take(answer("2. Cambodia accepts recommendation 8.1."), "addendum")
    assert SourceRecord.objects.filter(response="pending").exists()
    told = client.get("/import/?state=KHM").content.decode()
    assert "answers missing" not in told


def test_the_answers_of_a_states_reviews_are_in_the_readers_language(take: Take, client: Client) -> None:  # noqa: F811
    take(REPORT)
    take(ADDENDUM)
    client.cookies["django_language"] = "km"
    told = client.get("/import/?state=KHM").content.decode()
    assert "3 បានគាំទ្រ, 1 បានកត់សម្គាល់" in told
    assert "3 supported" not in told


def test_an_addendum_that_comes_first_is_kept_and_enters_with_its_report(take: Take) -> None:  # noqa: F811
    assert "the addendum then enters by itself" in take(ADDENDUM).reason
    assert "document.pdf was waiting for this report" in take(REPORT).warnings[0]["message"]
    assert answers() == {"7.1": "supported", "8.1": "supported", "8.2": "noted"}
    assert take(REPORT).warnings == []


def test_a_state_shows_its_own_documents_that_wait(take: Take, client: Client) -> None:  # noqa: F811
    take(ADDENDUM, name="answers.pdf")
    take(SLIP, name="slip.pdf")
    told = as_read(client.get("/import/?state=KHM").content.decode())
    assert "An addendum waits for its report" in told
    assert "answers.pdf: import A/HRC/99/16, then the answers enter by themselves." in told
    assert f'{page_of(SLIP)}">Settle its problems' in told
    assert "of other States" not in told
    told = as_read(client.get("/import/?state=SOM").content.decode())
    assert "2 documents of other States wait" in told
    assert "slip.pdf" not in told
    assert "answers.pdf" not in told


def test_an_addendum_waits_on_while_other_reports_come(take: Take) -> None:  # noqa: F811
    take(ADDENDUM.replace(b"A/HRC/99/16", b"A/HRC/98/16"))
    assert take(REPORT).warnings == []
    assert answers()["8.2"] == "pending"


def test_an_addendum_with_problems_says_that_it_waits_for_its_report_too(take: Take, client: Client) -> None:  # noqa: F811
    take(answer("2. Cambodia accepts recommendations 7.1 and 8.1.", "It takes note of recommendation 8.1."))
    told = as_read(client.get("/import/").content.decode())
    assert "Settle its problems" in told
    assert "It also waits for its report: import A/HRC/99/16." in told
    take(REPORT)
    told = as_read(client.get("/import/").content.decode())
    assert "Settle its problems" in told
    assert "waits for its report" not in told


def next_for_cambodia(client: Client) -> str:
    told = page(client, "/import/?state=KHM")
    return told.partition("Do this next")[2].partition("Drop")[0]


def test_after_a_refusal_the_next_step_is_not_the_file_that_came(take: Take, client: Client) -> None:  # noqa: F811
    take(SLIP.replace(b"A/HRC/99/16", b"A/HRC/26/16"), name="slip.pdf")
    told = next_for_cambodia(client)
    assert "Settle the problems of slip.pdf . Then import it." in told
    assert "A/HRC/26/16" not in told
    assert "A/HRC/26/16: Settle its problems" in page(client, "/import/?state=KHM")


def test_an_addendum_that_waits_makes_its_report_the_next_step(take: Take, client: Client) -> None:  # noqa: F811
    take(ADDENDUM.replace(b"A/HRC/99/16", b"A/HRC/26/16"), name="answers.pdf")
    told = next_for_cambodia(client)
    assert "Open A/HRC/26/16 , the report of the Working Group" in told
    assert "A/HRC/26/16/Add.1" not in told


def test_a_summary_imported_by_a_wrong_name_is_told_where_it_belongs(take: Take, shared: Path) -> None:  # noqa: F811
    name = "data/slovenia/A-HRC-WG.6-48-SVN-3-stakeholder-summary-cycle4.pdf"
    told = take((shared / name).read_bytes(), "addendum").reason
    assert "Open it on the page “What OHCHR took up” of your submission." in told
    assert "Import it as" not in told


def test_the_report_says_when_its_addendum_could_not_enter(take: Take) -> None:  # noqa: F811
    take(answer("2. Cambodia accepts recommendations 8.1-8.200 and 7.1."))
    (warning,) = take(REPORT).warnings
    assert "It did not enter: This document has 1 problem that a person has to settle" in warning["message"]
