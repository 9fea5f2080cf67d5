"""What people said stands in the report as far as they agreed, and no longer than they agree."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.word import write_markdown, write_word
from openupr.files.word import read_word
from openupr.reports.queries.document import document_of
from openupr.reports.queries.report import report_of
from openupr.testimonies.models import Testimony
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.services.answering import put_in
from openupr.testimonies.services.boxes import close_box
from openupr.testimonies.services.reviewing import release
from openupr.testimonies.services.testifying import put_testimony_in
from openupr.testimonies.services.withdrawing import withdraw
from openupr.workshops.models import Workshop
from openupr.workshops.services.box import open_its_box

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


def test_one_that_is_for_the_coalition_alone_does_not_leave(two_days: Workshop, cast: Cast) -> None:
    released(cast, two_days, consent="internal")
    assert "I came to listen" not in in_word(two_days)


@pytest.mark.parametrize("sheets", [5, 6])
def test_evaluations_are_told_from_five_on_and_shares_from_six(two_days: Workshop, cast: Cast, sheets: int) -> None:
    box = open_its_box(by=cast.sophea, workshop=two_days, today=DAY)
    for _ in range(sheets):
        put_in(box=box, answers={"whole": "5", box.questions[0]: "5", "knew-before": "1"})
    assert "evaluations were filled in" not in in_word(two_days)
    close_box(by=cast.sophea, box=box, today=DAY)
    two_days.refresh_from_db()
    written = write_markdown(document_of(report_of(two_days, now=timezone.now())))
    share = "\n- How well did you know the UPR before? Fewer than five of 6, or nobody, answered “well” or “very well”."
    assert (share in written) == (sheets == 6)
    assert f"{sheets} evaluations were filled in" in in_word(two_days)
