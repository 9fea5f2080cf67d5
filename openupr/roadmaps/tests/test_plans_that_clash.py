"""Dates that do not go together are told where people look: on the roadmap and in the timeline."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from openupr.coalitions.dates import WhenGiven, enter_published_date, lay_out_plan, move_date
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.roadmaps.answers import answer
from openupr.timeline.models import Milestone

from .conftest import SignIn

TODAY = today_there()
SOON = TODAY + timedelta(days=200)


def publish(cast: Cast, day: date) -> None:
    enter_published_date(
        by=cast.sophea, coalition=cast.coalition, key="submission-deadline", when=WhenGiven(day), source="A letter",
        today=TODAY,
    )  # fmt: skip


def say_day(cast: Cast, question: int, day: date) -> None:
    answer(by=cast.dara, group=cast.land, question=question, text="x", version=0, day=day, now=timezone.now())


def steps(coalition: Coalition) -> dict[str, Milestone]:
    coalition.refresh_from_db()
    return {each.key: each for each in Milestone.objects.filter(calendar=coalition.calendar, kind="step")}


def test_a_groups_days_that_clash_are_told_on_its_roadmap_and_its_dates(cast: Cast, browser_of: SignIn) -> None:
    publish(cast, SOON)
    say_day(cast, 9, SOON - timedelta(days=30))
    say_day(cast, 10, SOON - timedelta(days=40))
    say_day(cast, 8, SOON + timedelta(days=1))
    for page in ("roadmaps:roadmap", "coalitions:group-timeline"):
        shown = browser_of(cast.vuthy).get(reverse(page, kwargs=cast.at_land)).content.decode()
        assert "This is after “Last comments of the group”." in shown
        assert "This is after “Submissions are due”." in shown
    assert "days left" in shown


def test_a_groups_days_that_go_together_are_left_alone(cast: Cast, browser_of: SignIn) -> None:
    publish(cast, SOON)
    monday = SOON - timedelta(days=SOON.weekday() + 28)
    say_day(cast, 9, monday)
    say_day(cast, 10, monday + timedelta(days=2))
    shown = browser_of(cast.vuthy).get(reverse("roadmaps:roadmap", kwargs=cast.at_land)).content.decode()
    assert "Check:" not in shown


def test_after_another_deadline_is_published_the_plan_is_offered_anew_and_keeps_what_was_moved(
    cast: Cast, browser_of: SignIn
) -> None:
    publish(cast, SOON)
    lay_out_plan(by=cast.sophea, coalition=cast.coalition, today=TODAY)
    validation = steps(cast.coalition)["validation"]
    by_hand = SOON - timedelta(days=25)
    move_date(
        by=cast.sophea, coalition=cast.coalition, milestone=validation, when=WhenGiven(by_hand), reason="The hall",
        today=TODAY,
    )  # fmt: skip
    client, address = browser_of(cast.sophea), reverse("coalitions:timeline", kwargs=cast.at_coalition)
    assert "belongs to another deadline" not in client.get(address).content.decode()
    later = SOON + timedelta(days=30)
    deadline = cast.coalition.calendar.milestones.get(key="submission-deadline")  # type: ignore[union-attr]
    changed = client.post(
        reverse("coalitions:date", kwargs={**cast.at_coalition, "number": deadline.pk}),
        {"day": later.isoformat(), "source": "OHCHR"}, follow=True,
    ).content.decode()  # fmt: skip
    assert "Make it again below" in changed
    assert "The deadline has changed" in changed
    then, now = (date_format(each, "j F Y") for each in (SOON, later))
    told = f"The plan was made for {then}. The deadline is now {now}."
    assert told in " ".join(changed.split())
    observed = browser_of(cast.vuthy).get(address).content.decode()
    assert "The deadline has changed" in observed
    assert "Make the plan again" not in observed
    client.post(reverse("coalitions:plan", kwargs=cast.at_coalition))
    again = steps(cast.coalition)
    assert (again["validation"].day, again["lodge"].day > validation.day) == (by_hand, True)
    assert "belongs to another deadline" not in client.get(address).content.decode()


@pytest.mark.parametrize("ahead", [400, 600])
def test_the_review_is_estimated_from_the_deadline_once_that_is_published(cast: Cast, ahead: int) -> None:
    publish(cast, TODAY + timedelta(days=ahead))
    review = cast.coalition.calendar.milestones.get(key="review")  # type: ignore[union-attr]
    assert review.status == "estimate"
    assert 188 <= (review.day - TODAY).days - ahead <= 231
    assert "27 to 33 weeks after the published deadline" in review.source
