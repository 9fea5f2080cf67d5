"""The demo's last stage lies between its pre-sessions, and no date contradicts another."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.timeline import coalition_agenda
from openupr.workshops.models import Workshop


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.thorough  # test_demo_coalition has the dates of the first stages
def test_the_last_stage_lies_between_the_two_pre_sessions() -> None:
    call_command("demo", stage="pre-session")
    coalition, today = Coalition.objects.get(), today_there()
    lines = coalition_agenda(coalition, today=today, extent="all").lines
    days = {line.entry.key: line.entry.window for line in lines if line.entry.window}
    lodged_on = coalition.submissions.get(kind="joint").lodged_on
    assert lodged_on is not None
    assert lodged_on < days["submission-deadline"].first < days["in-country-pre-session"].first < today
    assert today < days["geneva-pre-session"].first < days["review"].first
    held = {each.kind: min(day.date for day in each.days.all()) for each in Workshop.objects.all()}
    assert held["pre-session"] == days["in-country-pre-session"].first
    assert held["geneva"] == days["geneva-pre-session"].first
    assert "published" not in {line.status for line in lines}
    long_ago = today - timedelta(days=60)
    overdue = {line.entry.key for line in lines if line.is_overdue}
    assert [key for key in overdue if days[key].last < long_ago] == []
