"""A submission is begun by what was decided."""

from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.models import Decision
from openupr.coalitions.services.decisions import (
    ask_group,
    ask_organisations,
    close_decision,
    close_group_decision,
    give_voice,
)
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.models import Submission

from .conftest import SignIn


def test_what_too_few_organisations_decided_is_no_route_for_a_submission(people: Cast, browser_of: SignIn) -> None:
    today, options = today_there(), [("Each group", "by-group"), ("One", "joint")]
    asked: Decision = ask_organisations(
        by=people.sophea, coalition=people.coalition, question="Which route?", quorum=2, options=options, today=today
    )
    given = {"by": people.nary, "decision": asked, "organisation": people.forest, "now": timezone.now()}
    give_voice(option=asked.options.all()[0], **given)
    close_decision(by=people.sophea, decision=asked, outcome="Each group its own.", now=timezone.now())
    form = browser_of(people.sophea).get(reverse("submissions:begin", kwargs=people.at_coalition)).context["form"]
    assert (form.initial["decision"], list(form.fields["decision"].queryset)) == (None, [])


def test_what_was_decided_is_filled_in_when_a_submission_is_begun(people: Cast, browser_of: SignIn) -> None:
    today, now = today_there(), timezone.now()
    given = {"question": "Which route?", "quorum": 1, "options": [("Each group", "by-group"), ("One", "joint")]}
    asked: Decision = ask_organisations(
        by=people.sophea, coalition=people.coalition, closes_on=None, supersedes=None, today=today, **given
    )
    give_voice(
        by=people.nary, decision=asked, organisation=people.forest, option=asked.options.all()[0], dissent="", now=now
    )
    close_decision(by=people.sophea, decision=asked, outcome="Each group its own.", now=now)
    sophea, parts = browser_of(people.sophea), people.at_coalition
    listed = sophea.get(reverse("submissions:submissions", kwargs=parts)).content.decode()
    assert f"?kind=by-group&amp;group={people.land.pk}" in listed
    address = reverse("submissions:begin", kwargs=parts)
    form = sophea.get(address, {"kind": "by-group", "group": people.land.pk}).context["form"]
    assert (form.initial["kind"], form.initial["groups"], form.initial["decision"]) == (
        "by-group",
        [people.land],
        asked,
    )
    sent = {"kind": "by-group", "title": "Land", "groups": [people.land.pk], "decision": asked.pk, "language": "en"}
    sophea.post(address, sent)
    assert [(each.group, each.decision) for each in Submission.objects.all()] == [(people.land, asked)]
    refused = sophea.post(address, sent | {"groups": []})
    assert refused.status_code == 422
    assert Submission.objects.count() == 1
    all_ticked = [people.land.pk, people.labour.pk]  # as they stand for a joint one
    assert sophea.post(address, sent | {"groups": all_ticked}).status_code == 422
    sophea.post(address, sent | {"groups": all_ticked, "group": people.labour.pk})
    assert Submission.objects.last().group == people.labour


def test_a_group_that_decided_on_its_own_submission_is_not_ticked_for_the_joint_one(
    people: Cast, browser_of: SignIn
) -> None:
    today, now = today_there(), timezone.now()
    people.land.organisations.add(people.forest)
    options = [("Our own", "by-group"), ("The joint one", "joint")]
    asked: Decision = ask_group(by=people.dara, group=people.land, question="Which?", options=options, today=today)
    give_voice(by=people.nary, decision=asked, organisation=people.forest, option=asked.options.all()[0], now=now)
    close_group_decision(by=people.dara, decision=asked, outcome="Our own.", now=now)
    sophea, parts = browser_of(people.sophea), people.at_coalition
    listed = sophea.get(reverse("submissions:submissions", kwargs=parts)).content.decode()
    assert f"?kind=by-group&amp;group={people.land.pk}" in listed
    assert f"?kind=by-group&amp;group={people.labour.pk}" not in listed
    address = reverse("submissions:begin", kwargs=parts)
    joint = sophea.get(address).context["form"].initial
    own = sophea.get(address, {"kind": "by-group", "group": people.land.pk}).context["form"].initial
    assert (joint["groups"], joint["decision"]) == ([people.labour], None)
    assert own["decision"] == asked
