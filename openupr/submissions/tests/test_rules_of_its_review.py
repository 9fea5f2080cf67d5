"""A submission is written to the rules in force for its review's cycle; a lodged one keeps those it was lodged by."""

from typing import Any

import pytest
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of
from openupr.conformance.models import AddedRuleSet
from openupr.conformance.rule_sets import confirm_rule_set, take_back_rule_set
from openupr.conformance.tests.test_rule_sets import MADE_UP
from openupr.submissions.budget import budget_of, budgets_of, rules_of
from openupr.submissions.lodging import lodge_submission

from .examples import Drafted

# What the database does is the same on both.
pytestmark = pytest.mark.once


@pytest.fixture
def added(people: Cast) -> AddedRuleSet:
    """Rules made up for this test, confirmed for the fourth cycle on."""
    given: dict[str, Any] = {
        "document": "Made up",
        "document_date": today_of(people.coalition),
        "read_at": "https://x.org",
    }
    found: AddedRuleSet = confirm_rule_set(by=operator(people), text=MADE_UP, now=timezone.now(), **given)
    return found


def operator(people: Cast) -> Any:
    people.sophea.is_operator = True
    people.sophea.save()
    return people.sophea


def test_confirmed_rules_hold_for_what_is_being_written_until_they_are_taken_back(
    people: Cast, draft: Drafted, added: AddedRuleSet
) -> None:
    assert draft.submission.rules == "2017"
    assert (rules_of(draft.submission).version, budget_of(draft.submission).limit) == ("made-up", 31)
    take_back_rule_set(by=people.sophea, added=added, now=timezone.now())
    assert budget_of(draft.submission).limit == 5630


def test_a_lodged_submission_keeps_the_rules_it_was_lodged_by(
    people: Cast, draft: Drafted, added: AddedRuleSet
) -> None:
    day = today_of(people.coalition)
    lodge_submission(
        by=people.sophea, submission=draft.submission, word=b"", receipt="7", lodged_on=day, now=timezone.now()
    )
    take_back_rule_set(by=people.sophea, added=added, now=timezone.now())
    (found,) = [budget for _each, budget in budgets_of(people.coalition)]
    assert (rules_of(draft.submission).version, found.limit) == ("made-up", 31)
