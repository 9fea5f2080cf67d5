"""What the pages of a coalition show of its roadmaps."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.proposals import propose
from openupr.roadmaps.answers import answer
from openupr.roadmaps.rules.roadmap import questions

from .conftest import SignIn


def test_the_overview_shows_how_far_each_group_is(cast: Cast, browser_of: SignIn) -> None:
    propose(by=cast.chan, group=cast.land, text="Stop evictions.", language="en", now=timezone.now())
    overview = reverse("coalitions:coalition", kwargs=cast.at_coalition)
    page = browser_of(cast.vuthy).get(overview).content.decode()
    # The group has a rapporteur, whom the roadmap asks for. But no one has begun it.
    assert f"1 of {len(questions())} done" not in page
    answer(by=cast.chan, group=cast.land, question=1, text="Land.", state="done", version=0, now=timezone.now())
    assert f"2 of {len(questions())} done" in browser_of(cast.vuthy).get(overview).content.decode()
    everything = reverse("proposals:all-proposals", kwargs=cast.at_coalition)
    told = "".join(line.strip() for line in page.splitlines())
    assert f'<dt><a href="{everything}">recommendation</a></dt><dd>1</dd>' in told
    for_me = browser_of(cast.vuthy).get(reverse("coalitions:for-me")).content.decode()
    assert f'href="{reverse("coalitions:timeline", kwargs=cast.at_coalition)}"' in for_me


def test_the_list_of_groups_goes_out_with_their_figures(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.vuthy)
    rows = client.get(reverse("coalitions:groups-json", kwargs=cast.at_coalition)).json()["groups"]
    assert [(row["group"], row["roadmap_done"], row["recommendations"]) for row in rows] == [
        ("Land", 0, 0),
        ("Labour", 0, 0),
    ]


def test_the_list_of_coalitions_says_first_what_is_overdue_in_a_group_as_the_coalitions_page_does(
    cast: Cast, browser_of: SignIn
) -> None:
    today = today_there()
    late = {"text": "", "version": 0, "due": today - timedelta(days=2), "now": timezone.now()}
    answer(by=cast.dara, group=cast.land, question=7, **late)
    page = browser_of(cast.vuthy).get(reverse("coalitions:coalitions")).content.decode()
    assert "Answer question 7" in page
    assert str(cast.land) in page
    assert "2 days overdue" in page
    # Whose it is, is led from the date to the question; others are not told to do it.
    answer(by=cast.dara, group=cast.land, question=8, **late, owner=cast.chan)
    dates, question = reverse("coalitions:group-timeline", kwargs=cast.at_land), "/roadmap/#question-8"
    own = browser_of(cast.chan).get(dates).content.decode()
    assert own.count("This is overdue. Do it") == 1
    assert question in own
    assert "This is overdue. Do it" not in browser_of(cast.vuthy).get(dates).content.decode()


@pytest.mark.parametrize("page", ["roadmaps:plenary", "proposals:all-proposals"])
def test_an_outsider_finds_nothing(page: str, cast: Cast) -> None:
    assert Client().get(reverse(page, kwargs=cast.at_coalition)).status_code == 404
