"""Who speaks is counted while planning and on the floor, without names; what was learnt is held against it."""

from datetime import timedelta

import pytest

from openupr.attendance.balance import balance_of, choose_tally, count_interpreters, count_speakers, tally_floor
from openupr.attendance.lessons import check_lesson_by, checks_of, earlier, see_to_lesson
from openupr.attendance.models import FloorTally, Interpreting, SpeakingCount
from openupr.attendance.rules.balance import LessonKept, Speaking
from openupr.attendance.rules.refusals import MoreThanSpeak, NoTally
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.workshops.models import Session, Workshop
from openupr.workshops.workshops import plan_workshop
from openupr.workshops.write_up import learn_lesson


@pytest.fixture
def panel(two_days: Workshop) -> Session:
    return Session.objects.get(day__workshop=two_days, number=2, continues=None)


@pytest.fixture
def following(two_days: Workshop, cast: Cast) -> Workshop:
    """The next of the series."""
    last = two_days.days.last()
    assert last
    return plan_workshop(
        by=cast.sophea,
        coalition=cast.coalition,
        kind="validation",
        title="The next",
        languages=["km", "en"],
        follows=two_days,
        first_day=last.date + timedelta(days=90),
        days=1,
    )


def at(cast: Cast, workshop: Workshop, rest: str = "") -> str:
    return f"/coalitions/{cast.coalition.key}/workshops/{workshop.pk}/{rest}"


def test_while_planning_one_sees_how_many_women_speak_and_how_many_interpret(
    two_days: Workshop, panel: Session, cast: Cast, browser_of: SignIn
) -> None:
    bopha, opening = browser_of(cast.bopha), Session.objects.get(day__workshop=two_days, number=1)
    page = at(cast, two_days, "attendance/balance/")
    empty = bopha.get(page).content.decode()
    assert "The speakers are not counted yet." in empty
    # Every form that is empty is one that is not counted, whomever the agenda names.
    forms = empty.count('value="speaking"')
    assert forms > 2
    assert f"{forms} sessions are not counted yet." in empty
    assert "The agenda names no speaker there" in empty
    sent = {"do": "speaking", "session": str(panel.pk), "people": "5", "women": "2", "rural": "1"}
    assert bopha.post(page, sent).status_code == 302
    bopha.post(page, {"do": "interpreters", "km": "1", "en": "2"})
    assert f"{forms - 1} sessions are not counted yet." in bopha.get(page).content.decode()
    nobody = {"do": "speaking", "session": str(opening.pk), "people": "0", "women": "0", "rural": "0"}
    assert bopha.post(page, nobody).status_code == 302
    assert f"{forms - 2} sessions are not counted yet." in bopha.get(page).content.decode()
    shown = bopha.get(at(cast, two_days)).content.decode()
    assert "Of 5 who speak, 40% are women and 20% from the countryside." in shown
    assert "Khmer: 1 interpreter." in shown
    assert "too few to relieve each other" in bopha.get(page).content.decode()
    assert "40%" not in browser_of(cast.vuthy).get(at(cast, two_days)).content.decode()


def test_more_women_than_people_is_told_and_nothing_changes(
    two_days: Workshop, panel: Session, cast: Cast, browser_of: SignIn
) -> None:
    with pytest.raises(MoreThanSpeak):
        count_speakers(by=cast.bopha, session=panel, speaking=Speaking(2, 3, 0))
    sent = {"do": "speaking", "session": str(panel.pk), "people": "2", "women": "3", "rural": "0"}
    answer = browser_of(cast.bopha).post(at(cast, two_days, "attendance/balance/"), sent)
    assert answer.status_code == 422
    assert "than people who speak" in answer.content.decode()
    assert not SpeakingCount.objects.exists()


def test_the_floor_is_counted_only_where_that_was_chosen_and_deleted_where_it_is_not_any_more(
    two_days: Workshop, panel: Session, cast: Cast, browser_of: SignIn
) -> None:
    with pytest.raises(NoTally):
        tally_floor(by=cast.bopha, session=panel, kind="woman", turns=1)
    browser = browser_of(cast.bopha)
    browser.post(at(cast, two_days, "attendance/balance/"), {"do": "keep-tally"})
    floor = at(cast, two_days, f"attendance/balance/{panel.pk}/floor/")
    for kind, do in (
        ("woman", "turn"),
        ("woman", "minute"),
        ("woman", "minute"),
        ("rural", "turn"),
        ("man", "no-turn"),
    ):
        browser.post(floor, {"kind": kind, "do": do})
    page = browser.get(floor).content.decode()
    assert "1 turn, 2 minutes" in page
    assert balance_of(two_days).floor == {"woman": (1, 2), "man": (0, 0), "other": (0, 0), "rural": (1, 0)}
    assert browser.post(floor, {"kind": "x", "do": "turn"}).status_code == 404
    assert {field.name for field in FloorTally._meta.get_fields()} == {"id", "session", "kind", "turns", "minutes"}
    choose_tally(by=cast.bopha, workshop=two_days, keep=False)
    assert not FloorTally.objects.exists()


def test_lessons_of_before_are_checked_when_the_next_workshop_is_planned(
    two_days: Workshop, following: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    long = "More women are to speak, as moderators and as rapporteurs of the groups, and not only in the opening hour"
    women = learn_lesson(by=cast.bopha, workshop=two_days, topic="balance", text=long)
    assert str(women) == "More women are to speak, as moderators and as rapporteurs of the groups, and…"
    booths = learn_lesson(by=cast.bopha, workshop=two_days, topic="interpreting", text="More interpreters are needed")
    guests = learn_lesson(by=cast.bopha, workshop=two_days, topic="partners", text="Embassies would like to help")
    browser = browser_of(cast.bopha)
    for lesson, rule in ((women, {"rule": "women", "least": "50"}), (booths, {"rule": "interpreters", "least": "2"})):
        browser.post(at(cast, following, f"attendance/lessons/{lesson.pk}/"), {"do": "rule", **rule})
    assert [each.status for each in checks_of(following)] == [
        LessonKept.NOT_KNOWN, LessonKept.NOT_KNOWN, LessonKept.NOT_KEPT,
    ]  # fmt: skip
    assert "Embassies would like to help" in browser.get(at(cast, following)).content.decode()
    for page in ("", "attendance/lessons/", "attendance/balance/"):
        assert long in browser.get(at(cast, following) + page).content.decode()
    day = following.days.get()
    talk = Session.objects.create(day=day, start="09:00", end="10:00", title="A talk")
    count_speakers(by=cast.bopha, session=talk, speaking=Speaking(4, 1, 0))
    count_interpreters(by=cast.bopha, workshop=following, interpreters={"km": 2, "en": 2})
    browser.post(at(cast, following, f"attendance/lessons/{guests.pk}/"), {"do": "seen-to"})
    found = checks_of(following)
    assert [(each.status, each.found) for each in found] == [
        (LessonKept.NOT_KEPT, "25%"), (LessonKept.KEPT, "Khmer: 2, English: 2"), (LessonKept.KEPT, ""),
    ]  # fmt: skip
    shown = browser.get(at(cast, following)).content.decode()
    assert f"{long} (now 25%)" in shown
    assert "Embassies" not in shown
    assert (
        "More women are to speak"
        in browser_of(cast.vuthy).get(at(cast, following, "attendance/lessons/")).content.decode()
    )
    see_to_lesson(by=cast.bopha, workshop=following, lesson=guests, seen_to=False)
    check_lesson_by(by=cast.bopha, workshop=following, lesson=women, rule="", least=None)
    assert [each.status for each in checks_of(following)] == [
        LessonKept.NOT_KEPT,
        LessonKept.KEPT,
        LessonKept.NOT_KEPT,
    ]
    answer = browser.post(at(cast, following, f"attendance/lessons/{women.pk}/"), {"do": "rule", "rule": "women"})
    assert answer.status_code == 302
    assert not hasattr(women, "check_rule")


def test_a_series_that_leads_back_to_itself_ends(two_days: Workshop, following: Workshop) -> None:
    two_days.follows = following
    two_days.save()
    assert earlier(following) == [two_days]
    assert earlier(Workshop.objects.get(pk=two_days.pk)) == [following]
    assert not Interpreting.objects.exists()
