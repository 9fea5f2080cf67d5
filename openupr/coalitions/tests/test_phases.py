"""The first page of a coalition knows how far it is, what to do next, and what each group lacks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from openupr.coalitions.queries.next_steps import PHASES_SEEN
from openupr.coalitions.rules.phases import Phase, phase_now
from openupr.coalitions.services.dates import WhenGiven, enter_published_date

from .conftest import SignIn
from .examples.cast import FOUNDED, Cast
from .examples.clock import today_there

_NOTHING_OVER = {"deadline_over": False, "review_over": False}


@pytest.mark.parametrize(
    ("seen", "is_new", "phase"),
    [
        ((), True, Phase.SETTING_UP),
        ((), False, Phase.DRAFTING),
        ((Phase.WORKSHOP,), False, Phase.WORKSHOP),
        ((Phase.WORKSHOP, Phase.DRAFTING), False, Phase.WORKSHOP),
        ((Phase.DRAFTING,), True, Phase.DRAFTING),
        ((Phase.DRAFTING, Phase.SIGN_ON), False, Phase.SIGN_ON),
        ((Phase.SIGN_ON, Phase.LODGED), False, Phase.LODGED),
    ],
)
def test_the_furthest_thing_that_an_app_sees_is_the_phase(seen: tuple[Phase, ...], is_new: bool, phase: Phase) -> None:
    assert phase_now(seen, is_new=is_new, **_NOTHING_OVER) is phase


@given(st.sets(st.sampled_from(Phase)), st.booleans())
def test_dates_that_are_over_outweigh_everything(seen: set[Phase], is_new: bool) -> None:
    assert phase_now(seen, is_new=is_new, deadline_over=True, review_over=False) is Phase.BEFORE_REVIEW
    assert phase_now(seen, is_new=is_new, deadline_over=True, review_over=True) is Phase.AFTER_REVIEW


def dated(cast: Cast, **days: int) -> None:
    """Publish dates so many days from today."""
    for key, n in days.items():
        when = WhenGiven(today_there() + timedelta(days=n))
        given = {"key": key.replace("_", "-"), "when": when, "source": "A letter", "today": FOUNDED}
        enter_published_date(by=cast.sophea, coalition=cast.coalition, **given)


def test_a_group_without_a_rapporteur_is_said_to_lack_one(cast: Cast, browser_of: SignIn) -> None:
    page = browser_of(cast.sophea).get(reverse("coalitions:coalition", kwargs=cast.at_coalition))
    assert {group.name: group.lacks for group in page.context["groups"]} == {
        "Land": "no recommendation adopted",
        "Labour": "no rapporteur, no recommendation adopted",
    }
    assert "Adopt recommendations: 2 groups have none" in page.content.decode()


def test_what_is_overdue_is_one_line(cast: Cast, browser_of: SignIn) -> None:
    dated(cast, submission_deadline=30)
    client = browser_of(cast.sophea)
    client.post(reverse("coalitions:plan", kwargs=cast.at_coalition))
    page = client.get(reverse("coalitions:coalition", kwargs=cast.at_coalition))
    overdue = page.context["found"].overdue
    assert overdue
    assert [line for line in page.context["due"] if line.is_overdue] == []
    assert page.content.decode().count('class="overdue"') == 1


def test_once_lodged_the_page_speaks_of_what_comes_next(cast: Cast, browser_of: SignIn) -> None:
    dated(cast, submission_deadline=10, geneva_pre_session=100, review=200)
    client, address = browser_of(cast.sophea), reverse("coalitions:coalition", kwargs=cast.at_coalition)
    client.post(reverse("coalitions:plan", kwargs=cast.at_coalition))
    assert client.get(address).context["next_date"].entry.key == "submission-deadline"
    with PHASES_SEEN.only(lambda coalition, day: [Phase.LODGED]):
        found = client.get(address).context["found"]
    assert found.phase is Phase.LODGED
    assert found.overdue == []
    assert [line.entry.key for line in found.ahead][:2] == ["geneva-pre-session", "review"]


def test_after_the_deadline_the_header_tells_when_the_pre_session_is(cast: Cast, browser_of: SignIn) -> None:
    dated(cast, submission_deadline=-3, geneva_pre_session=100, review=200)
    page = browser_of(cast.vuthy).get(reverse("coalitions:people", kwargs=cast.at_coalition))
    assert page.context["next_date"].entry.key == "geneva-pre-session"
