"""The first page of a coalition knows how far it is, what to do next, and what each group lacks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from openupr.coalitions.dates import WhenGiven, add_date, add_group_date, enter_published_date
from openupr.coalitions.next_steps import PHASES_SEEN
from openupr.coalitions.rules.phases import CoalitionPhase, phase_now

from .conftest import SignIn
from .examples.cast import FOUNDED, Cast
from .examples.clock import today_there

_NEXT = (("people", "next_date"), ("timeline", "soon"))
_NOTHING_OVER = {"deadline_over": False, "review_over": False}


@pytest.mark.parametrize(
    ("seen", "is_new", "phase"),
    [
        ((), True, CoalitionPhase.SETTING_UP),
        ((), False, CoalitionPhase.WORKSHOP),
        ((CoalitionPhase.DRAFTING,), False, CoalitionPhase.DRAFTING),
        ((CoalitionPhase.WORKSHOP,), False, CoalitionPhase.WORKSHOP),
        ((CoalitionPhase.WORKSHOP, CoalitionPhase.DRAFTING), False, CoalitionPhase.WORKSHOP),
        ((CoalitionPhase.DRAFTING,), True, CoalitionPhase.DRAFTING),
        ((CoalitionPhase.DRAFTING, CoalitionPhase.SIGN_ON), False, CoalitionPhase.SIGN_ON),
        ((CoalitionPhase.SIGN_ON, CoalitionPhase.LODGED), False, CoalitionPhase.LODGED),
    ],
)
def test_the_furthest_thing_that_an_app_sees_is_the_phase(
    seen: tuple[CoalitionPhase, ...], is_new: bool, phase: CoalitionPhase
) -> None:
    assert phase_now(seen, is_new=is_new, **_NOTHING_OVER) is phase


@given(st.sets(st.sampled_from(CoalitionPhase)), st.booleans())
def test_dates_that_are_over_outweigh_everything(seen: set[CoalitionPhase], is_new: bool) -> None:
    assert phase_now(seen, is_new=is_new, deadline_over=True, review_over=False) is CoalitionPhase.BEFORE_REVIEW
    assert phase_now(seen, is_new=is_new, deadline_over=True, review_over=True) is CoalitionPhase.AFTER_REVIEW


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
    assert "Write recommendations: 2 groups have none" in page.content.decode()


def test_before_anything_is_written_the_phase_is_the_workshop_and_the_next_step_is_to_plan_it(
    cast: Cast, browser_of: SignIn
) -> None:
    address = reverse("coalitions:coalition", kwargs=cast.at_coalition)
    found = browser_of(cast.sophea).get(address).context["found"]
    assert found.phase is CoalitionPhase.WORKSHOP
    assert [step.text for step in found.steps[:2]] == ["Appoint rapporteurs: 1 group has none", "Plan a workshop"]
    assert "Plan a workshop" not in [step.text for step in browser_of(cast.chan).get(address).context["found"].steps]
    planned = cast.coalition.workshops.create(title="First workshop", place="Kampot", languages=["en"])
    planned.days.create(date=today_there() + timedelta(days=60))
    steps = [step.text for step in browser_of(cast.sophea).get(address).context["found"].steps]
    assert steps[1].startswith("Prepare First workshop, on ")
    cast.land.proposals.create(number=1, changed=timezone.now())
    assert browser_of(cast.sophea).get(address).context["found"].phase is CoalitionPhase.DRAFTING


def test_open_work_stays_among_the_next_steps_until_all_is_lodged(cast: Cast, browser_of: SignIn) -> None:
    cast.coalition.member_organisations.update(representative=None)
    address = reverse("coalitions:coalition", kwargs=cast.at_coalition)
    cast.land.proposals.create(number=1, state="proposed", changed=timezone.now())
    cast.land.proposals.create(number=2, changed=timezone.now())  # a draft, which nobody can adopt yet
    with PHASES_SEEN.only(lambda coalition, day: [CoalitionPhase.SIGN_ON]):
        of_sophea, of_dara = (
            [step.text for step in browser_of(who).get(address).context["found"].steps]
            for who in (cast.sophea, cast.dara)
        )
    assert of_sophea[:3] == [
        "Choose who speaks: 1 organisation has no one",
        "Write recommendations: 1 group has none",
        "Ask rapporteurs to adopt: 0 of 1 adopted",
    ]
    assert of_dara == ["Adopt recommendations: 0 of 1 adopted"]  # of her own group


def test_what_is_overdue_is_one_line(cast: Cast, browser_of: SignIn) -> None:
    for n in (1, 2):
        when = WhenGiven(today_there() - timedelta(days=n))
        given = {"key": f"date-{n}", "title": f"Visit {n}", "when": when, "whose": "", "today": FOUNDED}
        add_date(by=cast.sophea, coalition=cast.coalition, **given)
    page = browser_of(cast.sophea).get(reverse("coalitions:coalition", kwargs=cast.at_coalition))
    assert [line.title for line in page.context["found"].overdue] == ["Visit 2", "Visit 1"]
    assert [line for line in page.context["due"] if line.is_overdue] == []
    assert "2 dates are overdue</a>: Visit 2, Visit 1" in page.content.decode()
    add_group_date(by=cast.dara, group=cast.land, **given | {"title": "Answer question 7"})
    page = browser_of(cast.sophea).get(reverse("coalitions:coalition", kwargs=cast.at_coalition))
    assert "Visit 2, Answer question 7 (Land), Visit 1" in page.content.decode()


def test_once_lodged_the_page_speaks_of_what_comes_next(cast: Cast, browser_of: SignIn) -> None:
    dated(cast, submission_deadline=10, geneva_pre_session=100, review=200)
    client, address = browser_of(cast.sophea), reverse("coalitions:coalition", kwargs=cast.at_coalition)
    client.post(reverse("coalitions:plan", kwargs=cast.at_coalition))
    soon = [client.get(address).context["next_date"].entry.key]
    soon += [
        client.get(reverse(f"coalitions:{page}", kwargs=cast.at_coalition)).context[named].entry.key
        for page, named in _NEXT
    ]
    assert set(soon) == {"outline"}, "a step of the plan comes before the deadline"
    with PHASES_SEEN.only(lambda coalition, day: [CoalitionPhase.LODGED]):
        found = client.get(address).context["found"]
    assert found.phase is CoalitionPhase.LODGED
    assert found.overdue == []
    ahead = [line.entry.key for line in found.ahead]
    assert "submission-deadline" not in ahead
    assert {"geneva-pre-session", "review"} <= set(ahead)


def test_after_the_deadline_the_header_tells_what_comes_next(cast: Cast, browser_of: SignIn) -> None:
    dated(cast, submission_deadline=-3, in_country_pre_session=-1, geneva_pre_session=100, review=200)
    page = browser_of(cast.vuthy).get(reverse("coalitions:people", kwargs=cast.at_coalition))
    assert page.context["next_date"].entry.key == "geneva-pre-session", "the State's own report asks nothing of them"
