"""Annexes that are files of their own, as people of a coalition use them."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from openupr.accounts.tests.examples import person
from openupr.coalitions.audit_log import forget_authorship
from openupr.coalitions.models import ChosenFile
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.documents.word import write_markdown, write_word
from openupr.files.tests import files_with_names as made
from openupr.submissions import evidence as evidence_module
from openupr.submissions.document import document_of
from openupr.submissions.editions import content_of, has_new_files
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.models import AnnexFile
from openupr.submissions.paragraphs import add_paragraph
from openupr.submissions.returned_files import for_comments
from openupr.submissions.rounds import circulate

from .conftest import SignIn
from .examples import Drafted, annexed
from .test_drafting_pages import at

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def _choose(browser: Client, draft: Drafted, data: bytes, name: str = f"{made.NAME}'s map.pdf") -> HttpResponse:
    return browser.post(at(draft, "annex-add"), {"document": SimpleUploadedFile(name, data)})


def _send(browser: Client, draft: Drafted, data: bytes, title: str = "Map of the lake") -> HttpResponse:
    """Choose a file, look at it and take it; the answer is what the last step shows."""
    chosen = _choose(browser, draft, data)
    return browser.post(at(draft, "annex-look"), {"title": title}) if chosen.status_code == 302 else chosen


def test_a_person_looks_at_the_rebuilt_file_before_they_take_it(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan = browser_of(people.chan)
    assert _choose(chan, draft, made.full_pdf()).headers["Location"] == at(draft, "annex-look")
    page = chan.get(at(draft, "annex-look")).content.decode()
    here = reverse("coalitions:chosen-file", args=[people.coalition.key])
    assert f'src="{here}1.png"' in page
    assert "Notes and form fields are gone" in page
    assert chan.get(f"{here}1.png").content.startswith(b"\x89PNG")
    assert made.NAME.encode() not in made.unpacked(chan.get(here).content)
    assert not AnnexFile.objects.exists()
    for other in (people.sophea, people.dara):
        assert browser_of(other).get(here).status_code == 404
        assert browser_of(other).get(at(draft, "annex-look")).headers["Location"] == at(draft, "annexes")
    chan.post(at(draft, "annex-look"), {"title": "Map"})
    assert (AnnexFile.objects.get().title, ChosenFile.objects.count()) == ("Map", 0)


def test_what_a_person_does_not_take_is_deleted_at_once_and_what_they_forget_a_day_later(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan = browser_of(people.chan)
    _choose(chan, draft, made.drawing())
    assert "The picture" in chan.get(at(draft, "annex-look")).content.decode()
    chan.post(at(draft, "annex-look"), {"do": "leave"})
    assert (AnnexFile.objects.count(), ChosenFile.objects.count()) == (0, 0)
    _choose(chan, draft, made.drawing())
    ChosenFile.objects.update(chosen_at=timezone.now() - timedelta(days=2))
    _choose(browser_of(people.sophea), draft, made.table(), "table.csv")
    assert "Count" in browser_of(people.sophea).get(at(draft, "annex-look")).content.decode()
    assert [each.person for each in ChosenFile.objects.all()] == [people.sophea]


def test_forgetting_who_did_what_deletes_files_that_wait(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    _choose(browser_of(people.chan), draft, made.drawing())
    forget_authorship(by=people.sophea, coalition=people.coalition, now=timezone.now(), in_danger=True)
    assert not ChosenFile.objects.exists()


def test_an_office_file_that_was_taken_earlier_stays_and_its_reader_is_told_what_to_do(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    annex = annexed(people, draft)
    AnnexFile.objects.update(kind="docx")
    assert "Save it as PDF and add that instead." in browser_of(people.vuthy).get(at(draft, "annexes")).content.decode()
    assert browser_of(people.vuthy).get(at(draft, "annex-file", number=annex.pk)).status_code == 200


def test_a_file_is_kept_without_its_makers_listed_with_hash_and_size_and_taken_along_by_members(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan = browser_of(people.chan)
    _send(chan, draft, made.full_pdf())
    annex = AnnexFile.objects.get()
    page = browser_of(people.vuthy).get(at(draft, "annexes")).content.decode()
    assert "annex-file-1-map-of-the-lake.pdf" in page
    assert annex.sha256 in page
    taken = browser_of(people.vuthy).get(at(draft, "annex-file", number=annex.pk))
    assert hashlib.sha256(taken.content).hexdigest() == annex.sha256
    assert 'filename="annex-file-1-map-of-the-lake.pdf"' in taken.headers["Content-Disposition"]
    assert made.NAME.encode() not in made.unpacked(taken.content)
    assert made.NAME not in page


def test_the_word_file_lists_the_annexes_by_number_title_and_name(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan = browser_of(people.chan)
    _send(chan, draft, made.drawing(), "Families & land")
    with zipfile.ZipFile(io.BytesIO(chan.get(at(draft, "file", kind="docx")).content)) as packed:
        text = packed.read("word/document.xml").decode()
    assert "Annexes lodged as separate files" in text
    assert "annex-file-1-families-land.png" in text


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"PK\x03\x04[Content_Types].xml", "Save it as PDF"), (b"", "empty"), (b"%PDF-1.7 x", "damaged")],
)
def test_what_cannot_be_rebuilt_is_refused_and_nothing_is_kept(
    data: bytes, said: str, people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    answer = _send(browser_of(people.chan), draft, data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not AnnexFile.objects.exists()


def test_the_same_file_twice_a_title_of_blanks_and_no_file_are_refused(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan = browser_of(people.chan)
    _send(chan, draft, made.drawing())
    assert b"on the list of annexes already" in _send(chan, draft, made.drawing()).content
    assert _send(chan, draft, made.pdf(), " \x00 ").status_code == 422
    assert b"Choose the file first" in chan.post(at(draft, "annex-add")).content
    assert AnnexFile.objects.count() == 1


def test_there_is_room_for_so_many_and_no_more(
    people: Cast, draft: Drafted, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_module, "MOST_FILES", 1)
    chan = browser_of(people.chan)
    _send(chan, draft, made.drawing())
    assert b"can have 1 annexed files" in _send(chan, draft, made.pdf()).content


def test_the_coordinator_takes_one_away_and_the_others_move_up(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea = browser_of(people.sophea)
    _send(sophea, draft, made.drawing(), "First")
    _send(sophea, draft, made.pdf(), "Second")
    first = AnnexFile.objects.get(title="First")
    assert browser_of(people.chan).post(at(draft, "annex-remove", number=first.pk)).status_code == 403
    sophea.post(at(draft, "annex-remove", number=first.pk))
    assert [(each.order, each.title) for each in AnnexFile.objects.all()] == [(1, "Second")]


def test_outsiders_find_no_annex_and_what_is_lodged_keeps_its_own(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    _send(browser_of(people.chan), draft, made.drawing())
    annex = AnnexFile.objects.get()
    assert browser_of(person("Maly")).get(at(draft, "annex-file", number=annex.pk)).status_code == 404
    given = {"word": b"PK", "receipt": "7", "lodged_on": today_there(), "now": timezone.now()}
    lodge_submission(by=people.sophea, submission=draft.submission, **given)
    assert b"is lodged and stays" in _send(browser_of(people.chan), draft, made.pdf()).content
    browser_of(people.sophea).post(at(draft, "annex-remove", number=annex.pk))
    assert AnnexFile.objects.count() == 1


def test_an_edition_knows_the_annexes_and_a_further_one_is_a_change_since(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    _send(browser_of(people.chan), draft, made.drawing())
    assert content_of(draft.submission)["annexes"][0]["title"] == "Map of the lake"
    assert has_new_files(draft.circulation.edition.content, content_of(draft.submission))


def test_annexes_go_with_their_submission(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    _send(browser_of(people.chan), draft, made.drawing())
    draft.submission.circulations.all().delete()
    draft.submission.delete()
    assert not AnnexFile.objects.exists()


@pytest.mark.parametrize("name", ["sections", "tasks", "comments", "annexes", "validation"])
def test_each_list_is_taken_along_as_csv_and_json(name: str, people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    sophea = browser_of(people.sophea)
    _send(sophea, draft, made.drawing())
    sophea.post(
        at(draft, "task-give"), {"section": draft.section.pk, "organisation": people.forest.pk, "work": "write"}
    )
    sophea.post(
        at(draft, "remark", paragraph=draft.paragraph.pk),
        {"text": "=1+1"},
    )
    rows = json.loads(sophea.get(at(draft, "list", name=name, kind="json")).content)[name]
    assert rows
    told = b"".join(sophea.get(at(draft, "list", name=name, kind="csv"))).decode("utf-8-sig")  # type: ignore[arg-type]
    read = list(csv.reader(io.StringIO(told)))
    assert (read[0], len(read)) == (list(rows[0]), len(rows) + 1)
    assert sophea.get(at(draft, "list", name="signing", kind="csv")).status_code == 404
    assert sophea.get(at(draft, "list", name=name, kind="exe")).status_code == 404


def test_the_list_of_submissions_is_taken_along(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    address = f"/coalitions/{people.coalition.key}/submissions/list"
    chan = browser_of(people.chan)
    (row,) = json.loads(chan.get(f"{address}.json").content)["submissions"]
    assert (row["title"], row["kind"], row["limit"]) == ("Joint submission of the test", "joint", 5630)
    assert b"Joint submission of the test" in b"".join(chan.get(f"{address}.csv"))  # type: ignore[arg-type]


def test_the_same_draft_gives_the_same_file_whatever_language_its_reader_has(draft: Drafted) -> None:
    here = write_word(document_of(draft.submission))
    with translation.override("fr"):
        assert write_word(document_of(draft.submission)) == here


def test_the_word_annex_stands_once_above_an_annex(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    annex = draft.submission.sections.get(kind="annex")
    annex.submission = draft.submission
    add_paragraph(by=people.sophea, section=annex, text="| a |\n|---|\n| b |", now=timezone.now())
    text = browser_of(people.sophea).get(at(draft, "file", kind="md")).content.decode()
    given = {"submission": draft.submission, "comments_until": today_there(), "now": timezone.now()}
    sent = write_markdown(for_comments(circulate(by=people.sophea, **given)))
    assert "Annex. Annex" not in sent
    assert annex.heading.removeprefix("Annex: ").capitalize() in sent
    assert annex.heading.startswith("Annex: ")
    assert "Annex. " + annex.heading.removeprefix("Annex: ").capitalize() in text
