"""The list goes to the Government by institution; its answers come back as its claims, and change
no assessment.
"""

import io
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.uploads import where_it_belongs
from openupr.files.tables import write_xlsx
from openupr.followup.assessments import assess_for_organisation, write_claim
from openupr.followup.filled_elsewhere import levels_in_words
from openupr.followup.models import Assessment, ListedRecommendation, MatrixRow
from openupr.followup.tests.examples import matrix
from openupr.web.tests.reading import as_read

from .conftest import SignIn
from .test_group_part import in_excel, in_word

TODAY = date(2026, 11, 28)
LETTER = "Letter of the ministry, 3 May 2027"
_LEVEL, _NOTE, _SOURCE = 3, 4, 5


def on_list(coalition: Coalition, text: str, institution: str = "", origin: str = "FRA") -> ListedRecommendation:
    given = {"from_iso3": origin, "session": 18, "response": "supported", "institution": institution}
    return ListedRecommendation.objects.create(coalition=coalition, text=text, **given)


@pytest.fixture
def listed(cast: Cast) -> list[ListedRecommendation]:
    """Two States ask the same of one ministry; one thing is asked of another, one of nobody."""
    rows = (("Title the land.", "Land", "FRA"), ("Title the land", "Land", "PER"), ("Train judges.", "Justice", "FRA"))
    return [on_list(cast.coalition, *row) for row in (*rows, ("Plant a tree.", "", "FRA"))]


def taken(client: Client, cast: Cast, kind: str = "docx", query: str = "") -> bytes:
    answer = client.get(reverse("followup:government-file", kwargs={**cast.at_coalition, "kind": kind}) + query)
    assert answer.status_code == 200
    return answer.content


def fill(row: int, level: str, note: str, source: str = "") -> Any:
    def edit(table: Any) -> None:
        for column, text in ((_LEVEL, level), (_NOTE, note), (_SOURCE, source)):
            table.cell(row, column).text = text

    return edit


def bring_back(client: Client, cast: Cast, data: bytes, *, source: str = LETTER, name: str = "answers.docx") -> Any:
    sent = {"document": SimpleUploadedFile(name, data), "source": source}
    return client.post(reverse("followup:government", kwargs=cast.at_coalition), sent)


def confirm(client: Client, cast: Cast, page: Any, **chosen: str) -> Any:
    form = page.context["form"]
    sent = {name: field.initial for name, field in form.fields.items() if field.initial is not None}
    sent |= {"plan": form.initial["plan"]} | chosen
    return client.post(reverse("followup:government-take", kwargs=cast.at_coalition), sent, follow=True)


def claims(cast: Cast) -> dict[tuple[str, str], tuple[str, str, str]]:
    found = Assessment.objects.filter(listed__coalition=cast.coalition, current=True, organisation=None, group=None)
    return {(each.listed.text, each.listed.from_iso3): (each.level, each.reason, each.source) for each in found}


def test_each_institution_has_a_table_of_its_own_and_each_recommendation_is_there_once(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    client = browser_of(cast.sophea)
    document = docx.Document(io.BytesIO(taken(client, cast)))
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.lower().startswith("heading")]
    assert heads == ["Justice", "Land", "No institution named yet"]
    assert [table.cell(1, 1).text for table in document.tables] == ["Train judges.", "Title the land.", "Plant a tree."]
    assert "France; Peru" in document.tables[1].cell(1, 2).text
    only = docx.Document(io.BytesIO(taken(client, cast, query="?institution=Land")))
    assert [table.cell(1, 1).text for table in only.tables] == ["Title the land."]
    sheet = openpyxl.load_workbook(io.BytesIO(taken(client, cast, "xlsx"))).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=5)] == ["Justice", "Land", None]


def test_each_row_begins_with_the_uns_number_and_our_code_is_last_and_small(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    row = MatrixRow.objects.create(matrix=matrix(cast), order=1, text="Train judges.", number="118.12")
    row.listed.add(listed[2])
    client = browser_of(cast.sophea)
    table = docx.Document(io.BytesIO(taken(client, cast))).tables[0]
    heads = ["Number", "Recommendation", "Asked by", "Level", "What has been done", "Source", "Code"]
    assert [cell.text for cell in table.rows[0].cells] == heads
    assert (table.cell(1, 0).text, table.cell(1, 2).text) == ("118.12", "France\nSupported")
    [code] = table.cell(1, 6).paragraphs[0].runs
    assert code.text.startswith(f"G{cast.coalition.pk}.{listed[2].pk}.")
    assert code.font.size.pt < 8
    sheet = openpyxl.load_workbook(io.BytesIO(taken(client, cast, "xlsx"))).worksheets[0]
    heads[3] = f"Level: {levels_in_words()}"
    assert [cell.value for cell in sheet[4]] == ["Number", "Responsible institution", *heads[1:]]
    assert [cell.value for cell in sheet[5]][:3] == ["118.12", "Justice", "Train judges."]
    assert sheet["A6"].value == "session 18", "its number is not known"
    assert (sheet["H5"].value, sheet["H5"].font.size, sheet["A5"].font.size) == (code.text, 7, 11)


def test_a_file_that_went_out_with_its_code_first_comes_back(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    client = browser_of(cast.sophea)
    code = openpyxl.load_workbook(io.BytesIO(taken(client, cast, "xlsx"))).worksheets[0]["H5"].value
    heads = ("Code", "Responsible institution", "Recommendation", "Asked by", "Level", "What has been done", "Source")
    row = (code, "Justice", "Train judges.", "France", "not implemented", "Planned for 2028.", "Plan of action")
    confirm(client, cast, bring_back(client, cast, write_xlsx(heads, [row]), name="answers.xlsx"))
    assert claims(cast) == {("Train judges.", "FRA"): ("nothing", "Planned for 2028.", "Plan of action")}


def test_an_answer_becomes_the_governments_claim_with_its_source_and_no_assessment(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    ours = {"by": cast.nary, "listed": listed[0], "organisation": cast.forest, "today": TODAY}
    assess_for_organisation(level="nothing", reason="No title was given.", **ours)
    client = browser_of(cast.sophea)
    document = docx.Document(io.BytesIO(taken(client, cast)))
    fill(1, "fully implemented", "All land is titled.")(document.tables[1])
    fill(1, "partly implemented", "Ten judges.", "National report, paragraph 4")(document.tables[0])
    out = io.BytesIO()
    document.save(out)
    page = bring_back(client, cast, out.getvalue())
    told = as_read(page.content.decode())
    assert "Nothing has changed yet." in told
    assert f"Take: fully implemented – All land is titled. – {LETTER}" in told
    assert not claims(cast)
    assert "Taken over: 2 rows." in as_read(confirm(client, cast, page).content.decode())
    assert claims(cast) == {
        ("Title the land.", "FRA"): ("done", "All land is titled.", LETTER),
        ("Title the land", "PER"): ("done", "All land is titled.", LETTER),
        ("Train judges.", "FRA"): ("begun", "Ten judges.", "National report, paragraph 4"),
    }
    [voice] = Assessment.objects.exclude(organisation=None, group=None)
    assert (voice.level, voice.organisation) == ("nothing", cast.forest)
    shown = client.get(reverse("followup:recommendation", kwargs={**cast.at_coalition, "number": listed[0].pk}))
    assert "Government" in as_read(shown.content.decode())
    assert "Nothing in this file is new" in as_read(bring_back(client, cast, out.getvalue()).content.decode())


def test_the_spreadsheet_has_room_for_the_answers_and_is_printed_across(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(taken(browser_of(cast.sophea), cast, "xlsx"))).active
    assert sheet is not None
    heads = {str(cell.value).split(":")[0]: cell.column_letter for cell in sheet[4]}
    widths = {head: sheet.column_dimensions[letter].width for head, letter in heads.items()}
    assert widths["What has been done"] >= 40
    assert widths["Source"] >= 20
    # A laptop of 1366 pixels shows some 195 characters beside each other.
    assert sum(widths.values()) <= 195
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert sheet.print_title_rows == "$4:$4"


def test_a_spreadsheet_comes_back_too(cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]) -> None:
    client = browser_of(cast.sophea)

    def edit(sheet: Any) -> None:
        for column, value in ((5, "not implemented"), (6, "Planned for 2028."), (7, "Plan of action")):
            sheet.cell(5, column).value = value

    page = bring_back(client, cast, in_excel(taken(client, cast, "xlsx"), edit), name="answers.xlsx")
    confirm(client, cast, page)
    assert claims(cast) == {("Train judges.", "FRA"): ("nothing", "Planned for 2028.", "Plan of action")}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (("", "All is done."), "It has no level."),
        (("fully implemented", ""), "It does not say what has been done."),
        (("fully implemented", "All is done."), "It has no source."),
        (("very good", "All is done."), "“very good” is no level."),
    ],
)
def test_an_answer_without_level_words_or_source_is_named_and_not_taken(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation], answer: tuple[str, str], why: str
) -> None:
    client = browser_of(cast.sophea)
    page = bring_back(client, cast, in_word(taken(client, cast), fill(1, *answer)), source="")
    assert why in as_read(page.content.decode())
    assert not claims(cast)


def test_a_claim_that_changed_meanwhile_is_not_overwritten(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    client = browser_of(cast.sophea)
    data = in_word(taken(client, cast), fill(1, "fully implemented", "All is done."))
    page = bring_back(client, cast, data)
    given = {"level": "nothing", "reason": "Not yet.", "source": "Minister's speech"}
    write_claim(by=cast.sophea, listed=listed[2], today=TODAY, **given)
    again = confirm(client, cast, page)
    assert again.status_code == 409
    assert "Keep what is here: not implemented – Not yet." in as_read(again.content.decode())
    assert claims(cast) == {("Train judges.", "FRA"): ("nothing", "Not yet.", "Minister's speech")}


def test_a_groups_part_is_not_taken_for_the_governments_answers(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    client = browser_of(cast.sophea)
    answers = taken(client, cast)
    assert where_it_belongs(cast.coalition, answers).address == reverse(  # type: ignore[union-attr]
        "followup:government", kwargs=cast.at_coalition
    )
    at_group = reverse("followup:part", kwargs=cast.at_land)
    refused = client.post(at_group, {"document": SimpleUploadedFile("answers.docx", answers)})
    assert refused.status_code == 422
    swapped = in_word(answers, lambda table: setattr(table.cell(1, 0), "text", f"{cast.land.pk}.1.abcdef"))
    assert bring_back(client, cast, swapped.replace(b"", b"")).status_code in (200, 422)
    assert not claims(cast)


def test_only_a_coordinator_sends_the_list_and_takes_answers(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    for person in (cast.chan, cast.dara, cast.nary, cast.vuthy):
        client = browser_of(person)
        assert client.get(reverse("followup:government", kwargs=cast.at_coalition)).status_code == 403
    page = as_read(
        browser_of(cast.sophea).get(reverse("followup:government", kwargs=cast.at_coalition)).content.decode()
    )
    assert "Its answer becomes the Government's claim" in page


def test_pledges_of_an_institution_are_counted_apart_from_its_recommendations(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    first = listed[0]
    ListedRecommendation.objects.create(
        coalition=cast.coalition, text="We shall plant trees.", kind="pledge", institution=first.institution
    )
    page = as_read(
        browser_of(cast.sophea).get(reverse("followup:government", kwargs=cast.at_coalition)).content.decode()
    )
    own = sum(each.institution == first.institution for each in listed)
    assert f">{own}</a>" in page.replace(" ", "")
    assert "and 1 pledge" in page


def test_both_files_say_who_sends_them_on_which_day_and_until_when_to_answer(
    cast: Cast, browser_of: SignIn, listed: list[ListedRecommendation]
) -> None:
    client = browser_of(cast.sophea)
    head = [
        f"From: {cast.coalition.name}, {today_there():%-d %B %Y}",
        "Contact: [How to reach us]",
        "Please answer by: [Date]",
    ]
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(taken(client, cast))).paragraphs]
    assert [text for text in paragraphs if text in head] == head
    sheet = openpyxl.load_workbook(io.BytesIO(taken(client, cast, "xlsx"))).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == head
    assert sheet.freeze_panes == "A5"
    assert str(sheet.auto_filter.ref).startswith("A4:")
