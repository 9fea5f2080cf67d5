"""A group's part goes out as a Word or Excel file, is filled in elsewhere, and comes back."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.group_lines import assess, let_go, write_in
from openupr.followup.models import Assessment, FollowUp
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)
TREE, WATER, BREAD = "Plant a tree in every yard", "Bring water to the villages", "Abolish the tax on bread"
_LEVEL, _NOTE = 4, 5
Edit = Callable[[Any], object]


@pytest.fixture
def lines(cast: Cast) -> list[FollowUp]:
    """Land follows two recommendations up; of one it has said something."""
    made = [write_in(by=cast.chan, group=cast.land, text=text) for text in (TREE, WATER)]
    assess(by=cast.chan, follow_up=made[1], done="begun", note="One well.", version=0, today=TODAY)
    return made


def taken(client: Client, cast: Cast, kind: str = "docx") -> bytes:
    """The file as it is downloaded."""
    answer = client.get(reverse("followup:part-file", kwargs={**cast.at_land, "kind": kind}))
    assert answer.status_code == 200
    return answer.content


def in_word(data: bytes, edit: Edit) -> bytes:
    """The file once somebody edited its table in Word; `edit` is given the table."""
    document, out = docx.Document(io.BytesIO(data)), io.BytesIO()
    edit(document.tables[0])
    document.save(out)
    return out.getvalue()


def in_excel(data: bytes, edit: Edit) -> bytes:
    """The same in a spreadsheet program; `edit` is given the sheet."""
    book, out = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    edit(book.active)
    book.save(out)
    return out.getvalue()


def fill(row: int, level: str, note: str) -> Edit:
    def edit(table: Any) -> None:
        table.cell(row, _LEVEL).text, table.cell(row, _NOTE).text = level, note

    return edit


def bring_back(client: Client, cast: Cast, data: bytes, *, name: str = "part.docx") -> Any:
    """The page on which one sees what is in the file."""
    return client.post(reverse("followup:part", kwargs=cast.at_land), {"document": SimpleUploadedFile(name, data)})


def confirm(client: Client, cast: Cast, page: Any, **chosen: str) -> Any:
    """Press the button below what is shown, with what was chosen beside what is chosen already."""
    form = page.context["form"]
    sent = {name: field.initial for name, field in form.fields.items() if field.initial is not None}
    sent |= {"plan": form.initial["plan"]} | chosen
    return client.post(reverse("followup:part-take", kwargs=cast.at_land), sent)


def said(cast: Cast) -> dict[str, tuple[str, str]]:
    """By recommendation what the group says."""
    return {each.text: (each.done, each.note) for each in FollowUp.objects.filter(group=cast.land)}


def test_a_group_fills_its_part_in_with_word(cast: Cast, browser_of: SignIn, lines: list[FollowUp]) -> None:
    client = browser_of(cast.chan)
    data = in_word(taken(client, cast), fill(1, "Fully implemented.", "In all yards.\nSince May."))
    page = bring_back(client, cast, data)
    told = as_read(page.content.decode())
    assert "Nothing has changed yet. 1 row says what is here." in told
    assert "Take: fully implemented – In all yards. Since May." in told
    assert said(cast)[TREE] == ("unknown", "")
    confirm(client, cast, page)
    assert said(cast) == {TREE: ("done", "In all yards.\nSince May."), WATER: ("begun", "One well.")}
    spoken = Assessment.objects.get(listed=lines[0].listed, current=True)
    assert (spoken.group, spoken.said_by) == (cast.land, cast.chan)
    # The same file once more: nothing is said twice.
    assert "Nothing in this file is new" in as_read(bring_back(client, cast, data).content.decode())


def test_a_group_fills_its_part_in_with_a_spreadsheet_program(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp]
) -> None:
    client = browser_of(cast.chan)

    def edit(sheet: Any) -> None:
        sheet.cell(2, _LEVEL + 1).value, sheet.cell(2, _NOTE + 1).value = "not implemented", "=1+1 is no tree."

    page = bring_back(client, cast, in_excel(taken(client, cast, "xlsx"), edit), name="part.xlsx")
    # A spreadsheet program keeps a formula that it cannot work out.
    assert page.status_code == 422
    edit_text = fill_sheet(2, "not implemented", "'=1+1 is no tree.")
    page = bring_back(client, cast, in_excel(taken(client, cast, "xlsx"), edit_text), name="part.xlsx")
    confirm(client, cast, page)
    assert said(cast)[TREE] == ("nothing", "'=1+1 is no tree.")
    # It goes out as text again, and comes back as it was.
    assert "Nothing in this file is new" in as_read(
        bring_back(client, cast, taken(client, cast, "xlsx"), name="part.xlsx").content.decode()
    )


def fill_sheet(row: int, level: str, note: str) -> Edit:
    def edit(sheet: Any) -> None:
        sheet.cell(row, _LEVEL + 1).value, sheet.cell(row, _NOTE + 1).value = level, note

    return edit


def test_what_changed_in_both_places_is_shown_and_chosen(cast: Cast, browser_of: SignIn, lines: list[FollowUp]) -> None:
    client = browser_of(cast.chan)
    data = in_word(taken(client, cast), fill(2, "fully implemented", "Ten wells."))
    assess(by=cast.dara, follow_up=lines[1], done="nothing", note="The well is dry.", version=1, today=TODAY)
    page = bring_back(client, cast, data)
    told = as_read(page.content.decode())
    assert "Changed in both places" in told
    assert "Keep what is here: not implemented – The well is dry." in told
    assert "Take: fully implemented – Ten wells." in told
    refused = confirm(client, cast, page)
    assert refused.status_code == 422
    assert "Choose one." in as_read(refused.content.decode())
    assert said(cast)[WATER] == ("nothing", "The well is dry.")
    confirm(client, cast, page, **{f"row_{lines[1].pk}": "here"})
    assert said(cast)[WATER] == ("nothing", "The well is dry.")
    confirm(client, cast, page, **{f"row_{lines[1].pk}": "0"})
    assert said(cast)[WATER] == ("done", "Ten wells.")


def test_what_is_saved_between_looking_and_confirming_is_not_overwritten(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp]
) -> None:
    client = browser_of(cast.chan)
    page = bring_back(client, cast, in_word(taken(client, cast), fill(1, "fully implemented", "All.")))
    assess(by=cast.dara, follow_up=lines[0], done="nothing", note="None.", version=0, today=TODAY)
    again = confirm(client, cast, page)
    assert again.status_code == 409
    assert "Somebody else saved this meanwhile" in as_read(again.content.decode())
    assert said(cast)[TREE] == ("nothing", "None.")


def test_an_added_row_can_be_followed_up_and_a_removed_one_stays(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp]
) -> None:
    client = browser_of(cast.chan)

    def edit(table: Any) -> None:
        gone = table.rows[2]._tr
        gone.getparent().remove(gone)
        row = table.add_row()
        row.cells[1].text, row.cells[_LEVEL].text, row.cells[_NOTE].text = BREAD, "partly implemented", "By half."

    page = bring_back(client, cast, in_word(taken(client, cast), edit))
    told = as_read(page.content.decode())
    assert "Not in the file" in told
    assert WATER in told
    assert f"Row 3: “{BREAD}”. partly implemented – By half." in told
    # Left out unless somebody says otherwise.
    confirm(client, cast, page)
    assert BREAD not in said(cast)
    page = bring_back(client, cast, in_word(taken(client, cast), edit))
    confirm(client, cast, page, place_3="new")
    assert said(cast) == {TREE: ("unknown", ""), WATER: ("begun", "One well."), BREAD: ("begun", "By half.")}


def test_a_list_that_changed_since_says_which_rows_are_followed_up_no_longer(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp]
) -> None:
    client = browser_of(cast.chan)
    data = in_word(taken(client, cast), fill(1, "fully implemented", "All."))
    let_go(by=cast.chan, follow_up=lines[0], today=TODAY)
    write_in(by=cast.chan, group=cast.land, text=BREAD)
    told = as_read(bring_back(client, cast, data).content.decode())
    assert "No longer followed up" in told
    assert TREE in told
    assert "Not in the file" in told
    assert BREAD in told


def test_a_word_that_is_no_level_is_told_and_the_other_rows_are_taken(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp]
) -> None:
    client = browser_of(cast.chan)

    def edit(table: Any) -> None:
        fill(1, "mostly", "Nearly all.")(table)
        fill(2, "fully implemented", "Ten wells.")(table)

    page = bring_back(client, cast, in_word(taken(client, cast), edit))
    told = as_read(page.content.decode())
    assert "Row 2: “mostly” is no level." in told
    assert "Not in the file" not in told
    confirm(client, cast, page)
    assert said(cast) == {TREE: ("unknown", ""), WATER: ("done", "Ten wells.")}


def test_a_file_in_khmer_is_understood(cast: Cast, browser_of: SignIn, lines: list[FollowUp]) -> None:
    client = browser_of(cast.chan)
    client.cookies["django_language"] = "km"
    data = taken(client, cast)
    client.cookies["django_language"] = "en"
    page = bring_back(client, cast, in_word(data, fill(1, "partly implemented", "ខ្លះ")))
    confirm(client, cast, page)
    assert said(cast)[TREE] == ("begun", "ខ្លះ")


def test_the_file_of_another_group_or_list_is_refused(cast: Cast, browser_of: SignIn, lines: list[FollowUp]) -> None:
    theirs = write_in(by=cast.rithy, group=cast.labour, text="Pay a fair wage to all who sew")
    at = reverse("followup:part-file", kwargs={**cast.at_coalition, "group": cast.labour.pk, "kind": "docx"})
    client = browser_of(cast.chan)
    told = bring_back(client, cast, browser_of(cast.rithy).get(at).content)
    assert told.status_code == 422
    assert "This file is the part of the group Labour." in as_read(told.content.decode())
    # Of another coalition, and so another State: its group has a number that is none of ours.
    told = bring_back(client, cast, in_word(taken(client, cast), lambda table: list(map(recode, table.rows[1:]))))
    assert "None of the recommendations in this file is in" in as_read(told.content.decode())
    assert said(cast)[WATER] == ("begun", "One well.")
    theirs.refresh_from_db()
    assert not theirs.is_assessed


def recode(row: Any) -> None:
    """Give it the code of a group that this server does not know."""
    row.cells[0].text = f"999999.{row.cells[0].text.partition('.')[2]}"


def test_a_file_that_is_no_part_is_refused_with_what_it_lacks(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp]
) -> None:
    client = browser_of(cast.chan)

    def rename(table: Any) -> None:
        table.cell(0, _LEVEL).text = "State of play"

    told = bring_back(client, cast, in_word(taken(client, cast), rename))
    assert told.status_code == 422
    assert "no table with a column “Level”" in as_read(told.content.decode())
    for data in (b"", b"Code;Level\n1;done\n", b"%PDF-1.7 nothing"):
        assert bring_back(client, cast, data).status_code == 422


def test_an_observer_and_an_outsider_bring_nothing_back(
    cast: Cast, browser_of: SignIn, maly: Any, lines: list[FollowUp]
) -> None:
    data = in_word(taken(browser_of(cast.chan), cast), fill(1, "fully implemented", "All."))
    for person in (cast.vuthy, cast.rithy, maly):
        assert bring_back(browser_of(person), cast, data).status_code in {403, 404}


def test_a_plan_of_another_group_is_refused(cast: Cast, browser_of: SignIn, lines: list[FollowUp]) -> None:
    client = browser_of(cast.sophea)
    page = bring_back(client, cast, in_word(taken(client, cast), fill(1, "fully implemented", "All.")))
    plan = page.context["form"].initial["plan"]
    at = reverse("followup:part-take", kwargs={**cast.at_coalition, "group": cast.labour.pk})
    told = client.post(at, {"plan": plan}, follow=True)
    assert "What was read of the file is no longer at hand." in as_read(told.content.decode())
    assert said(cast)[TREE] == ("unknown", "")


# -- What an attacker sends
# -------------------------------------------------------------------------------------------


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The file with one part more, or another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.namelist():
            if each != name:
                after.writestr(each, before.read(each))
        after.writestr(name, content)
    return out.getvalue()


def test_planted_markup_is_shown_as_text_and_kept_as_text(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp]
) -> None:
    client, evil = browser_of(cast.chan), "<script>alert(1)</script>{{ 7*7 }}"
    page = bring_back(client, cast, in_word(taken(client, cast), fill(1, "fully implemented", evil)))
    assert "<script>alert" not in page.content.decode()
    confirm(client, cast, page)
    assert said(cast)[TREE] == ("done", evil)
    shown = client.get(reverse("followup:follow-ups", kwargs=cast.at_land)).content.decode()
    assert "<script>alert" not in shown
    # As a table it goes out as text.
    formula = in_word(taken(client, cast), fill(1, "fully implemented", "=cmd|'/c calc'!A1"))
    confirm(client, cast, bring_back(client, cast, formula))
    sheet = openpyxl.load_workbook(io.BytesIO(taken(client, cast, "xlsx"))).active
    assert sheet is not None
    assert sheet.cell(2, _NOTE + 1).data_type != "f"


def test_macros_and_outside_links_are_neither_run_nor_kept(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp]
) -> None:
    client = browser_of(cast.chan)
    data = in_word(taken(client, cast), fill(1, "fully implemented", "All."))
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://elsewhere.example/t.dotm" TargetMode="External"/></Relationships>'
    )
    data = with_part(with_part(data, "word/vbaProject.bin", b"macro"), "word/_rels/settings.xml.rels", link)
    page = bring_back(client, cast, data)
    # Only the words of the table are read.
    confirm(client, cast, page)
    assert said(cast)[TREE] == ("done", "All.")
    after = taken(client, cast)
    assert b"vbaProject" not in after
    assert b"elsewhere.example" not in after


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_that_unpacks_to_far_more_is_refused(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp], kind: str
) -> None:
    client = browser_of(cast.chan)
    name = {"docx": "word/styles.xml", "xlsx": "xl/styles.xml"}[kind]
    bomb = with_part(taken(client, cast, kind), name, b"<a>" + b" " * 12_000_000 + b"</a>")
    assert len(bomb) < 1_000_000
    told = bring_back(client, cast, bomb, name=f"part.{kind}")
    assert told.status_code == 422
    assert "far more than" in as_read(told.content.decode())


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_cell_of_a_megabyte_is_refused_or_told(
    cast: Cast, browser_of: SignIn, lines: list[FollowUp], kind: str
) -> None:
    client, long = browser_of(cast.chan), "word " * 200_000
    before = taken(client, cast, kind)
    if kind == "docx":
        data = in_word(before, fill(1, "fully implemented", long))
    else:
        data = with_part(before, "xl/worksheets/sheet1.xml", _sheet_with(before, long))
    assert bring_back(client, cast, data, name=f"part.{kind}").status_code == 422
    # Longer than an answer may be, but no attack: the row is told, the others are taken.
    page = bring_back(client, cast, in_word(taken(client, cast), fill(1, "fully implemented", "w" * 30_000)))
    assert "Row 2: A cell has more than 20,000 characters." in as_read(page.content.decode())
    assert said(cast)[TREE] == ("unknown", "")


def _sheet_with(data: bytes, long: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    return sheet.replace(WATER.encode(), long.encode())


def test_entities_and_a_second_sheet_are_refused(cast: Cast, browser_of: SignIn, lines: list[FollowUp]) -> None:
    client = browser_of(cast.chan)
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for kind, name in (("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")):
        told = bring_back(client, cast, with_part(taken(client, cast, kind), name, entity), name=f"part.{kind}")
        assert told.status_code == 422
        assert "entities" in as_read(told.content.decode())

    def hide(sheet: Any) -> None:
        sheet.parent.create_sheet("Hidden")["A1"] = "more"

    told = bring_back(client, cast, in_excel(taken(client, cast, "xlsx"), hide), name="part.xlsx")
    assert "more than one worksheet" in as_read(told.content.decode())


def test_more_rows_than_fit_on_a_page_are_refused(cast: Cast, browser_of: SignIn, lines: list[FollowUp]) -> None:
    client = browser_of(cast.chan)

    def edit(sheet: Any) -> None:
        for number in range(900):
            sheet.append(["", f"Row {number}", "", "", "", ""])

    told = bring_back(client, cast, in_excel(taken(client, cast, "xlsx"), edit), name="part.xlsx")
    assert told.status_code == 422
    assert "more than 800 rows" in as_read(told.content.decode())
