"""A workshop's report writes itself; what people write in it stays, and facts that change afterwards are told."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from openupr.accounts.actions import NotPermitted
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.timeline import coalition_agenda
from openupr.documents.word import write_markdown
from openupr.files.word import read_word
from openupr.reports.activity_report import put_in_own_words, report_of
from openupr.reports.document import document_of
from openupr.reports.models import Paragraph
from openupr.reports.outcome import MOST_ROWS, drawn_dates, starts_of_pictures, told_dates, told_when
from openupr.timeline.agenda import line_of
from openupr.timeline.feeds import ics
from openupr.timeline.rules.entries import DateEntry
from openupr.timeline.rules.statuses import DONE, TASK
from openupr.timeline.rules.windows import one_day
from openupr.web.tests.in_sight import links_in_sight, text_in_sight
from openupr.workshops.models import Day, Workshop
from openupr.workshops.tests.test_agenda import called
from openupr.workshops.workshops import move_day
from openupr.workshops.write_up import agree_next_step, learn_lesson, note_achievement, note_session

# What a report says is written in Python; test_names has one made there.
pytestmark = pytest.mark.thorough("on PostgreSQL")


def at(workshop: Workshop, rest: str = "/") -> str:
    return f"/coalitions/{workshop.coalition.key}/workshops/{workshop.pk}/report{rest}"


def said(workshop: Workshop, key: str) -> str:
    place = report_of(workshop, now=timezone.now()).place(key)
    assert place
    return place.suggested.text


def test_the_report_says_what_happened_and_each_number_leads_to_where_it_stands(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    page = browser_of(cast.vuthy).get(at(two_days)).content.decode()
    assert "took place on" in page
    assert f'<a href="/coalitions/{cast.coalition.key}/groups/">2</a>' in page
    for heading in ("Introduction", "Overview", "Achievements", "Lessons learnt", "Way forward", "Testimonies"):
        assert f">{heading}<" in page


def test_every_link_of_the_report_is_open_to_who_reads_it(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    browser = browser_of(cast.vuthy)
    page = browser.get(at(two_days)).content.decode()
    links = set(re.findall(r'<a href="(/coalitions/[^"#]+)"', page.partition('class="report"')[2]))
    assert len(links) > 3
    assert {link: browser.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_note_of_a_session_is_told_with_it(two_days: Workshop, cast: Cast) -> None:
    session = called(two_days, 2)
    assert said(two_days, f"session-{session.pk}").endswith("matters most in the next.")
    note_session(by=cast.bopha, session=session, text="Two offices told what had changed")
    assert said(two_days, f"session-{session.pk}").endswith("Two offices told what had changed.")


def test_sessions_of_which_nothing_was_noted_are_told_in_one_sentence(two_days: Workshop, cast: Cast) -> None:
    for session in (called(two_days, 1), called(two_days, 3)):
        session.objective, session.kind = "", "talk"
        session.save()
        session.roles.all().delete()
    told = said(two_days, "day-1-more")
    assert told.count("“") >= 2
    assert told.startswith("The agenda of the day had these, too: ")
    assert said(two_days, f"session-{called(two_days, 1).pk}") == ""


def test_the_picture_of_many_dates_is_several_that_can_be_read_in_print(two_days: Workshop, cast: Cast) -> None:
    of = report_of(two_days, now=timezone.now()).of
    entry = DateEntry(key="x", kind=TASK, title="Brief", window=one_day(date(2026, 12, 10)), status=DONE)
    line = line_of(entry, today=date(2026, 11, 25), time_zone="UTC")
    assert told_when(line) == "done before its day, 10 December 2026"
    assert told_when(replace(line, today=date(2026, 12, 11))) == "10 December 2026 (done)"
    pictures = drawn_dates(of)
    assert sum(len(some) for _png, some in pictures) in (0, len(told_dates(of)))
    assert all(len(some) <= MOST_ROWS for _png, some in pictures)


@pytest.mark.parametrize(
    ("dates", "on_each"), [(3, [3]), (18, [18]), (19, [16, 3]), (21, [18, 3]), (23, [18, 5]), (40, [18, 18, 4])]
)
def test_a_picture_of_dates_fills_its_page_before_the_next_begins(dates: int, on_each: list[int]) -> None:
    starts = starts_of_pictures(dates)
    assert [end - start for start, end in pairwise(starts)] == on_each


def test_what_was_reached_and_learnt_is_told(two_days: Workshop, cast: Cast) -> None:
    note_achievement(by=cast.bopha, workshop=two_days, text="Newcomers know the UPR")
    learn_lesson(by=cast.bopha, workshop=two_days, topic="balance", text="Few women spoke", next_time="Ask them first")
    note_achievement(by=cast.bopha, workshop=two_days, text="អ្នកថ្មីស្គាល់ UPR ហើយ")
    assert said(two_days, "achievements-list") == "Newcomers know the UPR.\nអ្នកថ្មីស្គាល់ UPR ហើយ។"
    assert said(two_days, "lessons-list") == "Few women spoke. Next time: Ask them first."


def test_what_somebody_wrote_stays_and_facts_that_changed_are_shown(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    browser, address = browser_of(cast.sophea), at(two_days, "/introduction-who/")
    opened = {each.html_name: each.value() for each in browser.get(address).context["form"]}
    told = browser.post(address, opened | {"text": opened["text"].replace("\n", "\r\n")}, follow=True).content.decode()
    assert ("Nothing was changed." in told, Paragraph.objects.exists()) == (True, False)
    browser.post(address, {"text": "We met in March.", "version": "0"})
    assert "We met in March." in browser.get(at(two_days)).content.decode()
    assert "Facts say something else" not in browser.get(at(two_days)).content.decode()
    day = two_days.days.get(date="2018-03-13")
    move_day(by=cast.sophea, day=day, today=today_there(), to=day.date.replace(day=14))
    page = browser.get(at(two_days)).content.decode()
    assert "We met in March." in page
    assert "In one place facts say something else" in page
    assert "12 and 14 March 2018" in page
    stale = "To be looked at: facts have changed since these places were written"
    assert stale in write_markdown(document_of(report_of(two_days, now=timezone.now())))
    browser.post(address, {"text": "We met in March.", "version": "1", "do": "keep"})
    page = browser.get(at(two_days)).content.decode()
    assert ("We met in March." in page, "Facts say something else" in page) == (True, False)
    assert stale not in write_markdown(document_of(report_of(two_days, now=timezone.now())))
    browser.post(address, {"do": "suggestion"})
    assert not Paragraph.objects.exists()
    assert "We met in March." not in browser.get(at(two_days)).content.decode()


def test_a_session_that_resumes_is_told_and_names_begin_a_line_as_names_do(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    resumed = two_days.days.last().sessions.exclude(continues=None).first()  # type: ignore[union-attr]
    assert resumed
    assert said(two_days, f"session-{resumed.pk}").endswith("” went on.")
    told = next(part for part in report_of(two_days, now=timezone.now()).parts if part.section.key == "day-2")
    assert sum(place.text.endswith("” went on.") for place in told.places) == 1
    two_days.other_organisers = ["the UN office", "eLand"]
    two_days.save()
    assert said(two_days, "contact-who").splitlines()[-2:] == ["The UN office", "eLand"]
    cover = write_markdown(document_of(report_of(two_days, now=timezone.now()))).partition("---")[0]
    assert "2 thematic groups" in cover
    assert "Annexes: the agenda" in cover
    page = browser_of(cast.sophea).get(at(two_days, "/contact-who/")).content.decode()
    assert "postal address, phone, e-mail and website" in page


def test_what_is_emptied_is_left_out(two_days: Workshop, cast: Cast) -> None:
    put_in_own_words(by=cast.sophea, workshop=two_days, key="introduction-who", text=" ", suggestion="We", version=0)
    place = report_of(two_days, now=timezone.now()).place("introduction-who")
    assert place
    assert place.is_empty


def test_of_two_who_write_at_once_the_second_sees_both(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    address = at(two_days, "/contact-who/")
    browser_of(cast.sophea).post(address, {"text": "By Sophea", "version": "0"})
    answer = browser_of(cast.bopha).post(address, {"text": "By Bopha", "version": "0"})
    assert answer.status_code == 409
    assert all(text in answer.content.decode() for text in ("By Sophea", "By Bopha"))
    assert Paragraph.objects.get().text == "By Sophea"


def test_who_only_looks_on_reads_and_does_not_write(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    with pytest.raises(NotPermitted):
        put_in_own_words(by=cast.vuthy, workshop=two_days, key="contact-who", text="x", suggestion="", version=0)
    assert "report/contact-who/" not in browser_of(cast.vuthy).get(at(two_days)).content.decode()


@pytest.mark.parametrize("slip", [date.max, date.min])
def test_a_date_mistyped_in_an_older_version_stops_neither_timeline_nor_report(
    two_days: Workshop, cast: Cast, browser_of: SignIn, slip: date
) -> None:
    step = agree_next_step(by=cast.sophea, workshop=two_days, text="Meet", day=slip, today=date(2018, 3, 13))
    Day.objects.filter(pk__in=two_days.days.values("pk")[:1]).update(date=slip)
    browser, coalition = browser_of(cast.sophea), f"/coalitions/{cast.coalition.key}/"
    theirs = ("timeline/", "timeline.csv", "timeline.svg", f"groups/{cast.land.pk}/timeline/")
    after = (f"workshops/{two_days.pk}/after/", f"workshops/{two_days.pk}/after/next-steps/{step.pk}/")
    for page in (at(two_days), at(two_days, ".docx"), *(coalition + rest for rest in ("", *theirs, *after))):
        assert browser.get(page).status_code == 200, page
    today = date(2018, 3, 13)
    assert ics(coalition_agenda(cast.coalition, today=today).lines, name="Dates", today=today, neutral=False)


def test_it_leaves_as_word_html_and_markdown(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    put_in_own_words(by=cast.sophea, workshop=two_days, key="contact-who", text="Ask\nus", suggestion="", version=0)
    browser = browser_of(cast.vuthy)
    found = read_word(browser.get(at(two_days, ".docx")).content)
    texts = [each.text for each in found.paragraphs]
    assert {"Introduction", "Way forward", "Ask", "us"} <= {re.sub(r"^[A-Z0-9.]+ ", "", text) for text in texts}
    assert any("Session 6 (continued)" in text for text in texts)
    for kind in ("html", "md"):
        assert "Way forward" in browser.get(at(two_days, f".{kind}")).content.decode()
    assert browser.get(at(two_days, ".exe")).status_code == 404


def test_a_workshop_of_which_nothing_is_known_yet_has_a_report_too(
    workshop: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    browser = browser_of(cast.sophea)
    assert browser.get(at(workshop)).status_code == 200
    assert read_word(browser.get(at(workshop, ".docx")).content).paragraphs
    assert browser.get(at(workshop, ".pdf")).status_code in (200, 503)


@pytest.mark.parametrize(
    ("rest", "given", "status"),
    [
        ("/no-such-place/", {"text": "x", "version": "0"}, 404),
        ("/contact-who/", {"text": "x" * 10_000, "version": "0"}, 422),
        ("/contact-who/", {"text": "a\x00b", "version": "0"}, 422),
        ("/contact-who/", {"text": "x", "version": "99999999999999999999"}, 422),
        ("/contact-who/", {"text": "x"}, 422),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_written(
    two_days: Workshop, cast: Cast, browser_of: SignIn, rest: str, given: dict[str, str], status: int
) -> None:
    assert browser_of(cast.sophea).post(at(two_days, rest), given).status_code == status
    assert not Paragraph.objects.exists()


def test_the_page_asks_as_often_with_many_rows_as_with_one(
    two_days: Workshop, cast: Cast, browser_of: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(cast.vuthy)

    def fill() -> None:
        note_achievement(by=cast.bopha, workshop=two_days, text="Reached")
        for key in ("contact-who", "introduction-more"):
            held = Paragraph.objects.filter(key=key).first()
            version = held.version if held else 0
            put_in_own_words(by=cast.sophea, workshop=two_days, key=key, text="x", suggestion="", version=version)

    fill()
    browser.get(at(two_days))
    with django_assert_num_queries(36):
        browser.get(at(two_days))
    fill()
    with django_assert_num_queries(36):
        browser.get(at(two_days))


def test_the_report_is_its_headings_and_each_part_unfolds(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    learn_lesson(by=cast.bopha, workshop=two_days, topic="balance", text="Few women spoke", next_time="Begin earlier")
    page = browser_of(cast.sophea).get(at(two_days)).content.decode()
    in_sight = text_in_sight(page)
    assert all(part.section.title in in_sight for part in report_of(two_days, now=timezone.now()).parts)
    assert "Few women spoke" in page
    assert "Few women spoke" not in in_sight
    assert links_in_sight(page) <= 16
