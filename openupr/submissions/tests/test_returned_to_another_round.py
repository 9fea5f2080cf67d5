"""A file that was given to another round than its own is told so before anything is added."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.clock import today_there
from openupr.files.word.with_changes import read_returned
from openupr.returning.units import Unit, returned_of
from openupr.returning.which_draft import lines_sent, nearest_draft
from openupr.submissions.models import Circulation, Suggestion
from openupr.submissions.paragraphs import write_paragraph
from openupr.submissions.returned_files import elsewhere
from openupr.submissions.rounds import circulate
from openupr.submissions.tests.drafts import NOW, Draft, circulated_draft, sent, with_body


@pytest.fixture(name="draft")
def the_draft(db: None) -> Draft:
    """A draft that was circulated, changed, and circulated again."""
    return circulated_draft()


def _again(draft: Draft) -> Circulation:
    text = "Land was taken from ninety families, and nobody was asked."
    paragraph = draft.paragraphs[0]
    write_paragraph(by=draft.cast.chan, paragraph=paragraph, text=text, version=2, now=NOW)
    until = (NOW + timedelta(days=9)).date()
    return circulate(
        by=draft.cast.sophea, submission=draft.section.submission, comments_until=until, now=timezone.now()
    )


def _preview(draft: Draft, found: Circulation, data: bytes) -> Any:
    client = Client()
    client.force_login(draft.cast.sophea)
    submission = draft.section.submission
    address = reverse("submissions:returned", args=[submission.coalition.key, submission.pk, found.number])
    return client, client.post(address, {"document": SimpleUploadedFile("draft.docx", data), "sender": "Maly"})


def test_the_file_of_an_earlier_draft_is_told_by_its_words_and_leads_to_its_round(draft: Draft) -> None:
    earlier = with_body(sent(draft), lambda text: text.replace("three cases", "nine cases"))
    second = _again(draft)
    _, page = _preview(draft, second, earlier)
    first = draft.circulation.number
    assert f"Its words are nearer to edition {first} than to edition {second.edition.number}." in page.content.decode()
    assert f'/rounds/{first}/returned/"' in page.content.decode()
    _, right = _preview(draft, draft.circulation, earlier)
    assert "nearer to edition" not in right.content.decode()
    assert not Suggestion.objects.exists()


def test_a_file_that_was_taken_back_in_another_round_is_told_with_the_day(draft: Draft) -> None:
    earlier = with_body(sent(draft), lambda text: text.replace("three cases", "nine cases"))
    client, page = _preview(draft, draft.circulation, earlier)
    take = page.context["form"].initial["plan"]
    submission = draft.section.submission
    args = [submission.coalition.key, submission.pk, draft.circulation.number]
    client.post(reverse("submissions:returned-take", args=args), {"plan": take})
    _, again = _preview(draft, _again(draft), earlier)
    assert f"As edition {draft.circulation.edition.number}, on " in again.content.decode()


def test_more_rounds_ask_the_database_no_more(draft: Draft, django_assert_num_queries: Any) -> None:
    returned = returned_of(read_returned(sent(draft)))
    second = _again(draft)
    with CaptureQueriesContext(connection) as few:
        assert elsewhere(second, returned, "x").nearer == draft.circulation
    given = {"submission": draft.section.submission, "comments_until": today_there(), "now": timezone.now()}
    third = circulate(by=draft.cast.sophea, **given)
    with django_assert_num_queries(len(few)):
        assert elsewhere(third, returned, "x").nearer == draft.circulation


def test_of_drafts_that_are_equally_near_it_is_the_one_it_was_given_to() -> None:
    units = [Unit("text", 0, "", text) for text in ("One.", "Two.")]
    one, longer = lines_sent(["One.", "Two."], {}.get), lines_sent(["One.", "Two.\n\n- Three."], {}.get)
    assert longer == {"One.", "Two.", "Three."}
    assert nearest_draft(units, {1: one, 2: one}, 1) == 1
    assert nearest_draft(units, {1: one, 2: longer}, 2) == 1
    assert nearest_draft([], {1: frozenset(), 2: longer}, 2) == 2
