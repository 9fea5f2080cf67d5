"""Priorities without an assessment wait for those who can have them assessed."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.models import Person
from openupr.coalitions.coalition import overview_of
from openupr.coalitions.for_me import WaitingItem, owed_in, waiting_for
from openupr.coalitions.models import MemberOrganisation
from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.arranging import choose_priorities
from openupr.followup.assessments import assess_for_organisation, write_claim
from openupr.followup.models import ListedRecommendation
from openupr.followup.priorities import judge_together
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)
ARRANGE = frozenset({"followup.arrange"})


@pytest.fixture
def three(cast: Cast) -> list[ListedRecommendation]:
    """Three priorities, and one recommendation that is none."""
    texts = ("Title the land.", "Map the land.", "Train judges.", "Plant a tree.")
    rows = [ListedRecommendation.objects.create(coalition=cast.coalition, text=text) for text in texts]
    chosen = [row.pk for row in rows[:3]]
    choose_priorities(by=cast.sophea, coalition=cast.coalition, chosen=chosen, offered=chosen)
    return rows[:3]


def waits(cast: Cast, person: Person) -> list[WaitingItem]:
    items = waiting_for(person, [cast.coalition], now=timezone.now())
    return [item for item in items if item.kind.key == "open-priorities"]


def says(cast: Cast, listed: ListedRecommendation, level: str = "begun") -> None:
    ours: dict[str, Any] = {"by": cast.nary, "organisation": cast.forest, "today": TODAY}
    assess_for_organisation(listed=listed, level=level, reason="Ten titles.", **ours)


def steps(cast: Cast, may: frozenset[str] = ARRANGE) -> list[str]:
    page = overview_of(cast.coalition, reader=cast.vuthy, today=TODAY, may=may, with_audit_log=False)
    return [step.text for step in page.steps]


def test_priorities_without_an_assessment_wait_for_the_coordinators_as_many_as_the_list_says(
    cast: Cast, three: list[ListedRecommendation], browser_of: SignIn
) -> None:
    says(cast, three[0])
    write_claim(by=cast.sophea, listed=three[1], level="done", reason="All titled.", source="Report", today=TODAY)
    [item] = waits(cast, cast.sophea)
    assert (str(item.what), item.many) == ("Priorities without an assessment", 2)
    sophea = browser_of(cast.sophea)
    assert "Priorities without an assessment (2)" in as_read(sophea.get(reverse("coalitions:for-me")).content.decode())
    assert "2 have no assessment yet" in as_read(
        sophea.get(reverse("followup:list", args=[cast.coalition.key])).content.decode()
    )
    assert len(sophea.get(item.address).context["lines"]) == 2
    assert not waits(cast, cast.chan)
    assert "open-priorities" in {owed.kind.key for owed in owed_in(cast.coalition, now=timezone.now())}


def test_who_speaks_for_an_organisation_is_asked_for_what_that_organisation_has_not_assessed(
    cast: Cast, three: list[ListedRecommendation]
) -> None:
    assert MemberOrganisation.objects.filter(organisation=cast.forest, representative=cast.nary).exists()
    says(cast, three[0])
    items = waiting_for(cast.nary, [cast.coalition], now=timezone.now())
    assert [(item.many, item.about) for item in items if item.kind.key == "priorities"] == [(2, cast.forest.name)]


def test_a_priority_that_is_judged_with_another_counts_as_the_list_counts_it(
    cast: Cast, three: list[ListedRecommendation]
) -> None:
    judge_together(by=cast.sophea, coalition=cast.coalition, numbers=[three[0].pk, three[1].pk])
    assert [item.many for item in waits(cast, cast.sophea)] == [3]
    says(cast, three[0])
    assert [item.many for item in waits(cast, cast.sophea)] == [1]
    says(cast, three[2], level="unknown")
    assert not waits(cast, cast.sophea), "that somebody knows too little was said, too"


def test_the_next_steps_name_them_in_every_phase_and_end_with_the_last(
    cast: Cast, three: list[ListedRecommendation]
) -> None:
    says(cast, three[0])
    assert "Assess the priorities: 2 of 3 have no assessment" in steps(cast)
    assert "Assess the priorities: 2 of 3 have no assessment" in steps(cast, frozenset({"followup.speak"}))
    assert not any("Assess the priorities" in step for step in steps(cast, frozenset()))
    for listed in three[1:]:
        says(cast, listed)
    assert not any("Assess the priorities" in step for step in steps(cast))
