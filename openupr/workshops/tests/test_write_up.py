"""After a workshop: roadmaps are handed in, next steps get dates, needs meet offers."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from openupr.accounts.actions import NotPermitted
from openupr.accounts.audit_log import forget_authorship
from openupr.accounts.models import Person
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.proposals import propose
from openupr.roadmaps.answers import answer
from openupr.roadmaps.rules.roadmap import Kind, numbers_of
from openupr.timeline.milestones import mark_done
from openupr.timeline.models import Milestone
from openupr.web.tests.reading import press
from openupr.workshops.models import Lesson, Match, Need, SessionNote, WayForward, Workshop
from openupr.workshops.support import confirm_match, hand_in_roadmap, need_support, needs_of, roadmaps_of
from openupr.workshops.tests.test_agenda import called
from openupr.workshops.tests.test_pages import at
from openupr.workshops.write_up import agree_next_step, change_next_step, drop_next_step, offer_support, rows, steps_of

TODAY = date(2018, 3, 20)


def noon() -> datetime:
    return datetime(2018, 3, 20, 12, tzinfo=UTC)


def test_dara_hands_in_the_roadmap_and_what_is_missing_is_said(
    workshop: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    answer(by=cast.dara, group=cast.land, question=7, text="Two laws were passed.", version=0, now=noon())
    browser = browser_of(cast.dara)
    hand_in = at(cast, f"{workshop.pk}/after/groups/{cast.land.pk}/hand-in/")
    page = press(browser, at(cast, f"{workshop.pk}/after/"), hand_in, follow=True).content.decode()
    later = list(numbers_of(Kind.TEXT))[3:]  # of the workshop's ten, three are answered by the group alone
    assert f"{6 + len(later)} questions are open." in page
    assert "1, 2, 4, 8, 9, 10" in page
    land, labour = roadmaps_of(workshop)
    assert land.handed
    assert (labour.handed, labour.missing) == (None, [1, 2, 3, 4, 7, 8, 9, 10, *later])
    # Questions answered afterwards are not open any more; a few recommendations are an answer too.
    answer(by=cast.dara, group=cast.land, question=8, text="We meet on Friday.", version=0, now=noon())
    propose(by=cast.dara, group=cast.land, text="Title forests.", language="en", now=noon())
    land = roadmaps_of(workshop)[0]
    assert land.missing == [1, 2, 9, 10, *later]
    assert land.missing_then.startswith("1, 2, 4, 8, 9, 10")
    page = browser.get(at(cast, f"{workshop.pk}/after/")).content.decode()
    assert "when it was handed in: 1, 2, 4, 8, 9, 10" in page
    assert "1 of the 4 recommendations that are asked for" in page


def test_handed_in_again_the_last_time_counts(workshop: Workshop, cast: Cast) -> None:
    first = hand_in_roadmap(by=cast.dara, group=cast.land, workshop=workshop, today=TODAY)
    answer(by=cast.chan, group=cast.land, question=8, text="We meet on Friday.", version=0, now=noon())
    again = hand_in_roadmap(by=cast.dara, group=cast.land, workshop=workshop, today=date(2018, 3, 22))
    assert (first.pk, first.day, 8 in first.missing) == (again.pk, TODAY, True)
    assert (again.day, 8 in again.missing) == (date(2018, 3, 22), False)


def test_a_member_does_not_hand_in_and_is_offered_no_button(workshop: Workshop, cast: Cast, browser_of: SignIn) -> None:
    with pytest.raises(NotPermitted):
        hand_in_roadmap(by=cast.chan, group=cast.land, workshop=workshop, today=TODAY)
    assert "hand-in/" not in browser_of(cast.chan).get(at(cast, f"{workshop.pk}/after/")).content.decode()
    assert browser_of(cast.dara).get(at(cast, f"{workshop.pk}/after/")).content.decode().count("hand-in/") == 1


def test_the_way_forward_stands_in_the_timeline_with_its_owner(workshop: Workshop, cast: Cast) -> None:
    given = {"text": "Meet the embassies", "owner": "The coordinator", "day": date(2018, 11, 12)}
    step = agree_next_step(by=cast.sophea, workshop=workshop, today=TODAY, **given)
    milestone = Milestone.objects.get(key=step.key)
    assert (milestone.title, milestone.day, milestone.whose) == tuple(given[name] for name in ("text", "day", "owner"))
    change_next_step(
        by=cast.sophea, step=step, text=step.text, more="", owner="Forest Watch", day=date(2018, 11, 20), today=TODAY
    )
    milestone.refresh_from_db()
    assert (milestone.day, milestone.whose) == (date(2018, 11, 20), "Forest Watch")
    mark_done(milestone=milestone, today=TODAY)
    assert [each.is_done for each in steps_of(workshop)] == [True]
    drop_next_step(by=cast.sophea, step=step, today=TODAY)
    assert not Milestone.objects.filter(key=f"way-forward-{step.pk}").exists()


def test_what_has_no_day_waits_outside_the_timeline(workshop: Workshop, cast: Cast) -> None:
    step = agree_next_step(by=cast.sophea, workshop=workshop, text="Find money", today=TODAY)
    assert [each.milestone for each in steps_of(workshop)] == [None]
    assert not Milestone.objects.filter(key=step.key).exists()


def test_forgetting_takes_away_the_owner(workshop: Workshop, cast: Cast) -> None:
    agree_next_step(by=cast.sophea, workshop=workshop, text="Meet", owner="Dara", day=TODAY, today=TODAY)
    forget_authorship(circle=cast.coalition.key, now=timezone.now())
    assert WayForward.objects.get().owner == ""
    assert not Milestone.objects.filter(whose="Dara").exists()


def test_a_need_is_offered_what_fits_by_kind_and_topic_and_somebody_confirms(
    workshop: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    def offer(partner: str, kind: str, *issues: str) -> None:
        offer_support(by=cast.bopha, workshop=workshop, partner=partner, kind=kind, issues=issues)

    offer("Anybody's teacher", "training")
    offer("Teacher of land", "training", "right-to-land")
    offer("Teacher of labour", "training", "labour")
    offer("Payer", "money")
    need = need_support(by=cast.chan, group=cast.land, workshop=workshop, kind="training", text="Writing evidence")
    (line,) = needs_of(workshop)
    assert [each.partner for each in line.could] == ["Teacher of land", "Anybody's teacher"]
    chosen = {"need": str(need.pk), "offer": str(line.could[0].pk)}
    browser = browser_of(cast.bopha)
    after, match = at(cast, f"{workshop.pk}/after/"), at(cast, f"{workshop.pk}/after/match/")
    press(browser, after, match, chosen | {"do": "confirm"})
    (line,) = needs_of(workshop)
    assert [each.partner for each in line.met] == ["Teacher of land"]
    assert "Met by Teacher of land" in browser.get(at(cast, f"{workshop.pk}/after/")).content.decode()
    browser.post(match, chosen | {"do": "undo"})
    assert not Match.objects.exists()


def test_a_match_says_later_what_came_of_it_and_only_the_groups_people_say_so(
    workshop: Workshop, cast: Cast, maly: Person, browser_of: SignIn
) -> None:
    offer = offer_support(by=cast.bopha, workshop=workshop, partner="Teachers of the test", kind="training", issues=())
    need = need_support(by=cast.chan, group=cast.land, workshop=workshop, kind="training", text="Writing evidence")
    confirm_match(by=cast.bopha, offer=offer, need=need, today=TODAY)
    address = reverse("workshops:outcome", args=[cast.coalition.key, workshop.pk, cast.land.pk, need.pk, offer.pk])
    page, chan = at(cast, f"{workshop.pk}/after/"), browser_of(cast.chan)
    assert "The outcome is not noted yet." in chan.get(page).content.decode()
    chan.post(address, {"outcome": "Two days in May, 14 people."})
    match = Match.objects.get()
    assert (match.outcome, match.outcome_on) == ("Two days in May, 14 people.", today_there())
    assert "Two days in May, 14 people." in browser_of(cast.vuthy).get(page).content.decode()
    (row,) = rows(workshop, "needs")
    assert row["what_came_of_it"] == ["Teachers of the test: Two days in May, 14 people."]
    for somebody, status in ((cast.rithy, 403), (cast.vuthy, 403), (maly, 404)):
        assert browser_of(somebody).post(address, {"outcome": "Nothing"}).status_code == status
    other = reverse("workshops:outcome", args=[cast.coalition.key, workshop.pk, cast.land.pk, need.pk, 999_999])
    assert chan.post(other, {"outcome": "x"}).status_code == 404
    assert Match.objects.get().outcome == "Two days in May, 14 people."
    chan.post(address, {"outcome": " "})
    assert (Match.objects.get().outcome, Match.objects.get().outcome_on) == ("", None)


def test_bopha_writes_up_what_was_said_reached_learnt(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    browser, one = browser_of(cast.bopha), at(cast, f"{two_days.pk}/")
    session = called(two_days, 2)
    browser.post(f"{one}sessions/{session.pk}/notes/", {"text": "Two offices told what had changed."})
    assert SessionNote.objects.get().session == session
    browser.post(f"{one}after/note/achievement/", {"text": "Eight groups began."})
    browser.post(
        f"{one}after/note/lesson/", {"topic": "balance", "text": "Few women spoke.", "next_time": "Ask them first."}
    )
    lesson = Lesson.objects.get()
    browser.post(
        f"{one}after/note/lesson/{lesson.pk}/", {"topic": "balance", "text": "Few spoke.", "next_time": "Ask first."}
    )
    page = browser.get(f"{one}after/").content.decode()
    assert [part in page for part in ("Eight groups began.", "Few spoke.", "Ask first.", "Few women")] == [
        True, True, True, False,
    ]  # fmt: skip
    browser.post(f"{one}after/note/lesson/{lesson.pk}/", {"do": "drop"})
    assert not Lesson.objects.exists()
    browser.post(f"{one}sessions/{session.pk}/notes/", {"text": "  "})
    assert not SessionNote.objects.exists()


def test_what_was_written_after_the_workshop_can_be_downloaded_and_an_empty_list_offers_nothing(
    workshop: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    need_support(by=cast.dara, group=cast.land, workshop=workshop, kind="money", text="Buses")
    page = browser_of(cast.vuthy).get(at(cast, f"{workshop.pk}/after/")).content.decode()
    assert [name for name in ("needs", "offers", "lessons") if f"after/{name}.csv" in page] == ["needs"]


def test_the_lists_leave_as_files(workshop: Workshop, cast: Cast, browser_of: SignIn) -> None:
    need_support(by=cast.dara, group=cast.land, workshop=workshop, kind="money", text="Buses")
    browser, one = browser_of(cast.vuthy), at(cast, f"{workshop.pk}/after/")
    assert browser.get(f"{one}needs.json").json()["needs"] == [
        {
            "group": "Land",
            "kind": "money",
            "what": "Buses",
            "met_by": [],
            "what_came_of_it": [],
            "could_be_met_by": [],
        }
    ]
    for name in ("roadmaps", "way-forward", "needs", "offers", "lessons", "achievements"):
        data = b"".join(browser.get(f"{one}{name}.csv").streaming_content)  # type: ignore[attr-defined]
        assert data.count(b"\n") >= 1
    assert {browser.get(f"{one}{name}").status_code for name in ("people.csv", "needs.exe")} == {404}


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("note/lesson/", {"topic": "gossip", "text": "x"}),
        ("note/lesson/", {"topic": "balance", "text": "\x00"}),
        ("note/achievement/", {"text": "x" * 10_000}),
        ("note/offer/", {"partner": "P", "kind": "money", "issues": "no-issue"}),
        ("note/people/", {"text": "x"}),
        ("note/lesson/99999999999999999999/", {"do": "drop"}),
        ("next-steps/add/", {"text": "x", "day": "tomorrow"}),
        ("next-steps/add/", {"text": "x" * 201}),
        ("next-steps/99999999999999999999/", {}),
        ("match/", {"need": "x", "offer": "²"}),
        ("groups/{group}/needs/add/", {"kind": "love", "text": "x"}),
        ("groups/{group}/needs/99999999999999999999/", {}),
        ("groups/99999999999999999999/hand-in/", {}),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_noted(
    workshop: Workshop, cast: Cast, browser_of: SignIn, address: str, given: dict[str, str]
) -> None:
    sent = browser_of(cast.sophea).post(at(cast, f"{workshop.pk}/after/{address.format(group=cast.land.pk)}"), given)
    assert sent.status_code in (404, 422)
    assert [model.objects.exists() for model in (Lesson, Need, WayForward, Match)] == [False] * 4


def test_the_page_asks_as_often_with_many_rows_as_with_one(
    workshop: Workshop, cast: Cast, browser_of: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def fill() -> None:
        for group in (cast.land, cast.labour):
            need_support(by=cast.sophea, group=group, workshop=workshop, kind="money", text="Buses")
            hand_in_roadmap(by=cast.sophea, group=group, workshop=workshop, today=TODAY)
        offer_support(by=cast.sophea, workshop=workshop, partner="P", kind="money")
        agree_next_step(by=cast.sophea, workshop=workshop, text="Meet", day=TODAY, today=TODAY)

    fill()
    browser, address = browser_of(cast.vuthy), at(cast, f"{workshop.pk}/after/")
    browser.get(address)
    with django_assert_num_queries(23):
        browser.get(address)
    fill()
    with django_assert_num_queries(23):
        browser.get(address)
