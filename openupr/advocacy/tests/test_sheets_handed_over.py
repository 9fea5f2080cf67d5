"""What a diplomat is given says who gives it, and fits the day on which it is given."""

import io
from datetime import timedelta
from functools import partial
from zipfile import ZipFile

import pypdfium2
from django.urls import reverse
from PIL import Image

from openupr.advocacy.models import Logo
from openupr.advocacy.tests.test_sheets import ask as ask
from openupr.advocacy.tests.test_sheets import sheet_of, shorten
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.models import Proposal
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import RecordEdition, SourceRecord
from openupr.recommendations.tests.exports import LoadRecord
from openupr.reviews.models import Review
from openupr.timeline.milestones import publish_date
from openupr.upr.phases import REVIEW


def test_a_sheet_has_the_coalitions_logo_on_the_page_in_word_and_in_print_and_none_in_an_e_mail(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    shorten(cast, ask)
    assert "media/picture1.png" not in " ".join(ZipFile(io.BytesIO(sheet_of(cast, browser_of, "docx"))).namelist())
    drawn = io.BytesIO()
    Image.new("RGB", (480, 120), "green").save(drawn, "PNG")
    Logo.objects.create(coalition=cast.coalition, data=drawn.getvalue())
    assert reverse("advocacy:logo", kwargs=cast.at_coalition) in sheet_of(cast, browser_of).decode()
    assert "word/media/picture1.png" in ZipFile(io.BytesIO(sheet_of(cast, browser_of, "docx"))).namelist()
    printed = pypdfium2.PdfDocument(sheet_of(cast, browser_of, "pdf"))
    assert len(printed) == 1
    [picture] = printed[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, _low, right, _high = picture.get_bounds()
    assert right - left < printed[0].get_width() / 5, "it is small on paper, as in Word"
    assert "Logo" not in sheet_of(cast, browser_of, "txt").decode()


def test_a_sheet_asks_until_the_last_day_of_the_review_and_not_from_the_day_after(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    shorten(cast, ask)
    calendar = calendar_of(cast.coalition, today=today_there())
    publish = partial(publish_date, calendar=calendar, key=REVIEW, source="The UN's list", today=today_there())
    publish(day=today_there() - timedelta(days=3), until=today_there())
    on_the_last_day = sheet_of(cast, browser_of, "txt").decode()
    assert "What your State could recommend now" in on_the_last_day
    assert "We thank your State" not in on_the_last_day
    publish(day=today_there() - timedelta(days=3), until=today_there() - timedelta(days=1))
    on_the_day_after = sheet_of(cast, browser_of, "txt").decode()
    assert "We ask your State to follow up the outcome of the review." in on_the_day_after
    assert "We ask for a meeting" not in on_the_day_after


def test_after_the_review_a_sheet_lists_what_the_state_recommended_in_it_with_number_and_answer(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    before = "Give evicted families compensation"
    rows = [("France", "Train all judges"), ("France", "Free all who are held"), ("Norway", "Fund the courts")]
    made = [{"From": state, "Text": text, "Session": "46", "Issue": "Justice"} for state, text in rows]
    load_record([{"Text": before}, *made])
    numbers = {"Train all judges": "12.9", "Free all who are held": "12.10"}
    for text, number in numbers.items():
        SourceRecord.objects.filter(text=text).update(number=number, symbol="A/HRC/57/17")
    RecordEdition.objects.update(token="numbered")
    refresh_index()
    shorten(cast, ask)
    Coalition.objects.update(review=Review.objects.get(iso3="KHM", session=46))
    calendar = calendar_of(cast.coalition, today=today_there())
    publish = partial(publish_date, calendar=calendar, key=REVIEW, source="The UN's list", today=today_there())
    publish(day=today_there() - timedelta(days=3), until=today_there())
    assert "Train all judges" not in sheet_of(cast, browser_of, "txt").decode()
    publish(day=today_there() - timedelta(days=3), until=today_there() - timedelta(days=1))
    sheet = sheet_of(cast, browser_of, "txt").decode()
    assert "What your State recommended in this review" in sheet
    assert sheet.index("Train all judges (supported, A/HRC/57/17, 12.9)") < sheet.index("Free all who are held")
    assert sheet.index("Free all who are held") < sheet.index("What your State recommended on this before")
    assert sheet.index("on this before") < sheet.index(before) < sheet.index("What we asked for")
    assert "Fund the courts" not in sheet, "Norway said so"
    assert "We ask you to follow up what it recommended." in sheet
