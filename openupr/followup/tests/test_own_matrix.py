"""Where OHCHR has no list for a review, the matrix is made from the record; the themes of its lists
go to groups.
"""

import io
import zipfile
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import docx
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openupr.coalitions.models import Organisation
from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.arranging import list_reviews
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.models import FollowUp, ListedRecommendation
from openupr.followup.tests.test_matrices import OTHER, TITLE, bring_in
from openupr.recommendations.tests.demo_record import demo_record
from openupr.reviews.models import Review
from openupr.undocs.list_assessments import HEADING
from openupr.undocs.tests.test_thematic_lists import ROW, listed
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)


def taken(cast: Cast, browser_of: SignIn, kind: str, session: int = 18) -> Any:
    parts = {**cast.at_coalition, "session": session, "kind": kind}
    return browser_of(cast.nary).get(reverse("followup:own-matrix", kwargs=parts))


@pytest.fixture
def reviewed(cast: Cast) -> ListedRecommendation:
    """Cambodia's review of session 18 is on the list; an organisation assessed one of it."""
    demo_record()
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=[Review.objects.get(iso3="KHM", session=18)])
    first = cast.coalition.follow_up_list.filter(kind="recommendation")[0]
    given = {"listed": first, "organisation": cast.forest, "today": TODAY, "named": True, "quoted": True}
    assess_for_organisation(by=cast.nary, level="nothing", reason="=No law.", **given)
    return first


def test_the_record_gives_a_matrix_in_word_with_the_uns_heading(
    cast: Cast, browser_of: SignIn, reviewed: ListedRecommendation
) -> None:
    document = docx.Document(io.BytesIO(taken(cast, browser_of, "docx").content))
    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Recommendation", "Position", "Themes", HEADING]
    [filled] = [row for row in table.rows[1:] if row.cells[3].text]
    assert reviewed.text in filled.cells[0].text
    assert f"({reviewed.from_name}" in filled.cells[0].text
    assert filled.cells[3].text == "Not implemented – Forest Watch: =No law."
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "It is not a document of the United Nations." in told


def test_the_same_as_a_workbook_in_which_nothing_runs(
    cast: Cast, browser_of: SignIn, reviewed: ListedRecommendation
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(taken(cast, browser_of, "xlsx").content))
    sheet = book["Rows"]
    assert [cell.value for cell in sheet[1]][-1] == HEADING
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert any("Forest Watch: =No law." in str(row[-1].value) for row in sheet.iter_rows(min_row=2))


def test_states_that_used_the_same_words_share_a_row(cast: Cast, browser_of: SignIn) -> None:
    for iso3 in ("FRA", "PER"):
        ListedRecommendation.objects.create(
            coalition=cast.coalition, text="Ratify it.", from_iso3=iso3, session=18, response="supported"
        )
    ListedRecommendation.objects.create(
        coalition=cast.coalition, text="Ratify it", from_iso3="TCD", session=18, response="noted"
    )
    [table] = docx.Document(io.BytesIO(taken(cast, browser_of, "docx").content)).tables
    rows = {row.cells[0].text: row.cells[1].text for row in table.rows[1:]}
    assert rows == {"Ratify it. (France; Peru)": "Supported", "Ratify it (Chad)": "Noted"}


def test_the_matrix_counts_as_every_page_does_and_says_what_short_names_stand_for(
    cast: Cast, browser_of: SignIn
) -> None:
    Organisation.objects.filter(pk=cast.forest.pk).update(name="Watch of the Forests", short_name="WoF")
    both = [
        ListedRecommendation.objects.create(coalition=cast.coalition, text="Ratify it.", from_iso3=iso3, session=18)
        for iso3 in ("FRA", "PER")
    ]
    given = {"organisation": Organisation.objects.get(pk=cast.forest.pk), "today": TODAY, "named": True}
    assess_for_organisation(by=cast.nary, listed=both[0], level="nothing", reason="No law.", **given)
    document = docx.Document(io.BytesIO(taken(cast, browser_of, "docx").content))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    # Two States asked for it in one row: they are two, here as in the list.
    assert "1 of 2 recommendations are assessed by civil society." in told
    assert "Short names of organisations: WoF: Watch of the Forests." in told


def test_it_is_offered_only_where_no_list_was_brought_in(cast: Cast, browser_of: SignIn) -> None:
    assert bring_in(cast, browser_of, listed(ROW, title=TITLE)).status_code == 200
    assert taken(cast, browser_of, "docx", session=32).status_code == 404
    assert taken(cast, browser_of, "docx").status_code == 404
    page = browser_of(cast.sophea).get(reverse("followup:matrices", kwargs=cast.at_coalition)).content.decode()
    assert "No list for a review?" not in page


def test_a_theme_of_ohchrs_list_goes_to_a_group_and_what_is_judged_together_goes_once(
    cast: Cast, browser_of: SignIn
) -> None:
    # Peru and Chad asked the same, and are judged once.
    bring_in(cast, browser_of, listed(ROW, OTHER, title=TITLE))
    client, at = browser_of(cast.sophea), reverse("followup:give", kwargs=cast.at_coalition)
    assert "By theme of OHCHR's list" in as_read(client.get(at).content.decode())
    sent = {"theme-theme": "Right to shade", "theme-group": cast.land.pk, "theme-due": "", "by_theme": "1"}
    page = client.post(at, sent | {"by_theme": "look"})
    looked = as_read(page.content.decode())
    assert "Would be given: 1." in looked
    assert "Plant a tree in every yard" in looked
    assert not FollowUp.objects.exists()
    shown = [each.pk for each in page.context["looked"]["new"]]
    told = as_read(client.post(at, sent | {"shown": shown}, follow=True).content.decode())
    assert "1 given to a group." in told
    [line] = FollowUp.objects.all()
    assert (line.group, line.owner, line.text) == (cast.land, cast.dara, "Plant a tree in every yard")
    assert "Nothing new" in as_read(client.post(at, sent, follow=True).content.decode())


def test_a_theme_is_given_only_once_it_was_looked_at(cast: Cast, browser_of: SignIn) -> None:
    bring_in(cast, browser_of, listed(ROW, title=TITLE))
    client, at = browser_of(cast.sophea), reverse("followup:give", kwargs=cast.at_coalition)
    sent = {"theme-theme": "Right to shade", "theme-group": cast.land.pk, "theme-due": "", "by_theme": "1"}
    for shown in ([], ["0"], ["no number"]):
        refused = client.post(at, sent | {"shown": shown})
        assert refused.status_code == 422
        assert "Look first at what would be given" in as_read(refused.content.decode())
    assert not FollowUp.objects.exists()


def test_advice_on_the_mid_term_report_says_what_the_report_does_and_where_it_is_from(
    cast: Cast, browser_of: SignIn, reviewed: ListedRecommendation
) -> None:
    page = browser_of(cast.nary).get(reverse("followup:mid-term", kwargs=cast.at_coalition))
    told = as_read(page.content.decode())
    assert "The UN has no format for this report." in told
    checked = {each.advice.key: each.verdict for each in page.context["advice"]}
    assert checked["evidence"] == (False, "1 assessed one has no source.")
    assert checked["voices"] == (False, "Assessed by 1 organisation.")
    assert checked["method"].followed
    assert checked["publish"].followed is None
    assert checked["dissent"] == (None, "No recommendation has different views.")
    # Advice on pledges is neither followed nor open where there are none.
    ListedRecommendation.objects.filter(kind="pledge").delete()
    again = browser_of(cast.nary).get(reverse("followup:mid-term", kwargs=cast.at_coalition))
    [pledges] = [each for each in again.context["advice"] if each.advice.key == "pledges"]
    assert (pledges.verdict, pledges.badge.label) == ((None, "There are no pledges in the list."), "Not needed")
    table = reverse("followup:list-file", kwargs={**cast.at_coalition, "kind": "xlsx"})
    assert f'href="{table}"' in page.content.decode()
    left = cast.coalition.follow_up_list.count() - 1
    assert checked["gaps"] == (True, f"The report says that {left} recommendations are not assessed.")
    assert browser_of(cast.vuthy).get(reverse("followup:mid-term", kwargs=cast.at_coalition)).status_code == 403


def test_each_piece_of_advice_names_its_source_and_how_well_it_was_read() -> None:
    from openupr.followup.mid_term_advice import mid_term_advice

    advice = mid_term_advice()
    assert len({each.key for each in advice}) == len(advice) >= 12
    for each in advice:
        assert each.mark in {"S", "M", "own"}
        assert each.title
        assert each.source
        assert bool(each.address) == bool(each.read_on) == (each.mark != "own")


def test_advice_cites_only_pages_of_who_gives_it_not_copies_on_document_sites() -> None:
    from openupr.followup.mid_term_advice import mid_term_advice

    hosts = {urlsplit(each.address).hostname or "" for each in mid_term_advice() if each.address}
    assert {host.removeprefix("www.").removeprefix("followup.") for host in hosts} == {"upr-info.org", "ohchr.org"}


def test_the_mid_term_report_counts_by_theme_what_was_not_assessed(
    cast: Cast, browser_of: SignIn, reviewed: ListedRecommendation
) -> None:
    at = reverse("followup:mid-term-file", kwargs=cast.at_coalition)
    document = docx.Document(io.BytesIO(browser_of(cast.nary).get(at).content))
    *_others, last = document.tables
    assert [cell.text for cell in last.rows[0].cells] == ["Theme", "Not assessed"]
    assert len(last.rows) > 2
    # Each stands under one theme: the numbers add up.
    left = cast.coalition.follow_up_list.count() - 1
    assert sum(int(row.cells[1].text) for row in last.rows[1:]) == left
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"{left} recommendations on the list were not assessed." in told


def test_ohchrs_themes_are_sections_of_the_report_where_the_record_has_no_issues(
    cast: Cast, browser_of: SignIn
) -> None:
    bring_in(cast, browser_of, listed(ROW, OTHER, title=TITLE))
    first = ListedRecommendation.objects.filter(text="Plant a tree in every yard")[0]
    given = {"listed": first, "organisation": cast.forest, "today": TODAY}
    assess_for_organisation(by=cast.nary, level="done", reason="All.", **given)
    at = reverse("followup:mid-term-file", kwargs=cast.at_coalition)
    with zipfile.ZipFile(io.BytesIO(browser_of(cast.nary).get(at).content)) as file:
        assert "Right to shade" in file.read("word/document.xml").decode()


def test_the_matrix_and_the_advice_ask_the_database_the_same_number_of_times_however_long_the_list_is(
    cast: Cast, browser_of: SignIn, reviewed: ListedRecommendation
) -> None:
    client = browser_of(cast.nary)
    own = reverse("followup:own-matrix", kwargs={**cast.at_coalition, "session": 18, "kind": "xlsx"})
    addresses = (own, reverse("followup:mid-term", kwargs=cast.at_coalition))

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    asked()
    many = asked()
    kept = [reviewed.pk, *cast.coalition.follow_up_list.values_list("pk", flat=True)[:2]]
    cast.coalition.follow_up_list.exclude(pk__in=kept).delete()
    assert all(long <= short for long, short in zip(many, asked(), strict=True))
