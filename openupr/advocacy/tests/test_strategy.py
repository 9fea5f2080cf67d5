"""A group's strategy is one page, and its activities are in people's dates."""

from datetime import timedelta

import pytest
from django.urls import reverse

from openupr.accounts.actions import NotPermitted
from openupr.advocacy.models import Strategy, StrategyActivity
from openupr.advocacy.strategies import save_activity, strategy_document, strategy_of, write_strategy
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.for_me import waiting_for
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.timeline import group_agenda
from openupr.documents import word
from openupr.timeline.milestones import publish_date
from openupr.web.clock import now_in
from openupr.web.tests.reading import as_read, version_shown

TEXTS = {"goal": "Evictions stop.", "at_home": "The ministry", "abroad": "Embassies"}


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


def test_an_activity_waits_for_its_owner_until_it_is_done_and_is_in_the_groups_dates(
    cast: Cast, browser_of: SignIn
) -> None:
    today, now = today_there(), now_in("Asia/Phnom_Penh")
    calendar_of(cast.coalition, today=today)
    made = StrategyActivity(text="Meet the ministry", owner=cast.chan, due=today)
    save_activity(by=cast.chan, group=cast.land, activity=made)
    [item] = waiting_for(cast.chan, coalitions_of(cast.chan), now=now)
    assert (item.title, item.due) == ("Meet the ministry", today)
    # What a telephone shows to others says nothing of substance; the page does.
    assert "Activity of the strategy" in {line.title for line in group_agenda(cast.land, today=today).lines}
    chan = browser_of(cast.chan)
    dates = as_read(chan.get(reverse("coalitions:group-timeline", kwargs=cast.at_land)).content.decode())
    assert "Meet the ministry" in dates
    assert "By Chan" in dates
    own, other = (at(cast, page, what="activities", **more) for page, more in (
        ("strategy-change", {"row": made.pk}), ("strategy-add", {}),
    ))  # fmt: skip
    for address in (own, other):
        owners = [said for _key, said in chan.get(address).context["form"].fields["owner"].choices]
        assert owners == ["no owner yet", "Chan", "Dara", "Sophea"]
    chan.post(at(cast, "strategy-tick", row=made.pk), {"done": "yes"})
    assert waiting_for(cast.chan, coalitions_of(cast.chan), now=now) == []
    assert "Activity of the strategy" not in {line.title for line in group_agenda(cast.land, today=today).lines}
    chan.post(at(cast, "strategy-change", what="activities", row=made.pk), {"do": "drop"})
    assert not StrategyActivity.objects.exists()


def test_two_who_write_the_strategy_lose_no_text(cast: Cast, browser_of: SignIn) -> None:
    chan = browser_of(cast.chan)
    version = {"page_version": version_shown(chan.get(at(cast, "strategy-write")).content.decode())}
    chan.post(at(cast, "strategy-write"), TEXTS | version)
    answer = chan.post(at(cast, "strategy-write"), TEXTS | version | {"goal": "Another goal."})
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
    save_activity(by=cast.dara, group=cast.land, activity=early)
    assert strategy_of(cast.land, today=today).ends_early
    late = StrategyActivity(text="Count again", due=review + timedelta(days=400))
    save_activity(by=cast.dara, group=cast.land, activity=late)
    assert not strategy_of(cast.land, today=today).ends_early


def test_the_page_is_taken_along_in_word(cast: Cast, browser_of: SignIn) -> None:
    write_strategy(by=cast.dara, group=cast.land, goal="Evictions stop.", at_home="", abroad="")
    text = word.write_markdown(strategy_document(strategy_of(cast.land, today=today_there())))
    assert "Evictions stop." in text
    answer = browser_of(cast.chan).get(at(cast, "strategy-file", kind="docx"))
    assert answer.headers["Content-Type"] == word.CONTENT_TYPE
    assert "strategy.docx" in answer.headers["Content-Disposition"]


def test_another_group_reads_it_and_does_not_write_it(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        write_strategy(by=cast.rithy, group=cast.land, goal="Ours", at_home="", abroad="")
