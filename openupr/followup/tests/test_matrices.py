"""OHCHR's thematic list: brought in, matched, filled by organisations that differ, taken away."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.arranging import list_asks
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.group_lines import assess, write_in
from openupr.followup.models import ListedRecommendation, Matrix
from openupr.recommendations.file_import import import_file
from openupr.recommendations.incoming_files import lists_in_record
from openupr.recommendations.models import Ask, SourceRecord
from openupr.recommendations.tests.demo_record import demo_record
from openupr.undocs.tables import read_tables
from openupr.undocs.tests.test_thematic_lists import ROW, listed
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TITLE = "UPR of Cambodia (3rd Cycle - 32nd Session) Thematic list of recommendations"
OTHER = ("122.2 Water it (Slovakia);\nSource of Position: A/HRC/41/17/Add.1 - Para.4", "Noted", "- Trees", "")
TODAY = date(2026, 11, 28)


# Sophea sits at another computer: she may not import into the record.
ELSEWHERE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.5", "secure": True}


def bring_in(cast: Cast, browser_of: SignIn, data: bytes, **request: Any) -> HttpResponse:
    at = reverse("followup:matrix-add", kwargs=cast.at_coalition)
    sent = {"document": SimpleUploadedFile("list.docx", data)}
    sophea = browser_of(cast.sophea)
    answer = sophea.post(at, sent, **(request or ELSEWHERE))
    return sophea.get(answer.headers["Location"]) if answer.status_code == 302 else answer


def agree(cast: Cast, browser_of: SignIn, **request: Any) -> None:
    at = reverse("followup:matrix-replace", kwargs=cast.at_coalition)
    browser_of(cast.sophea).post(at, {"sure": "yes"}, **(request or ELSEWHERE))


def taken(cast: Cast, browser_of: SignIn) -> bytes:
    at = {**cast.at_coalition, "number": Matrix.objects.get().pk}
    return browser_of(cast.nary).get(reverse("followup:matrix-file", kwargs=at)).content


def column(data: bytes) -> list[str]:
    [table] = read_tables(data).tables
    return ["\n".join(row.cells[3].lines) for row in table[1:]]


@pytest.fixture
def data() -> bytes:
    return listed(ROW, OTHER, title=TITLE)


def test_two_dissenting_organisations_fill_the_very_same_file(cast: Cast, browser_of: SignIn, data: bytes) -> None:
    told = as_read(bring_in(cast, browser_of, data).content.decode())
    assert "0 of 2 recommendations are assessed." in told
    first = ListedRecommendation.objects.filter(text="Plant a tree in every yard").first()
    assert first is not None
    assert (first.response, first.session, first.populations) == ("supported", 32, ["children"])
    other = Organisation.objects.create(coalition=cast.coalition, name="River Watch of the Test")
    MemberOrganisation.objects.create(
        coalition=cast.coalition, organisation=other, representative=cast.rithy, since=TODAY
    )
    given = {"listed": first, "today": TODAY}
    assess_for_organisation(
        by=cast.nary, organisation=cast.forest, level="nothing", reason="No tree.", named=True, quoted=True, **given
    )
    assess_for_organisation(by=cast.rithy, organisation=other, level="begun", reason="Some trees.", **given)
    file = taken(cast, browser_of)
    # Both views stand there; only who agreed is named and gives a reason.
    assert column(file) == [
        "Not implemented – Forest Watch: No tree.\nPartly implemented – an organisation",
        "",
    ]
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (data, file))
    assert [name for name in before.namelist() if before.read(name) != after.read(name)] == ["word/document.xml"]


def test_a_list_brought_in_twice_keeps_the_assessments(cast: Cast, browser_of: SignIn, data: bytes) -> None:
    bring_in(cast, browser_of, data)
    first = ListedRecommendation.objects.filter(text="Plant a tree in every yard").first()
    assert first is not None
    assess_for_organisation(
        by=cast.nary, listed=first, organisation=cast.forest, level="nothing", reason="No tree.", today=TODAY
    )
    changed = listed(OTHER, ROW, title=TITLE)
    bring_in(cast, browser_of, changed)
    agree(cast, browser_of)
    # One row for each State that asked: Peru, Chad, Slovakia.
    assert ListedRecommendation.objects.count() == 3
    assert column(taken(cast, browser_of)) == ["", "Not implemented – an organisation"]


def test_the_page_says_that_the_list_is_kept(cast: Cast, browser_of: SignIn) -> None:
    told = browser_of(cast.sophea).get(reverse("followup:matrices", kwargs=cast.at_coalition)).content.decode()
    assert "It is kept, to be filled in." in told
    assert "nothing of it is kept" not in told


def test_the_list_of_another_state_and_other_files_are_refused(cast: Cast, browser_of: SignIn) -> None:
    told = bring_in(cast, browser_of, listed(ROW))
    assert told.status_code == 422
    assert "This list is of another State." in as_read(told.content.decode())
    told = bring_in(cast, browser_of, b"nothing of a Word file")
    assert told.status_code == 422
    assert not Matrix.objects.exists()
    assert not ListedRecommendation.objects.exists()


def test_the_list_can_be_narrowed_by_theme_and_group_of_people(cast: Cast, browser_of: SignIn, data: bytes) -> None:
    bring_in(cast, browser_of, data)
    client, at = browser_of(cast.vuthy), reverse("followup:list", kwargs=cast.at_coalition)
    told = as_read(client.get(f"{at}?population=children").content.decode())
    assert "Plant a tree in every yard" in told
    assert "Water it" not in told
    assert "Water it" in as_read(client.get(f"{at}?theme=Trees").content.decode())


def test_what_a_group_wrote_in_before_is_found_by_its_words(cast: Cast, browser_of: SignIn, data: bytes) -> None:
    line = write_in(by=cast.chan, group=cast.land, text="plant a tree, in every yard!")
    ListedRecommendation.objects.update(session=32)
    assess(by=cast.chan, follow_up=line, done="done", note="All yards.", version=0, today=TODAY)
    bring_in(cast, browser_of, data)
    assert column(taken(cast, browser_of))[0] == "Fully implemented – the group “Land”: All yards."


THIRD = ("122.3 Shade it (Peru);\nSource of Position: A/HRC/41/17/Add.1 - Para.4", "Noted", "- Trees", "")
SHADED = ("122.3 Shade it all (Peru);\nSource of Position: A/HRC/41/17/Add.1 - Para.4", "Noted", "- Trees", "")
FOURTH = ("122.9 Count it (Peru);\nSource of Position: A/HRC/41/17/Add.1 - Para.4", "Noted", "- Trees", "")


def test_a_changed_list_says_what_differs_and_changes_nothing_before_the_answer(cast: Cast, browser_of: SignIn) -> None:
    bring_in(cast, browser_of, listed(ROW, OTHER, THIRD, title=TITLE))
    before = [*ListedRecommendation.objects.values_list("pk", "text")]
    old = Matrix.objects.get()
    renamed = (ROW[0].replace("122.1", "122.7"), *ROW[1:])
    told = as_read(bring_in(cast, browser_of, listed(renamed, SHADED, FOURTH, title=TITLE)).content.decode())
    for line in (
        "New: 1 (122.9)",
        "Missing: 1 (122.2)",
        "Changed wording: 1 (122.3)",
        "Other number: 1 (122.1 → 122.7)",
    ):
        assert line in told
    assert [*ListedRecommendation.objects.values_list("pk", "text")] == before
    assert Matrix.objects.get() == old
    # The file that waits is on no other page.
    at = reverse("coalitions:chosen-file", kwargs=cast.at_coalition)
    assert browser_of(cast.sophea).get(at).status_code == 404
    agree(cast, browser_of)
    # "Water it" came from the old list alone and goes; "Shade it" has its new words in its old
    # place.
    texts = dict(ListedRecommendation.objects.values_list("text", "pk"))
    assert texts.keys() == {"Plant a tree in every yard", "Shade it all", "Count it"}
    assert texts["Shade it all"] == next(pk for pk, text in before if text == "Shade it")


def test_rows_of_a_replaced_list_on_which_somebody_wrote_stay_and_are_named(cast: Cast, browser_of: SignIn) -> None:
    bring_in(cast, browser_of, listed(ROW, OTHER, title=TITLE))
    water = ListedRecommendation.objects.get(text="Water it")
    assess_for_organisation(
        by=cast.nary, listed=water, organisation=cast.forest, level="nothing", reason="Dry.", today=TODAY
    )
    told = as_read(bring_in(cast, browser_of, listed(ROW, title=TITLE)).content.decode())
    assert "because people worked on them: 1 (122.2)" in told
    agree(cast, browser_of)
    assert ListedRecommendation.objects.filter(pk=water.pk).exists()


def test_the_very_same_list_again_asks_nothing_and_keeps_its_address(
    cast: Cast, browser_of: SignIn, data: bytes
) -> None:
    bring_in(cast, browser_of, data)
    old = Matrix.objects.get()
    assert "This list is here already." in as_read(bring_in(cast, browser_of, data).content.decode())
    assert Matrix.objects.get() == old


def test_a_list_with_recommendations_that_the_record_does_not_hold_asks_first(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    title = TITLE.replace("3rd Cycle - 32nd", "2nd Cycle - 18th")
    told = as_read(bring_in(cast, browser_of, listed(FOURTH, title=title)).content.decode())
    assert "Not in the record of this review: 1 (122.9)" in told
    assert not ListedRecommendation.objects.exists()
    agree(cast, browser_of)
    assert ListedRecommendation.objects.filter(text="Count it").exists()


def test_a_coordinator_takes_a_row_away_that_only_a_list_brought(cast: Cast, browser_of: SignIn) -> None:
    bring_in(cast, browser_of, listed(OTHER, title=TITLE))
    row = ListedRecommendation.objects.get()
    at = reverse("followup:row-remove", args=[cast.coalition.key, row.pk])
    sophea = browser_of(cast.sophea)
    shown = sophea.get(reverse("followup:recommendation", args=[cast.coalition.key, row.pk])).content.decode()
    assert at in shown
    assert browser_of(cast.chan).post(at, {"sure": "yes"}).status_code == 403
    assert "Remove this recommendation?" in as_read(sophea.post(at).content.decode())
    assert ListedRecommendation.objects.exists()
    sophea.post(at, {"sure": "yes"})
    assert not ListedRecommendation.objects.exists()
    # The list's own page still shows its words.
    page = reverse("followup:matrix", args=[cast.coalition.key, Matrix.objects.get().pk])
    assert "Water it" in as_read(sophea.get(page).content.decode())


HERE: dict[str, Any] = {"REMOTE_ADDR": "127.0.0.1"}


def test_a_list_brought_in_where_one_may_import_enters_the_record_too(
    cast: Cast, browser_of: SignIn, home: Path, data: bytes
) -> None:
    told = as_read(bring_in(cast, browser_of, data, **HERE).content.decode())
    assert "The list is in the record too" in told
    assert SourceRecord.objects.filter(source="thematic-list").count() == 3
    assert not ListedRecommendation.objects.filter(ask=None).exists()
    assert set(ListedRecommendation.objects.values_list("session", flat=True)) == {32}


def test_a_list_with_assessments_stays_with_its_coalition(
    cast: Cast, browser_of: SignIn, home: Path, tmp_path: Path
) -> None:
    filled = listed(ROW, (*OTHER[:-1], "No tree was planted."), title=TITLE)
    told = as_read(bring_in(cast, browser_of, filled, **HERE).content.decode())
    assert "Your assessments stay here" in told
    assert not SourceRecord.objects.exists()
    # Also where somebody brings the same file into the record, no other coalition is offered it.
    path = tmp_path / "list.docx"
    path.write_bytes(filled)
    assert import_file(source="thematic-list", path=path).added == 3
    assert lists_in_record("KHM") == []


def test_who_may_not_import_is_told_whom_to_ask_and_the_record_stays(
    cast: Cast, browser_of: SignIn, home: Path, data: bytes
) -> None:
    told = as_read(bring_in(cast, browser_of, data).content.decode())
    assert "Ask who runs OpenUPR to import the file too." in told
    assert not SourceRecord.objects.exists()
    assert Matrix.objects.count() == 1


def test_a_list_of_the_record_is_used_without_another_upload(
    cast: Cast, browser_of: SignIn, home: Path, data: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "list.docx"
    path.write_bytes(data)
    assert import_file(source="thematic-list", path=path).added == 3
    page = reverse("followup:matrices", kwargs=cast.at_coalition)
    sophea = browser_of(cast.sophea)
    assert "Use this list" in sophea.get(page).content.decode()
    chosen = {"from_record": hashlib.sha256(data).hexdigest()}
    sophea.post(reverse("followup:matrix-add", kwargs=cast.at_coalition), chosen, **ELSEWHERE)
    matrix = Matrix.objects.get()
    assert (matrix.session, matrix.entries.count()) == (32, 2)
    assert "Use this list" not in sophea.get(page).content.decode()


def test_a_list_of_the_record_about_another_state_is_not_offered(
    cast: Cast, browser_of: SignIn, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "list.docx"
    path.write_bytes(listed(ROW))
    assert import_file(source="thematic-list", path=path).added == 2
    sophea = browser_of(cast.sophea)
    assert "Use this list" not in sophea.get(reverse("followup:matrices", kwargs=cast.at_coalition)).content.decode()
    chosen = {"from_record": hashlib.sha256(listed(ROW)).hexdigest()}
    sophea.post(reverse("followup:matrix-add", kwargs=cast.at_coalition), chosen)
    assert not Matrix.objects.exists()


def test_a_list_with_problems_says_where_they_are_settled(cast: Cast, browser_of: SignIn, home: Path) -> None:
    data = listed(ROW, ("122.3 Sing in every yard;\nSource of Position: A/HRC/41/17", *ROW[1:]), title=TITLE)
    told = as_read(bring_in(cast, browser_of, data, **HERE).content.decode())
    assert "1 row has a problem and stays out of the record." in told
    assert {record.number for record in SourceRecord.objects.all()} == {"122.1"}
    assert Matrix.objects.count() == 1


def test_the_demo_record_stays_where_a_list_is_brought_in(
    cast: Cast, browser_of: SignIn, home: Path, data: bytes
) -> None:
    demo_record()
    bring_in(cast, browser_of, data, **HERE)
    agree(cast, browser_of, **HERE)
    assert Matrix.objects.count() == 1
    assert set(SourceRecord.objects.values_list("source", flat=True)) == {"demo"}


def test_what_a_list_brought_becomes_the_records_once_that_has_it(
    cast: Cast, browser_of: SignIn, home: Path, data: bytes, tmp_path: Path
) -> None:
    bring_in(cast, browser_of, data)
    numbers = set(ListedRecommendation.objects.values_list("pk", flat=True))
    path = tmp_path / "list.docx"
    path.write_bytes(data)
    import_file(source="thematic-list", path=path)
    list_asks(cast.coalition, Ask.objects.select_related("review"))
    assert set(ListedRecommendation.objects.values_list("pk", flat=True)) == numbers
    assert not ListedRecommendation.objects.filter(ask=None).exists()


def test_a_list_that_is_no_docx_is_told_so(cast: Cast, browser_of: SignIn) -> None:
    for data in (b"%PDF-1.7 a list", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04 xl/workbook.xml"):
        told = bring_in(cast, browser_of, data)
        assert "Only a .docx is taken here." in as_read(told.content.decode())


def test_a_list_dropped_on_the_page_for_all_files_goes_on_to_where_lists_are_brought_in(
    cast: Cast, browser_of: SignIn, data: bytes
) -> None:
    address = reverse("coalitions:came-back", kwargs=cast.at_coalition)
    sent = {"document": SimpleUploadedFile("list.docx", data), "sender": "OHCHR"}
    answer = browser_of(cast.sophea).post(address, sent)
    assert answer.headers["Location"] == reverse("followup:matrix-add", kwargs=cast.at_coalition)
