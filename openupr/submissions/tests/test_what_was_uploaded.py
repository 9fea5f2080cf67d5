"""The public version that is kept is the text that was uploaded, though others went on writing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.documents.word import CoverOrganisation, write_word
from openupr.files.word import read_word
from openupr.submissions.document import document_of
from openupr.submissions.editions import content_of
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.models import Edition, Submission
from openupr.submissions.paragraphs import write_paragraph
from openupr.submissions.signing import ask_to_sign, sign_on, signing_of

from .conftest import SignIn
from .examples import Drafted, annexed
from .test_drafting_pages import at

NOW = timezone.now()
GIVEN = {"lodged_on": today_there().isoformat(), "receipt": "No. 7"}


@pytest.fixture
def sophea(people: Cast, browser_of: SignIn) -> Client:
    return browser_of(people.sophea)


def writes(people: Cast, draft: Drafted, text: str, version: int = 1) -> None:
    """Somebody else goes on writing."""
    write_paragraph(by=people.chan, paragraph=draft.paragraph, text=text, version=version, now=NOW)


def opened(browser: Client, draft: Drafted) -> dict[str, str]:
    """What the form on the page of lodging holds when it is opened, and what is typed in it."""
    return GIVEN | {"seen": browser.get(at(draft, "lodge")).context["form"].initial["seen"]}


def asked(browser: Client, draft: Drafted) -> dict[str, str]:
    """The same of the question that follows, where the text is still the one that was seen."""
    page = browser.post(at(draft, "lodge"), opened(browser, draft)).context
    return GIVEN | {"do": "lock", "seen": page["seen"], "uploaded": str(page["uploading"].now.number)}


def kept(browser: Client, draft: Drafted) -> str:
    """What the Word file says that is kept as the public version."""
    data = browser.get(at(draft, "file", kind="docx")).content
    return " ".join(each.text for each in read_word(data).paragraphs)


def test_a_sentence_that_was_written_while_one_locked_is_told_and_the_file_that_was_uploaded_is_kept(
    people: Cast, draft: Drafted, sophea: Client
) -> None:
    answer = asked(sophea, draft)
    writes(people, draft, "Land was taken. A late sentence.")
    told = sophea.post(at(draft, "lodge"), answer)
    assert (told.status_code, Submission.objects.get().state) == (409, "drafting")
    page = told.content.decode()
    assert "The text changed since this page was opened" in page
    assert "No. 7" in page
    assert f'editions/?from={answer["uploaded"]}"' in page
    again = answer | {"seen": told.context["seen"], "uploaded": answer["uploaded"]}
    assert sophea.post(at(draft, "lodge"), again | {"uploaded": ""}).status_code == 422
    assert sophea.post(at(draft, "lodge"), again | {"uploaded": "99"}).status_code == 422
    sophea.post(at(draft, "lodge"), again)
    assert Submission.objects.get().state == "lodged"
    assert "Land was taken." in kept(sophea, draft)
    assert "A late sentence" not in kept(sophea, draft)
    lodged = draft.submission.lodged_files.get().edition
    assert str(lodged.number) == answer["uploaded"]
    # Whoever reads the draft afterwards is told that another text was lodged.
    whole = sophea.get(at(draft, "section")).content.decode()
    assert f"edition {lodged.number}</a>. The text on these pages was changed" in whole


def test_who_uploaded_the_later_text_says_so_and_that_one_is_kept(people: Cast, draft: Drafted, sophea: Client) -> None:
    answer = asked(sophea, draft)
    writes(people, draft, "Land was taken. A late sentence.")
    now = sophea.post(at(draft, "lodge"), answer).context
    sophea.post(at(draft, "lodge"), answer | {"seen": now["seen"], "uploaded": now["uploading"].now.number})
    assert "A late sentence" in kept(sophea, draft)
    assert "was changed after its file was taken" not in sophea.get(at(draft, "section")).content.decode()


def test_a_text_that_changed_between_taking_the_file_and_the_receipt_is_asked_about(
    people: Cast, draft: Drafted, sophea: Client
) -> None:
    sophea.get(at(draft, "lodge"))
    file = sophea.post(at(draft, "lodge-file"))
    assert "Land was taken." in [each.text for each in read_word(file.content).paragraphs]
    taken = Edition.objects.get(label=Edition.TO_UPLOAD)
    writes(people, draft, "Land was taken. A late sentence.")
    assert "The text changed after its file was taken" in sophea.get(at(draft, "lodge")).content.decode()
    page = sophea.post(at(draft, "lodge"), opened(sophea, draft))
    assert page.status_code == 200
    assert "Text you uploaded" in page.content.decode()
    sophea.post(at(draft, "lodge"), GIVEN | {"do": "lock", "seen": page.context["seen"], "uploaded": taken.number})
    assert sophea.get(at(draft, "file", kind="docx")).content == file.content


def test_a_page_that_was_opened_before_somebody_saved_says_so_at_its_next_step(
    people: Cast, draft: Drafted, sophea: Client
) -> None:
    before = opened(sophea, draft)
    writes(people, draft, "Land was taken. A late sentence.")
    page = sophea.post(at(draft, "lodge"), before)
    assert "The text changed since this page was opened" in page.content.decode()
    assert "Text you uploaded" in page.content.decode()
    # Whoever sends what no page holds locks nothing unseen.
    assert sophea.post(at(draft, "lodge"), GIVEN | {"do": "lock"}).status_code == 409
    assert Submission.objects.get().state == "drafting"


def test_a_text_that_was_only_shown_is_not_called_taken(people: Cast, draft: Drafted, sophea: Client) -> None:
    sophea.post(at(draft, "lodge-file"))
    writes(people, draft, "Land was taken. A late sentence.")
    sophea.post(at(draft, "lodge"), opened(sophea, draft))
    for _again in range(2):
        page = sophea.get(at(draft, "lodge")).content.decode()
        assert "The text changed after its file was taken" in page
        taken = Edition.objects.get(label=Edition.TO_UPLOAD)
        assert f"Edition {taken.number}</a> is kept, taken on" in page


def test_nothing_is_asked_where_nobody_wrote_and_no_edition_is_kept_twice(draft: Drafted, sophea: Client) -> None:
    sophea.post(at(draft, "lodge-file"))
    asked(sophea, draft)
    page = sophea.post(at(draft, "lodge"), opened(sophea, draft)).content.decode()
    assert "Text you uploaded" not in page
    assert "It is the same text as edition 1." in page
    assert "To be uploaded · the same text as edition 1" in sophea.get(at(draft, "editions")).content.decode()
    assert Edition.objects.filter(label=Edition.TO_UPLOAD).count() == 1


def test_an_edition_is_printed_as_it_stood_with_its_cover_sources_and_annexes(people: Cast, draft: Drafted) -> None:
    annex = annexed(people, draft)
    kept = content_of(draft.submission)
    before = document_of(draft.submission)
    annex.delete()
    writes(people, draft, "Another text.")
    draft.submission.title, draft.submission.key_words = "Another title", "other"
    now = document_of(draft.submission, kept)
    assert (now.title, now.cover) == (before.title, before.cover)
    assert now.blocks[:-1] == before.blocks[:-1]
    assert "A map of the lake" in str(now.blocks[-1])


def test_the_cover_of_what_was_lodged_names_who_signed_that_text(people: Cast, draft: Drafted) -> None:
    said = {"by": people.nary, "organisation": people.forest, "choice": "named", "now": NOW}
    first = ask_to_sign(by=people.sophea, submission=draft.submission, now=NOW)
    sign_on(submission=draft.submission, edition=first, **said)
    writes(people, draft, "Not one word of this is as it was when she signed.")
    assert document_of(draft.submission).cover.organisations == ()
    [named] = document_of(draft.submission, first.content).cover.organisations
    assert named.name == people.forest.name
    given = {"receipt": "7", "lodged_on": today_there() - timedelta(days=1), "now": NOW, "word": b"PK"}
    lodge_submission(by=people.sophea, submission=draft.submission, edition=first, **given)
    assert signing_of(draft.submission).named == [people.forest]
    assert draft.submission.editions.first().label == "Written since"


def test_the_check_reads_on_the_lodged_file_whom_its_cover_names(people: Cast, draft: Drafted, sophea: Client) -> None:
    none_named = "The cover names no organisation"
    ask_to_sign(by=people.sophea, submission=draft.submission, now=NOW)
    assert none_named in sophea.get(at(draft, "check")).content.decode()
    made = document_of(draft.submission)
    cover = replace(made.cover, organisations=(CoverOrganisation("Forest Watch of the Test"),))
    given = {"receipt": "7", "lodged_on": today_there(), "now": NOW, "word": write_word(replace(made, cover=cover))}
    lodge_submission(by=people.sophea, submission=draft.submission, **given)
    assert none_named not in sophea.get(at(draft, "check")).content.decode()
