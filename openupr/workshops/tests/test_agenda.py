"""A workshop's agenda is begun, changed on the day, read by everybody in the room."""

import json
from datetime import UTC, date, datetime, time

import pytest
from django.test import override_settings
from icalendar import Calendar

from openupr.accounts.actions import NotPermitted
from openupr.accounts.models import Guest
from openupr.accounts.rooms import COOKIE, enter_room
from openupr.coalitions.clock import local_now
from openupr.coalitions.models import Group
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.workshops.agenda import agenda_as_ics, agenda_of, stage_at
from openupr.workshops.agenda_templates import agendas_to_start_from, keep_as_template, start_from
from openupr.workshops.models import AgendaTemplate, Session, Workshop
from openupr.workshops.rules.refusals import DayIsTaken, NameIsTaken, NotAPartOfItself, NotOnTheSameDay
from openupr.workshops.sessions import (
    add_session,
    change_session,
    move_session,
    number_sessions,
    remove_session,
    swap_sessions,
)
from openupr.workshops.workshops import (
    add_day,
    close_the_room,
    move_day,
    open_the_room,
    plan_workshop,
    remove_day,
    workshops_of,
)

# An agenda is moved in Python; test_after keeps one there.
pytestmark = pytest.mark.thorough("on PostgreSQL")

NO_ROLES: dict[str, list[str]] = {}


def printed(workshop: Workshop) -> list[str]:
    """Every session as one line."""
    return [
        f"{each.number} {line.session.start:%H:%M}-{line.session.end:%H:%M} {line.number or line.session.kind}"
        + (" continued" if line.is_continued else "")
        for each in agenda_of(workshop)
        for line in each.lines
    ]


def called(workshop: Workshop, number: int) -> Session:
    """The session of a number, as the gate finds it."""
    return Session.objects.select_related("day__workshop__coalition").get(day__workshop=workshop, number=number)


def at(hour: int, minute: int = 0, second: int = 0, day: int = 12) -> datetime:
    """A moment on the clock of Phnom Penh, seven hours ahead of UTC."""
    return datetime(2018, 3, day, hour - 7, minute, second, tzinfo=UTC)


def test_one_click_lays_out_the_two_days_of_march_2018(two_days: Workshop) -> None:
    assert printed(two_days) == [
        "1 08:00-08:30 registration",
        "1 08:30-09:00 opening",
        "1 09:00-10:30 1",
        "1 10:30-10:45 break",
        "1 10:45-11:30 2",
        "1 11:30-12:30 3",
        "1 12:30-13:30 break",
        "1 13:30-15:00 4",
        "1 15:00-15:15 break",
        "1 15:15-16:15 5",
        "1 16:15-17:00 6",
        "1 17:00-17:15 wrap-up",
        "2 09:00-09:15 recap",
        "2 09:15-11:30 6 continued",
        "2 11:30-11:45 break",
        "2 11:45-12:30 6 continued",
        "2 12:30-13:30 break",
        "2 13:30-15:00 7",
        "2 15:00-16:00 8",
        "2 16:00-16:15 wrap-up",
    ]
    lines = {line.number: line.times for each in agenda_of(two_days) for line in each.lines if not line.is_continued}
    assert (lines[1], lines[2], lines[4]) == (
        ["20 minutes for questions"],
        ["15 minutes each"],
        ["20 minutes for questions"],
    )
    assert [each.day.date for each in agenda_of(two_days)] == [date(2018, 3, 12), date(2018, 3, 13)]


def test_minutes_a_rapporteur_follow_the_number_of_groups(two_days: Workshop, cast: Cast) -> None:
    plenary = next(line for line in agenda_of(two_days)[1].lines if line.number == 7)
    assert plenary.times == ["45 minutes a rapporteur (2 groups)"]
    Group.objects.bulk_create(Group(coalition=cast.coalition, name=f"Group {n}", order=n) for n in range(3, 9))
    plenary = next(line for line in agenda_of(two_days)[1].lines if line.number == 7)
    assert plenary.times == ["11 minutes a rapporteur (8 groups)"]


def test_a_presentation_that_participants_asked_for_makes_room_for_itself(two_days: Workshop, cast: Cast) -> None:
    second = two_days.days.last()
    assert second
    contents = {"title": "The database", "requested": True}
    add_session(by=cast.bopha, day=second, start=time(9), end=time(9, 45), contents=contents, shift=True)
    assert printed(two_days)[12:15] == ["2 09:00-09:45 session", "2 09:45-10:00 recap", "2 10:00-12:15 6 continued"]
    assert printed(two_days)[-1] == "2 16:45-17:00 wrap-up"
    assert not any(line.flaw for each in agenda_of(two_days) for line in each.lines)


def test_a_session_that_overruns_clashes_with_the_break_unless_what_follows_moves(
    two_days: Workshop, cast: Cast
) -> None:
    first = called(two_days, 1)
    move_session(by=cast.bopha, session=first, day=first.day, start=time(9), end=time(10, 40), shift=False)
    flaws = [line.flaw for line in agenda_of(two_days)[0].lines if line.flaw]
    assert flaws == ["Begins 10 minutes before what runs has ended"]
    move_session(by=cast.bopha, session=first, day=first.day, start=time(9), end=time(10, 30), shift=False)
    move_session(by=cast.bopha, session=first, day=first.day, start=time(9), end=time(10, 40), shift=True)
    assert [line.flaw for line in agenda_of(two_days)[0].lines if line.flaw] == []
    assert printed(two_days)[3:5] == ["1 10:40-10:55 break", "1 10:55-11:40 2"]
    assert printed(two_days)[11] == "1 17:10-17:25 wrap-up"


def test_panel_and_experiences_are_swapped_and_lunch_stays(two_days: Workshop, cast: Cast) -> None:
    swap_sessions(by=cast.sophea, session=called(two_days, 2), other=called(two_days, 3))
    assert printed(two_days)[4:7] == ["1 10:45-11:45 3", "1 11:45-12:30 2", "1 12:30-13:30 break"]
    number_sessions(by=cast.sophea, workshop=two_days)
    assert printed(two_days)[4:6] == ["1 10:45-11:45 2", "1 11:45-12:30 3"]
    with pytest.raises(NotOnTheSameDay):
        swap_sessions(by=cast.sophea, session=called(two_days, 2), other=called(two_days, 7))


def test_a_session_goes_to_the_other_day_which_makes_room_while_the_first_closes_up(
    two_days: Workshop, cast: Cast
) -> None:
    second = two_days.days.last()
    assert second
    move_session(by=cast.sophea, session=called(two_days, 3), day=second, start=time(9), end=time(10), shift=True)
    assert printed(two_days)[5:7] == ["1 11:30-12:30 break", "1 12:30-14:00 4"]
    assert printed(two_days)[11:13] == ["2 09:00-10:00 3", "2 10:00-10:15 recap"]


def test_when_the_beginning_of_a_session_is_not_held_its_next_part_takes_its_name(
    two_days: Workshop, cast: Cast
) -> None:
    title = called(two_days, 6).title
    remove_session(by=cast.sophea, session=called(two_days, 6), shift=True)
    assert printed(two_days)[10] == "1 16:15-16:30 wrap-up"
    assert [line for line in printed(two_days) if " 6" in line] == ["2 09:15-11:30 6", "2 11:45-12:30 6 continued"]
    assert called(two_days, 6).title == title


def test_a_session_resumes_no_part_of_itself_and_none_of_another_workshop(two_days: Workshop, cast: Cast) -> None:
    first, sixth = called(two_days, 1), called(two_days, 6)
    for contents in ({"continues": sixth}, {"continues": first}):
        with pytest.raises(NotAPartOfItself):
            change_session(by=cast.sophea, session=sixth, contents=contents, roles=NO_ROLES, numbered=True)
    other = plan_workshop(
        by=cast.sophea,
        coalition=cast.coalition,
        kind="validation",
        title="V",
        first_day=date(2018, 6, 1),
        days=1,
        follows=two_days,
    )
    with pytest.raises(NotAPartOfItself):
        add_session(by=cast.sophea, day=other.days.get(), start=time(9), end=time(10), contents={"continues": first})
    assert [(each.title, each.follows) for each in workshops_of(cast.coalition)] == [
        (two_days.title, None),
        ("V", two_days),
    ]


def test_days_move_with_their_sessions_and_only_empty_ones_go(two_days: Workshop, cast: Cast) -> None:
    first = two_days.days.first()
    assert first
    with pytest.raises(DayIsTaken):
        move_day(by=cast.sophea, day=first, today=today_there(), to=date(2018, 3, 13))
    move_day(by=cast.sophea, day=first, today=today_there(), to=date(2018, 3, 20))
    assert printed(two_days)[-1] == "2 17:00-17:15 wrap-up"
    remove_day(by=cast.sophea, day=first, today=today_there())
    remove_day(by=cast.sophea, day=add_day(by=cast.sophea, workshop=two_days), today=today_there())
    assert two_days.days.count() == 2


def test_ones_own_agenda_starts_the_next_workshop_with_names_only_if_that_was_wanted(
    two_days: Workshop, cast: Cast
) -> None:
    first = called(two_days, 1)
    roles = {"facilitator": ["Bopha"], "interpreter": ["Channary (Khmer, English)"]}
    change_session(by=cast.sophea, session=first, contents={"title": "The UPR"}, roles=roles, numbered=True)
    keep_as_template(by=cast.sophea, workshop=two_days, name="Without", with_names=False)
    keep_as_template(by=cast.sophea, workshop=two_days, name="With", with_names=True)
    with pytest.raises(NameIsTaken):
        keep_as_template(by=cast.sophea, workshop=two_days, name=" With ", with_names=False)
    assert "Bopha" not in json.dumps(AgendaTemplate.objects.get(name="Without").rows)
    start = next(each for each in agendas_to_start_from(cast.coalition) if each.name == "With")
    again = plan_workshop(
        by=cast.sophea, coalition=cast.coalition, kind="submission", title="2", first_day=date(2022, 3, 1), days=1
    )
    start_from(by=cast.sophea, workshop=again, rows=start.rows)
    assert printed(again) == printed(two_days)
    line = next(line for line in agenda_of(again)[0].lines if line.number == 1)
    assert line.heading == "Session 1: The UPR"
    assert line.roles == [("Facilitator", ["Bopha"]), ("Interpreter", ["Channary (Khmer, English)"])]


def test_the_projector_knows_what_runs_by_the_clock_of_the_country(two_days: Workshop, cast: Cast) -> None:
    def stage(moment: datetime) -> tuple[int | str | None, str, time | None, bool]:
        found = stage_at(agenda_of(two_days), local_now(cast.coalition, moment))
        return found.line and found.line.number, found.clock, found.questions_from, found.in_questions

    assert stage(at(9, 0, 30)) == (1, "89:30", time(10, 10), False)
    assert stage(at(10, 10)) == (1, "20:00", time(10, 10), True)
    assert stage(at(9, 20, day=13)) == (6, "130:00", None, False)
    assert stage(at(18)) == (None, "0:00", None, False)
    assert stage(at(9, day=14)) == (None, "0:00", None, False)


def test_a_telephones_calendar_has_local_hours_and_neutral_ones_say_nothing(two_days: Workshop) -> None:
    events = list(Calendar.from_ical(agenda_as_ics(two_days, neutral=False, now=at(8))).walk("VEVENT"))
    first = next(each for each in events if str(each["summary"]).startswith("Session 1:"))
    assert (len(events), first["dtstart"].dt) == (20, datetime(2018, 3, 12, 2, tzinfo=UTC))
    neutral = agenda_as_ics(two_days, neutral=True, now=at(8)).decode()
    assert {str(each["summary"]) for each in Calendar.from_ical(neutral).walk("VEVENT")} == {"Appointment"}
    for word in ("UPR", "Phnom", two_days.coalition.key):
        assert word not in neutral


def test_an_appointment_is_the_same_in_every_download_and_another_on_every_server(two_days: Workshop) -> None:
    def uids(*, neutral: bool) -> list[str]:
        calendar = Calendar.from_ical(agenda_as_ics(two_days, neutral=neutral, now=at(8)))
        return [str(each["uid"]) for each in calendar.walk("VEVENT")]

    here = uids(neutral=True)
    assert len(set(here)) == 20
    assert uids(neutral=True) == here
    # Beside the one that tells what it is, it does not tell either.
    assert not set(here) & set(uids(neutral=False))
    with override_settings(SECRET_KEY="another server"):
        assert not set(here) & set(uids(neutral=True))


def test_a_phone_in_the_room_reads_the_agenda_and_nothing_else(
    two_days: Workshop, cast: Cast, client: object, browser_of: SignIn
) -> None:
    from django.test import Client
    from django.utils import timezone

    today = today_there()
    room = open_the_room(by=cast.bopha, coalition=cast.coalition, today=today)
    _guest, token = enter_room(code=room.code, now=timezone.now())
    phone = Client()
    phone.cookies[COOKIE] = token
    one = f"/coalitions/{cast.coalition.key}/workshops/{two_days.pk}/"
    assert "Read the agenda" in phone.get("/room/").content.decode()
    shown = phone.get(f"{one}phone/").content.decode()
    assert "Session 6 (continued)" in shown
    assert cast.coalition.name not in shown
    assert '<a href="#day-2">Tuesday, 13 March</a>' in shown
    assert "ការសរសេររបាយការណ៍" not in shown
    phone.cookies["django_language"] = "km"
    in_khmer = phone.get(f"{one}phone/").content.decode()
    assert "ការសរសេររបាយការណ៍" in in_khmer
    assert "Writing a submission" not in in_khmer
    # What is missing in Khmer stands in English.
    assert "Submission workshop of the test" in in_khmer
    phone.cookies["django_language"] = "en"
    calendar = phone.get(f"{one}phone/agenda.ics").content.decode()
    assert ("Writing a submission" in calendar, cast.coalition.name in calendar) == (True, False)
    assert "submission" not in phone.get(f"{one}phone/agenda.ics?neutral=1").content.decode()
    assert (phone.get(one).status_code, phone.get(f"{one}agenda.csv").status_code) == (404, 404)
    close_the_room(by=cast.bopha, coalition=cast.coalition)
    assert Guest.objects.count() == 0
    assert phone.get(f"{one}phone/").status_code in (302, 404)


def test_who_only_takes_part_reads_and_changes_nothing(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    with pytest.raises(NotPermitted):
        swap_sessions(by=cast.dara, session=called(two_days, 2), other=called(two_days, 3))
    dara = browser_of(cast.dara)
    page = dara.get(f"/coalitions/{cast.coalition.key}/workshops/{two_days.pk}/").content.decode()
    dara.cookies["django_language"] = "km"
    in_khmer = dara.get(f"/coalitions/{cast.coalition.key}/workshops/{two_days.pk}/").content.decode()
    assert "Deadlines, form and content" not in in_khmer
    assert "ថ្ងៃកំណត់ ទម្រង់ និងខ្លឹមសារ" in in_khmer
    assert "Session 7: Plenary" in page
    assert "A machine made the Khmer text. No person has confirmed it yet." in page
    assert "Add a session" not in page


def test_files_have_every_session(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    one = f"/coalitions/{cast.coalition.key}/workshops/{two_days.pk}/"
    browser = browser_of(cast.vuthy)
    csv = b"".join(browser.get(f"{one}agenda.csv").streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    assert len(csv.splitlines()) == 21
    document = browser.get(f"{one}agenda.json").json()
    assert (len(document["sessions"]), document["time_zone"]) == (20, "Asia/Phnom_Penh")
    assert document["co_organisers"] == [cast.forest.name, "A UN office"]
    assert browser.get(f"{one}agenda.pdf").content[:5] == b"%PDF-"
    assert browser.get(f"{one}agenda.exe").status_code == 404
