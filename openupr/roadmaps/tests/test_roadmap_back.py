"""A roadmap goes out as Word, is edited elsewhere, and comes back: each change is taken by a tick."""

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openupr.accounts.models import AuditLine, Person
from openupr.coalitions.pairing import COOKIE, make_pairing_code, pair_device
from openupr.coalitions.tests.examples.cast import Cast, another_coalition
from openupr.coalitions.tests.examples.clock import today_there
from openupr.documents.word import write_word
from openupr.files.word.with_changes import read_returned
from openupr.followup.group_lines import write_in
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose, save_wording, write_down
from openupr.roadmaps.answers import answer, answer_of
from openupr.roadmaps.handouts import roadmap_document
from openupr.roadmaps.models import Answer
from openupr.roadmaps.roadmap_back import content_of, roadmap_compared
from openupr.web.tests.reading import as_read

from .conftest import SignIn

BAN, NEW = "Ban forced evictions.", "Pay every evicted family within a year."
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
Edit = Callable[[Any], object]


@pytest.fixture
def land(cast: Cast) -> Cast:
    """Land has answered two questions, and drafted a recommendation."""
    write_in(by=cast.chan, group=cast.land, text="Plant a tree in every yard")
    answer(by=cast.chan, group=cast.land, question=1, text="Land rights.\n\nHousing.", version=0, now=NOW)
    answer(by=cast.chan, group=cast.land, question=8, text="We meet.", version=0, now=NOW)
    propose(by=cast.chan, group=cast.land, text=BAN, language="en", now=NOW)
    return cast


def at(cast: Cast, page: str) -> str:
    return reverse(f"roadmaps:{page}", kwargs=cast.at_land)


def word_file(client: Client, cast: Cast) -> bytes:
    return client.get(at(cast, "roadmap-file")).content


def edited(data: bytes, edit: Edit) -> bytes:
    """The file once somebody edited it in Word."""
    document, out = docx.Document(io.BytesIO(data)), io.BytesIO()
    edit(document)
    document.save(out)
    return out.getvalue()


def write(label: str, text: str, number: int = 0) -> Edit:
    """Write into the box beside these words; into the one of that number, of several."""

    def edit(document: Any) -> None:
        rows = [row for table in document.tables for row in table.rows if row.cells[0].text.startswith(label)]
        rows[number].cells[1].text = text

    return edit


def several(*edits: Edit) -> Edit:
    return lambda document: [edit(document) for edit in edits]


def bring_back(client: Client, cast: Cast, data: bytes) -> Any:
    """Drop the file on the page for all files, and follow to the page that knows it."""
    sent = {"document": SimpleUploadedFile("roadmap.docx", data), "sender": "Chan"}
    answer = client.post(reverse("coalitions:came-back", kwargs=cast.at_coalition), sent)
    assert (answer.status_code, answer.headers["Location"]) == (307, at(cast, "roadmap-back"))
    return client.post(at(cast, "roadmap-back"), {**sent, "document": SimpleUploadedFile("roadmap.docx", data)})


def take(client: Client, cast: Cast, page: Any, *keys: str) -> Any:
    """Tick these and press the button."""
    plan = page.context["form"]["plan"].value()
    return client.post(at(cast, "roadmap-back-take"), {"plan": plan, "take": keys}, follow=True)


def test_answers_and_recommendations_written_in_word_are_taken_by_ticks(land: Cast, browser_of: SignIn) -> None:
    client = browser_of(land.chan)
    data = edited(
        word_file(client, land),
        several(
            write("The group's answer", "Land rights.\nWater.", 0),
            write("The day", "31 March 2027", 0),
            write("Recommendation 1", "Ban all forced evictions."),
            write("New recommendation", NEW),
            write("New recommendation", BAN, 1),
        ),
    )
    page = bring_back(client, land, data)
    told = as_read(page.content.decode())
    assert "From Chan. Nothing has changed yet." in told
    assert [each.key for each in page.context["cards"]] == ["a1", f"w{_wording(land).pk}", "d8"]
    assert page.context["found"].new == [NEW]  # the group has the other one
    assert "Changed here since the file went out" not in told
    assert take(client, land, page).status_code == 422
    assert _said(land, 1) == "Land rights.\n\nHousing."
    after = take(client, land, page, "a1", "d8", f"w{_wording(land).pk}", "new-0").content.decode()
    assert "Taken from the file: 1 answer, 1 date, 2 recommendations." in after
    for number in (1, 2):
        opened = reverse("proposals:proposal", kwargs={**land.at_land, "number": number})
        assert f'<a href="{opened}">Recommendation {number}</a>' in after
    assert (_said(land, 1), _said(land, 8)) == ("Land rights.\nWater.", "We meet.")
    assert str(answer_of(land.land, 8).day) == "2027-03-31"  # type: ignore[union-attr]
    assert [each.wordings.get().text for each in land.land.proposals.all()] == ["Ban all forced evictions.", NEW]
    done = {each.what.rpartition(":")[2] for each in AuditLine.objects.filter(who=land.chan)}
    assert {"take_roadmap_back", "answer", "propose", "save_wording"} <= done
    # The same file once more.
    assert "Nothing in this file is new" in as_read(bring_back(client, land, data).content.decode())
    # What the group adopted meanwhile is not taken from a file.
    land.land.proposals.update(state="adopted")
    page = bring_back(client, land, edited(word_file(client, land), write("Recommendation 1", "Ban some.")))
    assert not page.context["cards"]
    assert "The group adopted this text." in "".join(page.context["found"].strange)


def test_a_recommendation_that_came_in_two_languages_is_linked_once(land: Cast, browser_of: SignIn) -> None:
    client, ask = browser_of(land.chan), land.land.proposals.get()
    save_wording(by=land.chan, proposal=ask, language="km", text="សំណង", version=0, now=NOW)
    texts = several(write("Recommendation 1", "Ban all.", 0), write("Recommendation 1", "សំណងទាំងអស់", 1))
    page = bring_back(client, land, edited(word_file(client, land), texts))
    after = take(client, land, page, *(f"w{each.pk}" for each in ask.wordings.all())).content.decode()
    assert after.count(">Recommendation 1</a>") == 1


def test_what_changed_here_since_the_file_went_out_is_said(land: Cast, browser_of: SignIn) -> None:
    client = browser_of(land.chan)
    data = edited(word_file(client, land), write("The group's answer", "Water.", 0))
    answer(by=land.dara, group=land.land, question=1, text="Forests.", version=1, now=NOW)
    page = bring_back(client, land, data)
    assert "Changed here since the file went out" in as_read(page.content.decode())
    # And once more while the page is open: it is shown again, nothing is saved.
    answer(by=land.dara, group=land.land, question=1, text="Rivers.", version=2, now=NOW)
    again = take(client, land, page, "a1")
    assert again.status_code == 409
    assert _said(land, 1) == "Rivers."
    take(client, land, again, "a1")
    assert _said(land, 1) == "Water."


def test_what_cannot_be_taken_is_named(land: Cast, browser_of: SignIn) -> None:
    client = browser_of(land.chan)

    def edit(document: Any) -> None:
        write("The day", "after the rains", 0)(document)
        document.paragraphs[2].insert_paragraph_before("A line above the boxes")
        document.tables[2].rows[0].cells[0].text = "Beside it"
        document.tables[-1].cell(1, 1).text = "All trees grow."
        document.tables[0].add_row().cells[1].text = "One more row"
        write("The group's answer", "", 0)(document)

    page = bring_back(client, land, edited(word_file(client, land), edit))
    told = "\n".join(page.context["found"].strange)
    for words in ("after the rains", "A line above the boxes", "Beside it", "All trees grow.", "One more row"):
        assert words in told
    assert len(page.context["found"].strange) == 5
    assert [why for _title, why in page.context["found"].stays] == ["empty in the file", "not in the file"]
    assert not page.context["cards"]


def test_a_file_of_another_coalition_a_broken_one_and_an_old_one_get_one_sentence(
    land: Cast, maly: Person, browser_of: SignIn
) -> None:
    client, address = browser_of(land.chan), reverse("coalitions:came-back", kwargs=land.at_coalition)
    data = word_file(client, land)

    def drop(client: Client, address: str, data: bytes) -> Any:
        return client.post(address, {"document": SimpleUploadedFile("roadmap.docx", data), "sender": "Chan"})

    malys, malys_browser = another_coalition(maly), Client()
    malys_browser.force_login(maly)
    other = drop(malys_browser, reverse("coalitions:came-back", args=[malys.key]), data)
    assert "not of a group of this coalition" in as_read(other.content.decode())
    assert land.land.name not in other.content.decode()
    assert drop(client, address, data[:900]).status_code == 422
    # Of another group, put to this one by hand: nothing is shown of it.
    labour = reverse("roadmaps:roadmap-back", kwargs={**land.at_coalition, "group": land.labour.pk})
    refused = drop(browser_of(land.sophea), labour, data)
    assert (refused.status_code, land.land.name in refused.content.decode()) == (422, False)
    # From whom it is stays as it was chosen.
    assert refused.context["form"]["sender"].value() == "Chan"
    # A file for a partner, or of an older version, has no marks: a person types it in.
    old = write_word(roadmap_document(land.land, partner="A partner", today=today_there()))
    assert drop(client, address, old).headers["Location"] == at(land, "roadmap-type-in") + "?file=1"
    assert "has no marks" in client.get(at(land, "roadmap-type-in") + "?file=1").content.decode()
    assert client.post(at(land, "roadmap-back-take"), {"plan": "x", "take": ["a1"]}).status_code == 302
    assert _said(land, 1) == "Land rights.\n\nHousing."


def test_the_page_to_upload_says_what_is_wrong_there_and_takes_no_name_from_a_paired_device(
    land: Cast, browser_of: SignIn
) -> None:
    client, address = browser_of(land.chan), at(land, "roadmap-back")
    assert client.get(address).context["form"].initial["sender"] == "Chan"
    refused = client.post(address, {"sender": "Dara"})
    assert refused.status_code == 422
    assert refused.templates[0].name == "coalitions/came_back.html"
    assert 'value="Dara"' in refused.content.decode()
    data = word_file(client, land)
    _made, code = make_pairing_code(by=land.chan, group=land.land, person=land.chan, now=timezone.now())
    telephone = Client()
    telephone.cookies[COOKIE] = pair_device(code=code, now=timezone.now())[1]
    assert telephone.get(address).context["form"].initial["sender"] == ""
    shown = telephone.post(address, {"document": SimpleUploadedFile("roadmap.docx", data), "sender": ""})
    assert shown.context["sender"] == ""


# That marks come through Word's own format, the property test and the tests above find.
@pytest.mark.thorough
def test_libreoffice_saves_the_file_and_it_says_what_it_said(land: Cast, browser_of: SignIn, tmp_path: Path) -> None:
    if (program := shutil.which("soffice")) is None:
        pytest.skip("There is no LibreOffice here. To install it: apt-get install libreoffice-writer-nogui")
    client = browser_of(land.chan)
    (tmp_path / "roadmap.docx").write_bytes(edited(word_file(client, land), write("New recommendation", NEW)))
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, "--headless", own, "--convert-to", "docx", "--outdir", tmp_path / "saved"]
    subprocess.run([*command, tmp_path / "roadmap.docx"], check=True, capture_output=True, timeout=240)
    page = bring_back(client, land, (tmp_path / "saved" / "roadmap.docx").read_bytes())
    assert (page.context["cards"], page.context["found"].new, page.context["found"].strange) == ([], [NEW], [])


_texts = st.text(max_size=60) | st.sampled_from(["1. x\n2. y", "a\n\nb", "ដីធ្លី  ផ្ទះ", "\u2028 ", "<b>&\t”", "x\x0b\x00"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_texts, min_size=3, max_size=3), _texts)
def test_reading_back_what_was_written_changes_nothing(cast: Cast, texts: list[str], focus: str) -> None:
    for number, text in zip((1, 4, 9), texts, strict=True):
        Answer.objects.update_or_create(
            group=cast.land, question=number, defaults={"text": text.replace("\x00", "").strip()}
        )
    cast.land.focus = focus
    number = cast.land.proposals.count()
    if number < 3 and any(map(str.isalnum, focus)):
        write_down(by=None, group=cast.land, text=focus, language="en", now=NOW)
    file = write_word(roadmap_document(cast.land, partner="", today=today_there()))
    found = roadmap_compared(cast.land, content_of(read_returned(file), cast.land))
    assert (list(found.differ), list(found.new), list(found.strange), list(found.stays)) == ([], [], [], [])


def _wording(cast: Cast) -> Any:
    return Proposal.objects.get(group=cast.land, number=1).wordings.get()


def _said(cast: Cast, question: int) -> str:
    found = answer_of(cast.land, question)
    return found.text if found else ""
