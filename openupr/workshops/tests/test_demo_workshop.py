"""The demo's workshop, at its first stage: today is the second day, and something was asked for."""

from datetime import date, time

import pytest

from openupr.coalitions.tests.examples.cast import Cast
from openupr.workshops.agenda import agenda_of
from openupr.workshops.demo import hand_out_all, load_demo_workshop
from openupr.workshops.models import SessionNote

# Much the same services as other tests call there one by one.
pytestmark = pytest.mark.thorough("on PostgreSQL")


def test_today_is_its_second_day_with_a_session_that_was_asked_for(cast: Cast) -> None:
    workshop = load_demo_workshop(coalition=cast.coalition, stage="workshop", today=date(2026, 3, 13), at=time(8, 47))
    first, second = agenda_of(workshop)
    assert (first.day.date, second.day.date) == (date(2026, 3, 12), date(2026, 3, 13))
    assert [line.title for line in second.lines if line.session.requested] == ["The database of recommendations"]
    assert not [line.flaw for day in (first, second) for line in day.lines if line.flaw]
    # In the morning of that day nothing is noted yet of what is still to come.
    noted = SessionNote.objects.select_related("session__day")
    assert {each.session.day.date for each in noted} == {date(2026, 3, 12)}
    assert 6 not in {each.session.number for each in noted}
    assert not workshop.lessons.exists()
    assert workshop.terms.get(english="Roadmap").khmer == "ផែនទីបង្ហាញផ្លូវ"
    assert next(line.also for line in second.lines if line.session.kind == "recap")[0][0] == "km"


def test_weeks_later_all_its_sessions_are_noted_and_its_sheet_is_there_in_both_languages(cast: Cast) -> None:
    workshop = load_demo_workshop(coalition=cast.coalition, stage="drafting", today=date(2026, 4, 2))
    assert SessionNote.objects.count() == 10
    hand_out_all(by=cast.sophea, workshop=workshop)
    original = workshop.materials.get(title="The roadmap")
    assert (original.in_room, original.translations.get().language) == (True, "km")
