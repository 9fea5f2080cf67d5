"""The same on the pages: out as Word, back as suggestions, with a person where it is unsure."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from openupr.files.tests.word_files import word_file
from openupr.submissions.models import Suggestion
from openupr.submissions.tests.drafts import TEXTS, Draft, circulated_draft, sent, told, tracked, with_body


@pytest.fixture(name="draft")
def the_draft(db: None) -> Draft:
    """A draft that was circulated."""
    return circulated_draft()


def _client(draft: Draft) -> Client:
    client = Client()
    client.force_login(draft.cast.sophea)
    return client


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
    assert re.search(r"Word file that came back:.*?, Maly\s+\(", done.content.decode(), re.DOTALL)
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
