"""The follow-up says of each recommendation what everybody calls it, and finds it by that."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.arranging import list_reviews
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.group_lines import take_up
from openupr.followup.group_part import part_as_workbook, read_part
from openupr.followup.models import ListedRecommendation, MatrixRow, PublicPage
from openupr.followup.own_thematic_lists import own_matrix_as_word, own_matrix_as_workbook, own_rows
from openupr.followup.public_follow_up import choose_public
from openupr.followup.tests.examples import matrix
from openupr.recommendations.models import SourceRecord
from openupr.recommendations.tests.demo_record import demo_record
from openupr.reviews.models import Review
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)
NAMED = "A/HRC/26/16, 118.12"
LINK = f'<a href="https://docs.un.org/en/A/HRC/26/16" rel="noreferrer">{NAMED}</a>'


@pytest.fixture
def line(cast: Cast) -> ListedRecommendation:
    """A recommendation of the list whose number another source tells than the one that is
    counted.
    """
    demo_record()
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=[Review.objects.get(iso3="KHM", session=18)])
    found: ListedRecommendation = cast.coalition.follow_up_list.select_related("ask").all()[0]
    counted = SourceRecord.objects.get(ask=found.ask, preferred=True)
    SourceRecord.objects.create(
        ask=found.ask, source="dihr", text=counted.text, symbol="A/HRC/26/16", number="118.12", file=counted.file,
        row=1,
    )  # fmt: skip
    cast.coalition.follow_up_list.filter(pk=found.pk).update(priority=True)
    assess_for_organisation(
        by=cast.nary, listed=found, organisation=cast.forest, level="nothing", reason="No law.", today=TODAY
    )
    return found


def read(client: Client, name: str, cast: Cast, query: str = "", **parts: object) -> str:
    answer = client.get(reverse(f"followup:{name}", kwargs={**cast.at_coalition, **parts}) + query)
    assert answer.status_code == 200
    return b"".join(answer).decode()


def words_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return "\n".join(file.read(name).decode(errors="replace") for name in file.namelist())


def test_every_page_of_the_follow_up_says_it_and_leads_to_the_document(
    line: ListedRecommendation, cast: Cast, browser_of: SignIn
) -> None:
    take_up(by=cast.dara, group=cast.land, asks=[line.ask])
    sophea, group = browser_of(cast.sophea), {"group": cast.land.pk}
    pages = {
        "list": read(sophea, "list", cast),
        "one": read(sophea, "recommendation", cast, number=line.pk),
        "page": read(sophea, "page", cast),
        "changes": read(sophea, "changes", cast, "?since=2026-11-01"),
        "group": read(sophea, "follow-ups", cast, **group),
    }
    assert {name: LINK in " ".join(page.split()) for name, page in pages.items()} == dict.fromkeys(pages, True)
    assert NAMED in as_read(read(sophea, "priorities", cast))


def test_the_public_page_says_it_to_everybody(line: ListedRecommendation, cast: Cast) -> None:
    given = {"on": True, "title": "Promises", "introduction": "", "shown": ()}
    choose_public(by=cast.sophea, coalition=cast.coalition, today=TODAY, chosen=[line.pk], **given)
    page = Client().get(reverse("followup:public", args=[PublicPage.objects.get().key])).content.decode()
    assert LINK in " ".join(page.split())


def test_the_mid_term_report_and_our_own_matrix_say_it(
    line: ListedRecommendation, cast: Cast, browser_of: SignIn
) -> None:
    address = reverse("followup:mid-term-file", kwargs=cast.at_coalition)
    report = words_of(b"".join(browser_of(cast.sophea).get(address)))
    assert NAMED in report
    assert "https://docs.un.org/en/A/HRC/26/16" in report
    assert ("A/HRC/26/16", "118.12") in {(row.symbol, row.number) for row in own_rows(cast.coalition, 18)}
    table = words_of(own_matrix_as_word(cast.coalition, 18, today=TODAY))
    assert "118.12 " in table
    assert "The numbers are those of paragraphs in A/HRC/26/16." in table
    assert "A/HRC/26/16" in words_of(own_matrix_as_workbook(cast.coalition, 18, today=TODAY))


def test_in_files_number_is_the_un_s_and_row_is_ours(
    line: ListedRecommendation, cast: Cast, browser_of: SignIn
) -> None:
    sophea = browser_of(cast.sophea)
    rows = list(csv.DictReader(io.StringIO(read(sophea, "list-file", cast, kind="csv").removeprefix("\ufeff"))))
    (row,) = [row for row in rows if row["number"]]
    assert (row["symbol"], row["number"], row["row"]) == ("A/HRC/26/16", "118.12", str(line.pk))
    (row,) = json.loads(read(sophea, "list-file", cast, "?priority=1", kind="json"))["follow-up"]
    assert (row["symbol"], row["number"], row["row"]) == ("A/HRC/26/16", "118.12", line.pk)
    ((row,),) = json.loads(read(sophea, "changes-file", cast, "?since=2026-11-01", kind="json")).values()
    assert (row["symbol"], row["number"], row["row"]) == ("A/HRC/26/16", "118.12", line.pk)


def test_a_coordinator_finds_it_by_its_number_among_the_priorities(
    line: ListedRecommendation, cast: Cast, browser_of: SignIn
) -> None:
    for words in ("118.12", "para. 118.12", "A/HRC/26/16, 118.12"):
        found = as_read(read(browser_of(cast.sophea), "priorities", cast, f"?q={words}"))
        assert "Found: 1." in found
        assert line.text in found


def test_what_only_ohchr_s_list_holds_has_the_number_of_that_list(cast: Cast, browser_of: SignIn) -> None:
    written = ListedRecommendation.objects.create(coalition=cast.coalition, text="Title the land.", session=18)
    row = MatrixRow.objects.create(matrix=matrix(cast), order=1, number="118.7", text="Title the land.")
    row.listed.add(written)
    assert "118.7" in as_read(read(browser_of(cast.sophea), "recommendation", cast, number=written.pk))


def test_a_group_s_part_says_it_and_comes_back_as_before(line: ListedRecommendation, cast: Cast) -> None:
    take_up(by=cast.dara, group=cast.land, asks=[line.ask])
    data = part_as_workbook(cast.land)
    assert NAMED in words_of(data)
    (row,) = read_part(cast.land, data).rows
    assert row.text == line.text
    assert row.key == str(cast.land.follow_ups.get().pk)
