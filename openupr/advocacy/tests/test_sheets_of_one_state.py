"""A sheet is for one State: what it took up, why it should act now, whether we approach it, and what is known of it."""

from datetime import timedelta
from functools import partial

from django.urls import reverse
from django.utils.formats import date_format

from openupr.advocacy.models import Uptake, WhyNow
from openupr.advocacy.sheets import name_contact
from openupr.advocacy.states import avoid_state
from openupr.advocacy.tests.test_sheets import TEXT, sheet_of, shorten
from openupr.advocacy.tests.test_sheets import ask as ask
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.models import Proposal
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.exports import LoadRecord
from openupr.reviews.models import Review
from openupr.timeline.milestones import publish_date
from openupr.upr.phases import REVIEW
from openupr.web.tests.reading import as_read

TOOK_UP = "Compensate families who were evicted"
IN_REVIEW = {"Session": "46", "Issue": "Justice"}


def hold_the_review(cast: Cast) -> None:
    """The coalition's review is session 46, and was over yesterday."""
    Coalition.objects.update(review=Review.objects.get(iso3="KHM", session=46))
    calendar = calendar_of(cast.coalition, today=today_there())
    publish = partial(publish_date, calendar=calendar, key=REVIEW, source="The UN's list", today=today_there())
    publish(day=today_there() - timedelta(days=3), until=today_there() - timedelta(days=1))


def mark(ask: Proposal, said: str, **given: object) -> None:
    """That France took the ask up, after people looked at both together."""
    today = today_there()
    Uptake.objects.create(proposal=ask, iso3="FRA", said=said, said_on=today, **{"looked_on": today, **given})


def page_of(cast: Cast, browser_of: SignIn, name: str, **parts: str) -> str:
    answer = browser_of(cast.dara).get(reverse(f"advocacy:{name}", kwargs={**cast.at_coalition, **parts}))
    return as_read(answer.content.decode())


def test_a_sheet_has_its_day(cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord) -> None:
    load_record([])
    shorten(cast, ask)
    sender = f"From civil society: {cast.coalition.name} · {date_format(today_there(), 'j F Y')}"
    assert sender in sheet_of(cast, browser_of, "txt").decode()


def test_after_the_review_a_sheet_says_which_of_our_recommendations_the_state_took_up(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{**IN_REVIEW, "Text": "Train judges"}, {**IN_REVIEW, "Text": TOOK_UP}, {"Text": "Draw maps"}])
    shorten(cast, ask)
    hold_the_review(cast)
    key = Ask.objects.get(records__text=TOOK_UP).key
    mark(ask, "part", ask_key=key, number="118.12", text=TOOK_UP, looked_on=None)
    sheet = sheet_of(cast, browser_of, "txt").decode()
    assert TOOK_UP in sheet
    assert "Taken up" not in sheet, "people have not looked at both together"
    Uptake.objects.update(looked_on=today_there())
    sheet = sheet_of(cast, browser_of, "txt").decode()
    assert sheet.index(TOOK_UP) < sheet.index("Train judges"), "what takes up an ask comes first"
    assert f"{TEXT}\nTaken up in part by your State: 118.12" in sheet
    assert "We found" not in sheet
    Uptake.objects.update(said="full")
    assert "Taken up by your State: 118.12" in sheet_of(cast, browser_of, "txt").decode()


def test_what_a_state_took_up_is_on_its_sheet_if_the_record_lacks_it_and_if_we_did_not_ask_the_state(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Draw maps"}])
    shorten(cast, ask)
    ask.carriers.all().delete()
    hold_the_review(cast)
    mark(ask, "full", text=TOOK_UP)
    sheet = sheet_of(cast, browser_of, "txt").decode()
    assert "What your State recommended in this review" in sheet
    assert TOOK_UP in sheet
    assert f"{TEXT}\nTaken up by your State" in sheet


def test_the_page_of_a_sheet_never_says_that_we_looked_in_the_coalitions_own_review(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Draw maps"}, {**IN_REVIEW, "Text": "Fund courts", "From": "Norway"}])
    shorten(cast, ask)
    hold_the_review(cast)
    assert "We looked in: session 18 (2014)." in as_read(sheet_of(cast, browser_of).decode())


def test_why_now_is_written_for_one_state_and_others_have_what_is_on_all(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    shorten(cast, ask)
    name_contact(by=cast.sophea, coalition=cast.coalition, text="", why_now="Parliament votes.", why_source="Gazette")
    dara, address = browser_of(cast.dara), reverse("advocacy:why-now", kwargs={**cast.at_coalition, "iso3": "FRA"})
    assert dara.post(address, {"why_now": "Paris paid for the land register."}).status_code == 422
    dara.post(address, {"why_now": "Paris paid for the land register.", "why_source": "Annual report"})
    text = sheet_of(cast, browser_of, "txt").decode()
    assert "Paris paid for the land register. (Annual report)" in text
    assert "Parliament votes." not in text
    norway = reverse("advocacy:sheet-file", kwargs={**cast.at_coalition, "iso3": "NOR", "kind": "txt"})
    assert "Parliament votes. (Gazette)" in dara.get(norway).content.decode()
    dara.post(address, {"why_now": "", "why_source": ""})
    assert not WhyNow.objects.exists()
    assert "Parliament votes. (Gazette)" in sheet_of(cast, browser_of, "txt").decode()
    assert dara.get(address.replace("FRA", "KHM")).status_code == 404


def test_a_state_that_carries_something_and_is_not_approached_any_more_is_named_at_once_with_what_to_do(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    shorten(cast, ask)
    said = "You do not approach these States, but they carry recommendations"
    assert said not in page_of(cast, browser_of, "sheets")
    add = reverse("advocacy:not-approached-add", kwargs=cast.at_coalition)
    answer = as_read(browser_of(cast.dara).post(add, {"iso3": "FRA"}, follow=True).content.decode())
    assert said in answer
    assert f"?theme=ask-{ask.pk}" in answer, "where other States are chosen"
    for page in ("carriers", "sheets"):
        found = page_of(cast, browser_of, page)
        assert said in found
        assert "not approached" in found
    assert said in page_of(cast, browser_of, "sheet", iso3="FRA")
    avoid_state(by=cast.dara, coalition=cast.coalition, iso3="NOR")
    assert said not in page_of(cast, browser_of, "sheet", iso3="NOR")
    ask.carriers.all().delete()
    assert said not in page_of(cast, browser_of, "carriers")


def test_the_pages_of_sheets_and_statement_say_which_later_reviews_are_not_loaded_and_how_to_load_them(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Draw maps"}])
    shorten(cast, ask)
    said = (
        "Not loaded: sessions 32 (2019) and 46 (2024). Texts and questions here know nothing later than "
        "session 18 (2014)."
    )
    for page in ("sheets", "statement"):
        assert said in page_of(cast, browser_of, page)
    link = f"{reverse('recommendations:import')}?state=KHM"
    assert link in browser_of(cast.dara).get(reverse("advocacy:sheets", kwargs=cast.at_coalition)).content.decode()
    load_record([{"Text": "Draw maps", "Session": session} for session in ("18", "32", "46")])
    assert "Not loaded" not in page_of(cast, browser_of, "sheets")
