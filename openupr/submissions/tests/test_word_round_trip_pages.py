"""The same on the pages: out as Word, back as suggestions, with a person where it is unsure."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.actions import NotPermitted
from openupr.accounts.models import AuditLine, Person
from openupr.files.tests.word_files import word_file
from openupr.files.word.with_changes import read_returned
from openupr.returning.units import returned_of
from openupr.submissions.forgetting import forget_in_submissions
from openupr.submissions.models import Remark, ReturnedCopy, Suggestion
from openupr.submissions.returned_files import Choices, bring_back, take_back
from openupr.submissions.tests.drafts import TEXTS, Draft, circulated_draft, sent, told, tracked, with_body


@pytest.fixture(name="draft")
def the_draft(db: None) -> Draft:
    """A draft that was circulated."""
    return circulated_draft()


def _client(draft: Draft, somebody: Person | None = None) -> Client:
    client = Client()
    client.force_login(somebody or draft.cast.sophea)
    return client


def read(data: bytes) -> dict[str, object]:
    return {"returned": returned_of(read_returned(data)), "sha256": "x", "now": timezone.now()}


def _address(draft: Draft, name: str) -> str:
    submission = draft.section.submission
    return reverse(f"submissions:{name}", args=[submission.coalition.key, submission.pk, draft.circulation.number])


def test_a_coordinator_sends_a_draft_out_and_takes_it_back_on_the_pages(draft: Draft) -> None:
    client = _client(draft)
    out = client.get(_address(draft, "comments-file"))
    assert out.content == sent(draft)
    data = with_body(out.content, lambda text: tracked(text, draft))
    document = SimpleUploadedFile("draft.docx", data)
    page = client.post(_address(draft, "returned"), {"document": document, "sender": "Maly"})
    assert page.status_code == 200
    assert "<ins>grabbed </ins>" in page.content.decode()
    assert "<del><strong>second</strong></del>" in page.content.decode()
    assert "**" not in page.content.decode()
    assert Suggestion.objects.count() == 0
    plan = page.context["form"].initial["plan"]
    done = client.post(_address(draft, "returned-take"), {"plan": plan, "member_0": "on"}, follow=True)
    assert re.search(r"Word file that came back:.*?, Maly, uploaded by Sophea\s+\(", done.content.decode(), re.DOTALL)
    assert "Added from the file: 3 suggestions, 1 comment." in done.content.decode()
    assert {each.author for each in Suggestion.objects.all()} == {draft.cast.chan}
    twice = client.post(_address(draft, "returned-take"), {"plan": plan})
    assert "uploaded already" in twice.content.decode()
    document.seek(0)
    again = client.post(_address(draft, "returned"), {"document": document, "sender": "Maly"})
    assert "uploaded already" in again.content.decode()
    assert Suggestion.objects.count() == 3


def test_what_cannot_be_taken_back_is_said_in_a_sentence_and_adds_nothing(draft: Draft) -> None:
    client, address = _client(draft), _address(draft, "returned")
    large = client.post(address, {"document": SimpleUploadedFile("x.docx", b"x" * 10_100_000), "sender": "Maly"})
    assert (
        "larger than 10 MB. Make the pictures in it smaller.<" in large.content.decode()
    )  # there is no command for it
    for data, words in ((b"", "empty"), (b"%PDF-1.7", "PDF"), (word_file("<w:p/>"), "Nothing in this file")):
        page = client.post(address, {"document": SimpleUploadedFile("x.docx", data), "sender": "Maly"})
        assert page.status_code == 422
        assert words in page.content.decode()
    missing = client.post(address, {})
    assert "Choose a Word file first." in missing.content.decode()
    forged = client.post(_address(draft, "returned-take"), {"plan": "x:y:z"}, follow=True)
    assert "no longer at hand" in forged.content.decode()
    assert not Suggestion.objects.exists()


def test_an_unsure_paragraph_is_decided_by_a_radio_button(draft: Draft) -> None:
    client = _client(draft)
    strange = "Families of that lake have land, say the officials who took photographs."
    data = with_body(
        sent(draft),
        lambda text: re.sub(r'<w:bookmarkStart w:id="\d+" w:name="\w+"/>', "", text.replace(TEXTS[0], strange)),
    )
    document = SimpleUploadedFile("draft.docx", data)
    page = client.post(_address(draft, "returned"), {"document": document, "sender": "Maly"})
    [name] = [each for each in page.context["form"].fields if each.startswith("place_")]
    plan = page.context["form"].initial["plan"]
    undecided = client.post(_address(draft, "returned-take"), {"plan": plan})
    assert (undecided.status_code, Suggestion.objects.count()) == (422, 0)
    client.post(_address(draft, "returned-take"), {"plan": plan, name: "new"})
    assert ("new", strange) in {(kind, text) for kind, _, text in told(draft)}


def test_a_member_brings_their_own_file_back_and_no_text_changes(draft: Draft) -> None:
    rithy, before = _client(draft, draft.cast.rithy), sent(draft)
    rounds = reverse("submissions:rounds", args=[draft.cast.coalition.key, draft.section.submission_id])
    assert _address(draft, "returned") in rithy.get(rounds).content.decode()
    form = rithy.get(_address(draft, "returned")).content.decode()
    assert "Your file changes no text." in form
    assert "From whom it is" not in form
    data = with_body(before, lambda text: text.replace("three cases", "nine cases"))
    document = SimpleUploadedFile("draft.docx", data)
    # What a member says of others counts for nothing.
    page = rithy.post(_address(draft, "returned"), {"document": document, "sender": "Dara"})
    assert "This is your file." in page.content.decode()
    plan = page.context["form"].initial["plan"]
    done = rithy.post(_address(draft, "returned-take"), {"plan": plan}, follow=True)
    assert "Added from the file: 1 suggestion, 0 comments." in done.content.decode()
    [suggestion] = Suggestion.objects.all()
    assert (suggestion.author, suggestion.from_name) == (draft.cast.rithy, str(draft.cast.rithy))
    assert [each.refresh_from_db() or each.text for each in draft.paragraphs] == list(TEXTS)
    assert sent(draft) == before
    assert AuditLine.objects.filter(who=draft.cast.rithy, what="submissions.bring-back:bring_back").exists()


def test_names_of_others_in_a_members_file_are_shown_beside_the_member_and_are_nobodys_comments(draft: Draft) -> None:
    rithy, data = _client(draft, draft.cast.rithy), with_body(sent(draft), lambda text: tracked(text, draft))
    page = rithy.post(_address(draft, "returned"), {"document": SimpleUploadedFile("draft.docx", data)})
    assert [name for name in page.context["form"].fields if name.startswith("member_")] == []
    rithy.post(_address(draft, "returned-take"), {"plan": page.context["form"].initial["plan"], "member_0": "on"})
    spoken = [*Suggestion.objects.all(), *Remark.objects.exclude(from_name="")]
    of_chan = [each for each in spoken if "Chan" in each.from_name]
    assert of_chan
    assert {(each.author, each.from_name) for each in of_chan} == {(None, "Chan, in the file of Rithy")}


def test_a_coordinator_sees_who_brought_which_file_and_observers_bring_none(draft: Draft) -> None:
    data = with_body(sent(draft), lambda text: text.replace("three cases", "nine cases"))
    for somebody, sender in ((draft.cast.rithy, ""), (draft.cast.sophea, "Maly")):
        given = {"document": SimpleUploadedFile("draft.docx", data), "sender": sender}
        client = _client(draft, somebody)
        plan = client.post(_address(draft, "returned"), given).context["form"].initial["plan"]
        client.post(_address(draft, "returned-take"), {"plan": plan})
        data = with_body(data, lambda text: text.replace("nine cases", "ten cases"))
    rounds = reverse("submissions:rounds", args=[draft.cast.coalition.key, draft.section.submission_id])
    page = " ".join(_client(draft).get(rounds).content.decode().split())
    assert ", Rithy (1 suggestion, 0 comments)" in page
    assert ", Maly, uploaded by Sophea (1 suggestion, 0 comments)" in page
    vuthy = _client(draft, draft.cast.vuthy)
    assert "uploaded by" not in vuthy.get(rounds).content.decode()
    assert vuthy.get(_address(draft, "returned")).status_code == 403
    with pytest.raises(NotPermitted):
        bring_back(by=draft.cast.vuthy, circulation=draft.circulation, placed={}, **read(data))
    choices = Choices(sender="Maly", people={"Chan": draft.cast.chan})
    with pytest.raises(NotPermitted):
        take_back(by=draft.cast.rithy, circulation=draft.circulation, choices=choices, **read(data))


def test_who_brought_a_file_is_forgotten_with_the_names(draft: Draft) -> None:
    draft.take_back(with_body(sent(draft), lambda text: text.replace("three cases", "nine cases")))
    forget_in_submissions(draft.cast.coalition.key, timezone.now())
    assert {(each.sender, each.brought_by) for each in ReturnedCopy.objects.all()} == {("", None)}
