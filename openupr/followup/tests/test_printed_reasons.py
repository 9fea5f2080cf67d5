"""A reason leaves the coalition only beside the name of its organisation, and once the organisation
saw the line.
"""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.follow_up_list import Viewer, lines_of
from openupr.followup.models import Assessment, ListedRecommendation
from openupr.followup.tests.examples import follow_up
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)
REASON = "No shelter takes\nwomen from the islands."
LINE = f"Not implemented – Forest Watch: {REASON}"
WITHOUT_NAME = "Not implemented – an organisation"


@pytest.fixture
def listed(cast: Cast) -> ListedRecommendation:
    return follow_up(cast).listed


def printed(coalition: Coalition) -> list[str]:
    """What files for others say of the coalition's recommendations."""
    return [words for line in lines_of(coalition, Viewer()) for words in line.told_outside]


def said(listed: ListedRecommendation, cast: Cast, **more: Any) -> Assessment:
    given: dict[str, Any] = {"level": "nothing", "reason": REASON, "today": TODAY}
    return assess_for_organisation(by=cast.nary, listed=listed, organisation=cast.forest, **given | more)


def ticked_unseen(listed: ListedRecommendation, cast: Cast, **more: Any) -> Assessment:
    """As versions before this one kept it."""
    assessment = said(listed, cast)
    Assessment.objects.filter(pk=assessment.pk).update(quoted=True, line_seen=False, **more)
    return assessment


def send(browser: Client, listed: ListedRecommendation, cast: Cast, **more: str) -> Any:
    given = {"organisation": str(cast.forest.pk), "level": "nothing", "reason": REASON} | more
    at = reverse("followup:assess", args=[cast.coalition.key, listed.pk])
    return browser.post(at, {f"assess-{name}": value for name, value in given.items()})


def seen_in(page: str) -> str:
    """The hidden field, as a browser would send it."""
    seen = " ".join(LINE.split())
    assert f'value="{escape(seen)}"' in page
    return seen


def test_neither_the_name_nor_the_reason_is_ticked_for_an_organisation(
    listed: ListedRecommendation, cast: Cast, browser_of: SignIn
) -> None:
    nary = browser_of(cast.nary)
    for _time in range(2):
        page = nary.get(reverse("followup:recommendation", args=[cast.coalition.key, listed.pk]))
        form = page.context["assess"]
        assert [form[name].value() for name in ("named", "quoted")] in ([None, None], [False, False])
        send(nary, listed, cast)
    assert printed(cast.coalition) == [WITHOUT_NAME]
    assert WITHOUT_NAME in as_read(nary.get(page.request["PATH_INFO"]).content.decode())


def test_the_line_is_shown_as_files_print_it_before_anything_is_saved(
    listed: ListedRecommendation, cast: Cast, browser_of: SignIn
) -> None:
    nary, ticks = browser_of(cast.nary), {"named": "on", "quoted": "on"}
    page = send(nary, listed, cast, **ticks).content.decode()
    assert "Nothing is saved yet" in page
    assert not Assessment.objects.filter(organisation=cast.forest).exists()
    seen = seen_in(page)
    assert "Nothing is saved yet" in send(nary, listed, cast, **ticks, seen="Another line").content.decode()
    assert send(nary, listed, cast, **ticks, seen=seen).status_code == 302
    assert printed(cast.coalition) == [LINE]
    # Changed words are another line.
    assert send(nary, listed, cast, **ticks, seen=seen, reason="None at all.").status_code == 200
    assert printed(cast.coalition) == [LINE]


def test_a_reason_without_a_name_is_refused_and_says_why(
    listed: ListedRecommendation, cast: Cast, browser_of: SignIn
) -> None:
    refused = send(browser_of(cast.nary), listed, cast, quoted="on")
    assert refused.status_code == 422
    assert "A reason is printed only beside your name" in as_read(refused.content.decode())
    assert not Assessment.objects.filter(organisation=cast.forest).exists()


def test_whose_name_is_taken_back_has_no_reason_printed(listed: ListedRecommendation, cast: Cast) -> None:
    said(listed, cast, named=True, quoted=True)
    assert printed(cast.coalition) == [LINE]
    said(listed, cast)
    assert printed(cast.coalition) == [WITHOUT_NAME]


@pytest.mark.parametrize("named", [False, True])
def test_what_was_ticked_unseen_is_printed_only_once_the_organisation_chose_it(
    listed: ListedRecommendation, cast: Cast, browser_of: SignIn, *, named: bool
) -> None:
    assessment = ticked_unseen(listed, cast, named=named)
    assert REASON not in "".join(printed(cast.coalition))
    nary, at = browser_of(cast.nary), reverse("followup:printed", kwargs=cast.at_coalition)
    assert f'href="{at}"' in nary.get(reverse("coalitions:for-me")).content.decode()
    page = nary.get(at).content.decode()
    assert "Not implemented – Forest Watch: No shelter takes" in as_read(page)
    assert "checked" not in page.partition('id="part"')[2]
    nary.post(at, {"shown": assessment.pk, "chosen": assessment.pk})
    assert printed(cast.coalition) == [LINE]
    assert at not in nary.get(reverse("coalitions:for-me")).content.decode()


def test_a_line_that_is_not_chosen_keeps_its_reason_here_and_is_not_asked_again(
    listed: ListedRecommendation, cast: Cast, browser_of: SignIn
) -> None:
    assessment = ticked_unseen(listed, cast, named=True)
    nary, at = browser_of(cast.nary), reverse("followup:printed", kwargs=cast.at_coalition)
    nary.post(at, {"shown": ["9" * 40, "x", assessment.pk], "chosen": ["-1"]})
    assert printed(cast.coalition) == ["Not implemented – Forest Watch"]
    assert "Nothing waits for your answer" in nary.get(at).content.decode()
    # The coalition still reads it.
    page = reverse("followup:recommendation", args=[cast.coalition.key, listed.pk])
    assert "No shelter takes" in browser_of(cast.vuthy).get(page).content.decode()


def test_nobody_answers_for_another_organisation(listed: ListedRecommendation, cast: Cast, browser_of: SignIn) -> None:
    assessment = ticked_unseen(listed, cast)
    at = reverse("followup:printed", kwargs=cast.at_coalition)
    for person in (cast.sophea, cast.rithy, cast.chan):
        browser_of(person).post(at, {"shown": assessment.pk, "chosen": assessment.pk})
    assert printed(cast.coalition) == [WITHOUT_NAME]
