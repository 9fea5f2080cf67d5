"""What comes back by e-mail is dropped on one page, which knows where it belongs."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from openupr.submissions.tests.drafts import Draft, circulated_draft, sent, with_body


@pytest.fixture(name="draft")
def the_draft(db: None) -> Draft:
    """A draft that was circulated."""
    return circulated_draft()


def dropped(draft: Draft, data: bytes) -> HttpResponse:
    client = Client()
    client.force_login(draft.cast.sophea)
    address = reverse("coalitions:came-back", args=[draft.cast.coalition.key])
    answer: HttpResponse = client.post(address, {"document": SimpleUploadedFile("a.docx", data), "sender": "Maly"})
    return answer


def test_a_draft_with_changes_goes_on_to_its_round_with_its_file(draft: Draft) -> None:
    answer = dropped(draft, with_body(sent(draft), lambda text: text.replace("three cases", "nine cases")))
    submission = draft.section.submission
    where = [draft.cast.coalition.key, submission.pk, draft.circulation.number]
    assert (answer.status_code, answer.headers["Location"]) == (307, reverse("submissions:returned", args=where))


def test_a_file_that_belongs_nowhere_is_refused_in_words(draft: Draft) -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    answer = dropped(draft, output.getvalue())
    assert answer.status_code == 422
    assert "OpenUPR does not know this file." in answer.content.decode()
