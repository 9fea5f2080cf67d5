"""What people said stands in the report as far as they agreed, and no longer than they agree."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.word import write_markdown, write_word
from openupr.files.word import read_word
from openupr.reports.activity_report import report_of
from openupr.reports.document import document_of
from openupr.testimonies.boxes import close_box
from openupr.testimonies.evaluations import put_in
from openupr.testimonies.models import Testimony
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.testimonies import put_testimony_in, release
from openupr.testimonies.withdrawals import withdraw
from openupr.workshops.box import open_its_box
from openupr.workshops.models import Workshop

# Much the same services as other tests call there one by one.
pytestmark = pytest.mark.thorough("on PostgreSQL")

DAY = date(2018, 3, 14)
WORDS, PHRASE = "I came to listen and left with a task.", "left with a task"


def in_word(workshop: Workshop) -> str:
    with ZipFile(io.BytesIO(write_word(document_of(report_of(workshop, now=timezone.now()))))) as archive:
        return archive.read("word/document.xml").decode()


def released(cast: Cast, workshop: Workshop, *, consent: str) -> str:
    """A released testimony; the code that takes it back."""
    box, code = open_its_box(by=cast.sophea, workshop=workshop, today=DAY), fresh_code()
    put_testimony_in(box=box, code=code, text=WORDS, phrase=PHRASE, consent=consent)
    close_box(by=cast.sophea, box=box, today=DAY)
    testimony = Testimony.objects.select_related("box__coalition").get()
    release(by=cast.sophea, testimony=testimony, leaving=WORDS, phrase=PHRASE, looked_at=True, fewer_than_five=False)
    workshop.refresh_from_db()
    return code.plain


def test_a_public_testimony_stands_there_with_its_phrase_in_bold_and_is_gone_once_withdrawn(
    two_days: Workshop, cast: Cast
) -> None:
    code = released(cast, two_days, consent="public")
    text = in_word(two_days)
    assert "I came to listen and " in text
    assert f'<w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">{PHRASE}</w:t>' in text
    assert "cannot be recalled" in text
    # Where one person ends and the next begins is seen, however many paragraphs one wrote.
    written = read_word(write_word(document_of(report_of(two_days, now=timezone.now()))))
    assert f"“{WORDS}”" in [each.text for each in written.paragraphs]
    withdraw(code=code)
    assert PHRASE not in in_word(two_days)


def test_a_draft_of_the_report_keeps_none_of_its_words(two_days: Workshop, cast: Cast) -> None:
    released(cast, two_days, consent="public")
    report = report_of(two_days, now=timezone.now())
    suggested = [place.suggested.text for part in report.parts for place in part.places]
    assert suggested
    assert PHRASE not in " ".join(suggested), "what is suggested is what a draft keeps"


def test_one_that_is_for_the_coalition_alone_does_not_leave(two_days: Workshop, cast: Cast) -> None:
    released(cast, two_days, consent="internal")
    assert "I came to listen" not in in_word(two_days)


def test_an_observer_reads_a_released_testimony_neither_on_its_page_nor_in_the_report(
    two_days: Workshop, cast: Cast, client: Client
) -> None:
    released(cast, two_days, consent="public")
    report = f"/coalitions/{cast.coalition.key}/workshops/{two_days.pk}/report/"
    pages = (report, *(f"{report[:-1]}.{kind}" for kind in ("docx", "html", "md")))
    client.force_login(cast.vuthy)
    assert client.get(f"/coalitions/{cast.coalition.key}/boxes/released/").status_code == 403
    assert "Observers do not read testimonies." in client.get(report).content.decode()
    assert not [page for page in pages if PHRASE in words_of(client, page)]
    client.force_login(cast.chan)
    assert not [page for page in pages if PHRASE not in words_of(client, page)]


def words_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if address.endswith(".docx"):
        with ZipFile(io.BytesIO(data)) as archive:
            data = archive.read("word/document.xml")
    return data.decode()


@pytest.mark.parametrize("others", [4, 5])
def test_a_published_report_says_what_may_be_said_of_an_evaluation(two_days: Workshop, cast: Cast, others: int) -> None:
    box = open_its_box(by=cast.sophea, workshop=two_days, today=DAY)
    for answer in ["5"] * 6 + ["1"] * others:
        put_in(box=box, answers={"useful": "5", "knew-before": answer})
    assert "evaluations were filled in" not in in_word(two_days)
    close_box(by=cast.sophea, box=box, today=DAY)
    two_days.refresh_from_db()
    written = write_markdown(document_of(report_of(two_days, now=timezone.now())))
    assert f"{6 + others} evaluations were filled in" in written
    assert "\n- How useful was it for you, all in all? On average 4.25 or more, from 1 (“not at all”)" in written
    said = "6 of 11 answered “well” or “very well”." if others == 5 else "On average 3.5, to the nearest half"
    assert f"\n- How well did you know the UPR before? {said}" in written
