"""The coalition for the next review begins with what the last one leaves."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.models import AuditLine, Server
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.carry_over import CARRY_OVER, StartedByAnother, TakenAlong, start_next_coalition
from openupr.coalitions.events import note_event
from openupr.coalitions.models import Coalition, Participation
from openupr.coalitions.rules.refusals import MayNotFound
from openupr.coalitions.tests.examples.cast import Cast
from openupr.reviews.models import Review
from openupr.timeline.models import Milestone
from openupr.web.tests.reading import as_read

from .conftest import SignIn

NOW = timezone.now()
ALL = ["organisations", "groups", "dates"]


@pytest.fixture
def over(cast: Cast) -> Cast:
    """The coalition's review was held in session 46 and adopted; the deadline was on 11 October
    2023.
    """
    cast.coalition.review = Review.objects.get_or_create(
        iso3="KHM", session=46, defaults={"cycle": 4, "status": Review.Status.SOURCED}
    )[0]
    cast.coalition.save()
    calendar = calendar_of(cast.coalition, today=date(2023, 1, 1))
    given = {
        "kind": "task",
        "day": date(2023, 9, 1),
        "whose": "Sophea",
        "person": cast.sophea,
        "written_on": "2023-01-01",
    }
    calendar.milestones.create(key="t", title="First draft", status="done", done_on=date(2023, 9, 3), **given)
    calendar.milestones.create(key="u", title="Never done", status="planned", **given)
    return cast


def start(cast: Cast, **given: Any) -> Coalition:
    whole = {"by": cast.sophea, "coalition": cast.coalition, "name": "For cycle 5", "languages": ["en"], "now": NOW}
    made: Coalition = start_next_coalition(**(whole | {"take": ALL} | given))
    return made


def test_once_the_outcome_is_adopted_the_coordinator_may_start_the_next_one(over: Cast, browser_of: SignIn) -> None:
    overview, at = (reverse(f"coalitions:{page}", kwargs=over.at_coalition) for page in ("coalition", "start-next"))
    sophea = browser_of(over.sophea)
    assert at in sophea.get(overview).content.decode()
    assert at not in browser_of(over.chan).get(overview).content.decode()
    told = as_read(sophea.get(at).content.decode())
    assert "Organisations: <strong>1</strong>" in told
    assert "Thematic groups: <strong>2</strong>" in told
    for _ in range(2):  # pressed twice
        sent = sophea.post(at, {"name": "For cycle 5", "working_language": "en", "take": ALL})
    [new] = over.coalition.successors.all()
    assert sent.headers["Location"] == reverse("coalitions:coalition", args=[new.key])
    told = as_read(sophea.get(sent.headers["Location"]).content.decode())
    assert "It began with what the coalition for this review left: Cambodia, cycle 4, session 46." in told
    assert "Open that coalition" in told


def test_before_the_outcome_is_adopted_the_page_does_not_offer_it(cast: Cast, browser_of: SignIn) -> None:
    calendar_of(cast.coalition, today=date(2026, 11, 1))
    page = browser_of(cast.sophea).get(reverse("coalitions:coalition", kwargs=cast.at_coalition))
    assert "Start the next review" not in page.content.decode()


def test_groups_and_names_of_organisations_go_along_and_nobody_is_in_them(over: Cast, browser_of: SignIn) -> None:
    new = start(over)
    assert (new.review.iso3, new.review.cycle, new.comes_from) == ("KHM", 5, over.coalition)
    assert list(new.groups.values_list("name", "issues")) == [("Land", ["right-to-land"]), ("Labour", ["labour"])]
    assert [each.name for each in new.organisations.all()] == ["Forest Watch of the Test"]
    assert not new.member_organisations.exists()
    assert [(each.person, each.role) for each in new.participations.all()] == [(over.sophea, "coordinator")]
    assert not new.groups.filter(memberships__isnull=False).exists()
    people = reverse("coalitions:people", args=[new.key])
    sophea = browser_of(over.sophea)
    assert "Not in the coalition now" in sophea.get(people).content.decode()
    sophea.post(reverse("coalitions:add-organisation", args=[new.key]), {"name": "Forest Watch of the Test"})
    assert new.organisations.count() == new.member_organisations.count() == 1


def test_the_timeline_goes_along_as_it_went_without_names(over: Cast) -> None:
    carried = Milestone.objects.filter(calendar=start(over).calendar, key__startswith="before-")
    assert "Never done" not in " ".join(each.title for each in carried)
    [draft] = [each for each in carried if "First draft" in each.title]
    assert (draft.title, draft.status, draft.done_on) == ("Cycle 4: First draft", "done", date(2023, 9, 3))
    assert (draft.whose, draft.person, draft.kind) == ("", None, "event")


def test_events_still_to_come_go_along_and_past_ones_as_they_went(over: Cast) -> None:
    today = NOW.date()
    for title, first, last in (("Election", 300, None), ("Old law", -300, None), ("Long strike", -30, 30)):
        day, until = today + timedelta(first), today + timedelta(last) if last else None
        given = {"effect": "Nobody answers then.", "risk": "For the witnesses of Kampot."}
        note_event(by=over.sophea, coalition=over.coalition, today=today, title=title, day=day, until=until, **given)
    new = start(over, take=[*ALL, "events"])
    assert list(new.events.values_list("title", "effect", "risk")) == [
        ("Long strike", "Nobody answers then.", ""),
        ("Election", "Nobody answers then.", ""),
    ]
    dates = set(new.calendar.milestones.filter(kind="event").values_list("title", flat=True))
    assert {"Long strike", "Election", "Cycle 4: Old law"} <= dates
    assert "Cycle 4: Long strike" not in dates


def test_only_what_is_ticked_goes_along(over: Cast) -> None:
    new = start(over, take=["groups"])
    assert new.groups.count() == 2
    assert not new.organisations.exists()
    assert not new.calendar.milestones.filter(key__startswith="before-").exists()


def test_the_audit_logs_of_both_say_it_and_the_old_one_stays_as_it_was(over: Cast) -> None:
    before = over.coalition.groups.count(), over.coalition.participations.count()
    new = start(over)
    assert AuditLine.objects.filter(circle=over.coalition.key, what__startswith="coalitions.start-next").count() == 1
    assert list(AuditLine.objects.filter(circle=new.key).values_list("what", flat=True)) == ["coalitions.found"]
    assert before == (over.coalition.groups.count(), over.coalition.participations.count())


def test_a_second_coordinator_is_told_that_it_was_started(over: Cast) -> None:
    start(over)
    over.coalition.participations.filter(person=over.bopha).update(role=Participation.Role.COORDINATOR)
    with pytest.raises(StartedByAnother):
        start(over, by=over.bopha)
    assert over.coalition.successors.count() == 1


def test_where_the_operator_decides_nobody_else_starts_one(over: Cast) -> None:
    Server.objects.update_or_create(pk=1, defaults={"founding": "nobody"})
    with pytest.raises(MayNotFound):
        start(over)
    assert not over.coalition.successors.exists()


def test_it_is_all_or_nothing(over: Cast) -> None:
    def fail(_going: object) -> None:
        raise RuntimeError

    given = {"about": "", "count": lambda _coalition, _now: 1}
    broken = TakenAlong(key="broken", label="Broken", carry=fail, **given)
    with CARRY_OVER.only(*CARRY_OVER, broken), pytest.raises(RuntimeError):
        start(over, take=[*ALL, "broken"])
    assert not over.coalition.successors.exists()
    assert Coalition.objects.count() == 1
