"""Workshops as pages: planned, filled, changed; bad input is told and changes nothing."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.web.tests.in_sight import links_in_sight, text_in_sight
from openupr.workshops.agenda import agenda_of
from openupr.workshops.models import AgendaTemplate, Session, Workshop
from openupr.workshops.tests.test_agenda import called, printed

PLANNED = {
    "kind": "submission",
    "title": "Two days",
    "first_day": "2026-03-12",
    "days": "2",
    "first_language": "km",
    "third_language": "en",
}


def at(cast: Cast, rest: str = "") -> str:
    return f"/coalitions/{cast.coalition.key}/workshops/{rest}"


def test_while_planning_a_template_and_the_likely_languages_are_offered(cast: Cast, browser_of: SignIn) -> None:
    browser = browser_of(cast.sophea)
    form = browser.get(at(cast, "plan/")).content.decode()
    first = form.split('<optgroup label="Likely here">')[1].split("</optgroup>")[0]
    assert 'value="km"' in first
    assert first.count("<option") < 6
    browser.post(at(cast, "plan/"), PLANNED | {"agenda": "submission-two-days"})
    assert len(printed(Workshop.objects.get())) == 20


def test_sophea_plans_a_workshop_and_starts_from_the_template(cast: Cast, browser_of: SignIn) -> None:
    browser = browser_of(cast.sophea)
    answer = browser.post(at(cast, "plan/"), PLANNED | {"other_organisers": "A UN office\n\n A partner "})
    workshop = Workshop.objects.get()
    assert answer.headers["Location"] == at(cast, f"{workshop.pk}/")
    assert workshop.languages == ["km", "en"]
    assert workshop.other_organisers == ["A UN office", "A partner"]
    assert [day.date for day in workshop.days.all()] == [date(2026, 3, 12), date(2026, 3, 13)]
    assert "Submission workshop, two days" in browser.get(at(cast, f"{workshop.pk}/")).content.decode()
    browser.post(at(cast, f"{workshop.pk}/template/"), {"do": "start", "from": "submission-two-days"})
    assert len(printed(workshop)) == 20
    assert "No person has confirmed it yet" in browser.get(at(cast, f"{workshop.pk}/")).content.decode()
    # Khmer is the workshop's first language here: the agenda begins in it, with English beside it.
    lunch = Session.objects.filter(title="អាហារថ្ងៃត្រង់").first()
    assert lunch
    assert lunch.translations == {"en": {"title": "Lunch"}}
    form = browser.get(at(cast, f"{workshop.pk}/sessions/{lunch.pk}/")).content.decode()
    assert '"Lunch"' in form
    whole = {"kind": "break", "title": "អាហារ", "title-en": "Midday meal", "note-en": ""}
    browser.post(at(cast, f"{workshop.pk}/sessions/{lunch.pk}/"), whole)
    assert Session.objects.get(pk=lunch.pk).translations == {"en": {"title": "Midday meal"}}
    assert "Midday meal" in browser.get(at(cast, f"{workshop.pk}/")).content.decode()
    whole = {"kind": "submission", "title": "ពីរ", "title-en": "Two", "first_language": "km", "second_language": "en"}
    browser.post(at(cast, f"{workshop.pk}/change/"), whole)
    assert Workshop.objects.get().said("title", "en") == "Two"
    assert "Two" in browser.get(at(cast)).content.decode()


def test_bopha_adds_moves_swaps_and_takes_out(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    browser, one = browser_of(cast.bopha), at(cast, f"{two_days.pk}/")
    second = two_days.days.last()
    assert second
    hours = {"day": second.pk, "start": "09:00", "end": "09:45", "shift": "on"}
    roles = {"speakers": "Dara\nChan", "facilitators": "Bopha"}
    browser.post(f"{one}sessions/add/", hours | roles | {"title": "The database", "kind": "session", "requested": "on"})
    page = browser.get(one).content.decode()
    assert "on participants’ request" in page
    assert "Dara, Chan" in page
    added = Session.objects.get(title="The database")
    assert browser.get(f"{one}sessions/{added.pk}/").status_code == 200
    browser.post(f"{one}sessions/{added.pk}/move/", hours | {"do": "move", "end": "09:30"})
    recap = Session.objects.get(kind="recap")
    assert printed(two_days)[13] == "2 09:30-09:45 recap"
    browser.post(f"{one}sessions/{added.pk}/move/", {"do": "swap", "other": recap.pk})
    assert printed(two_days)[12:14] == ["2 09:00-09:15 recap", "2 09:15-09:45 session"]
    browser.post(f"{one}sessions/{added.pk}/move/", {"do": "remove", "shift": "on", "sure": "yes"})
    assert printed(two_days)[13] == "2 09:15-11:30 6 continued"


def test_a_session_is_renamed_and_given_people(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    session = called(two_days, 2)
    address = at(cast, f"{two_days.pk}/sessions/{session.pk}/")
    given = {"title": "Panel", "kind": "session", "numbered": "on", "moderators": "Vuthy", "question_minutes": "10"}
    assert browser_of(cast.sophea).post(address, given).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.number, session.question_minutes) == ("Panel", 2, 10)
    assert [str(each) for each in session.roles.all()] == ["moderator: Vuthy"]


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("plan/", {"title": "x"}),
        ("plan/", PLANNED | {"days": "9999"}),
        ("plan/", PLANNED | {"first_day": "9999-12-31x"}),
        ("plan/", PLANNED | {"first_day": "9999-12-31"}),
        ("plan/", PLANNED | {"first_day": "2099-12-31"}),
        ("{one}/change/", {"title": ""}),
        ("{one}/sessions/add/", {"title": "x", "kind": "session", "start": "09:00", "end": "08:00"}),
        ("{one}/sessions/add/", {"title": "", "kind": "session", "start": "09:00", "end": "10:00"}),
        ("{one}/sessions/add/", {"title": "x", "kind": "session", "start": "25:00", "end": "26:00"}),
        ("{one}/sessions/{session}/", {"title": "x", "kind": "feast"}),
        ("{one}/sessions/{session}/move/", {"do": "move", "start": "10:00", "end": "09:00"}),
        ("{one}/sessions/{session}/move/", {"do": "move", "start": "09:00", "end": "23:30", "shift": "on"}),
        ("{one}/sessions/{session}/move/", {"do": "swap", "other": "99999999999999999999999"}),
        ("{one}/template/", {"do": "keep", "name": ""}),
        ("{one}/template/", {"do": "start", "from": "nothing"}),
        ("{one}/days/", {"do": "move", "day": "x"}),
        ("{one}/days/", {"do": "move", "day": "{day}", "to": "never"}),
        ("{one}/days/", {"do": "move", "day": "{day}", "to": "9999-12-31"}),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_changes(
    two_days: Workshop, cast: Cast, browser_of: SignIn, address: str, given: dict[str, str]
) -> None:
    before = (printed(two_days), list(two_days.days.values()))
    session, day = called(two_days, 1), two_days.days.first()
    assert day
    parts = {"one": two_days.pk, "session": session.pk, "day": day.pk}
    sent = {"day": str(day.pk)} | {
        name: each.format(**parts) if isinstance(each, str) else each for name, each in given.items()
    }
    answer = browser_of(cast.sophea).post(at(cast, address.format(**parts)), sent)
    assert answer.status_code in (302, 404, 422)
    after = (printed(two_days), list(two_days.days.values()))
    assert (after, Workshop.objects.count(), AgendaTemplate.objects.count()) == (before, 1, 0)


def test_the_projector_shows_the_hour_of_the_country_and_not_of_the_server(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    browser = browser_of(cast.sophea)
    assert "Nothing runs at this hour." in browser.get(at(cast, f"{two_days.pk}/projector/")).content.decode()
    here = timezone.localtime(timezone.now(), ZoneInfo("Asia/Phnom_Penh"))
    shown = browser.get(at(cast, f"{two_days.pk}/projector/stage/")).content.decode()
    assert {f"It is {here + timedelta(minutes=past):%H:%M}." in shown for past in (0, 1)} == {True, False}
    assert "09:15" in browser.get(at(cast, f"{two_days.pk}/phone/")).content.decode()


def test_a_template_kept_once_too_often_is_dropped_where_it_was_kept(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    browser, one = browser_of(cast.sophea), at(cast, f"{two_days.pk}/")
    assert "Drop this template" not in browser.get(one).content.decode()
    for _twice in range(2):
        browser.post(f"{one}template/", {"do": "keep", "name": "Ours"})
    page = browser.get(one).content.decode()
    kept = AgendaTemplate.objects.get()
    assert ("A template has this name already" in page, f'name="from" value="own-{kept.pk}"' in page) == (True, True)
    browser.post(f"{one}template/", {"do": "drop", "from": f"own-{kept.pk}"})
    assert "Drop this template" not in browser.get(one).content.decode()


def test_an_agenda_shows_hours_and_titles_and_the_rest_on_demand(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    page = browser_of(cast.sophea).get(at(cast, f"{two_days.pk}/")).content.decode()
    in_sight = text_in_sight(page)
    objectives = [line.objective for day in agenda_of(two_days) for line in day.lines if line.objective]
    assert "08:30 – 09:00" in in_sight
    assert "Session 1:" in in_sight
    assert objectives
    assert not [objective for objective in objectives if objective in in_sight]
    assert "Write notes" in page
    assert "Write notes" not in in_sight
    assert links_in_sight(page) <= 24
