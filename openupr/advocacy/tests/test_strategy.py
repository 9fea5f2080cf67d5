"""A group's strategy is one page, and its activities are in people's dates."""

from datetime import timedelta

import pytest
from django.urls import reverse

from openupr.accounts.permissions import NotPermitted
from openupr.advocacy.models import Strategy, StrategyActivity
from openupr.advocacy.queries.strategy import strategy_document, strategy_of
from openupr.advocacy.services.strategy import save_activity, write_strategy
from openupr.coalitions.services.calendars import calendar_of
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.documents import word
from openupr.timeline.models import Milestone
from openupr.timeline.services import publish_date
from openupr.web.tests.reading import as_read

TEXTS = {"goal": "Evictions stop.", "at_home": "The ministry", "abroad": "Embassies", "version": "0"}


def at(cast: Cast, page: str = "strategy", **more: object) -> str:
    return reverse(f"advocacy:{page}", kwargs={**cast.at_land, **more})


def test_a_member_writes_goal_targets_activities_and_risks(cast: Cast, browser_of: SignIn) -> None:
    chan, day = browser_of(cast.chan), today_there() + timedelta(days=9)
    chan.post(at(cast, "strategy-write"), TEXTS)
    activity = {"text": "Meet the ministry", "owner": cast.dara.pk, "due": day.isoformat()}
    chan.post(at(cast, "strategy-add", what="activities"), activity)
    chan.post(at(cast, "strategy-add", what="risks"), {"text": "Reprisals", "response": ""})
    page = as_read(browser_of(cast.rithy).get(at(cast)).content.decode())
    for said in ("Evictions stop.", "The ministry", "Embassies", "Meet the ministry", "Reprisals", "nothing yet"):
        assert said in page
    made = StrategyActivity.objects.get()
    milestone = Milestone.objects.get(key=made.key)
    assert (milestone.person, milestone.day) == (cast.dara, day)
    chan.post(at(cast, "strategy-tick", row=made.pk), {"done": "yes"})
    milestone.refresh_from_db()
    assert milestone.status == "done"
    chan.post(at(cast, "strategy-change", what="activities", row=made.pk), {"do": "drop"})
    assert not Milestone.objects.filter(key=made.key).exists()


def test_two_who_write_the_strategy_lose_no_text(cast: Cast, browser_of: SignIn) -> None:
    chan = browser_of(cast.chan)
    chan.post(at(cast, "strategy-write"), TEXTS)
    answer = chan.post(at(cast, "strategy-write"), TEXTS | {"goal": "Another goal."})
    assert answer.status_code == 409
    page = as_read(answer.content.decode())
    assert "Evictions stop." in page
    assert "Another goal." in page
    assert Strategy.objects.get().goal == "Evictions stop."


def test_nothing_after_the_review_is_told(cast: Cast) -> None:
    today = today_there()
    review = today + timedelta(days=60)
    calendar = calendar_of(cast.coalition, today=today)
    publish_date(calendar=calendar, key="review", day=review, source="OHCHR's timetable", today=today)
    early = StrategyActivity(text="Call", due=today)
    save_activity(by=cast.dara, group=cast.land, activity=early, today=today)
    assert strategy_of(cast.land, today=today).ends_early
    late = StrategyActivity(text="Count again", due=review + timedelta(days=400))
    save_activity(by=cast.dara, group=cast.land, activity=late, today=today)
    assert not strategy_of(cast.land, today=today).ends_early


def test_the_page_is_taken_along_in_word(cast: Cast, browser_of: SignIn) -> None:
    write_strategy(by=cast.dara, group=cast.land, goal="Evictions stop.", at_home="", abroad="", version=0)
    text = word.write_markdown(strategy_document(strategy_of(cast.land, today=today_there())))
    assert "Evictions stop." in text
    answer = browser_of(cast.chan).get(at(cast, "strategy-file", kind="docx"))
    assert answer.headers["Content-Type"] == word.CONTENT_TYPE
    assert "strategy.docx" in answer.headers["Content-Disposition"]


def test_another_group_reads_it_and_does_not_write_it(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        write_strategy(by=cast.rithy, group=cast.land, goal="Ours", at_home="", abroad="", version=0)
