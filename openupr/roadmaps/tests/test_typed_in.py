"""What a paper sheet says of recommendations becomes the group's drafts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose
from openupr.roadmaps.answers import Typed, type_in
from openupr.roadmaps.rules.paper import TooManyLines, few_recommendations_in, recommendations_in, written_again
from openupr.roadmaps.rules.roadmap import questions

from .conftest import SignIn

FOUR = "1. Return the land of the families\nwho were evicted.\n2) Publish all concessions.\n3. Title forests.\n4. Stop."


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (FOUR, ["Return the land of the families who were evicted.", "Publish all concessions.", "Title forests.",
                "Stop."]),
        ("Return the land.\nPublish concessions.", ["Return the land.", "Publish concessions."]),
        ("Return the land\nof families.\r\n\r\nPublish concessions.", ["Return the land of families.",
                                                                       "Publish concessions."]),
        ("- Return the land.\n• Return the land.", ["Return the land."]),
        ("១. បង្កើតច្បាប់\n២. បោះពុម្ព", ["បង្កើតច្បាប់", "បោះពុម្ព"]),
        ("  \n ", []),
    ],
)  # fmt: skip
def test_recommendations_are_told_apart_as_people_write_them(written: str, meant: list[str]) -> None:
    assert recommendations_in(written) == meant


def test_what_was_written_again_is_told_from_what_is_new() -> None:
    before = ["Publish all concessions.", "Return the land.", "Stop."]
    now = ["return the land", "Publish every concession.", "Title forests."]
    pairs = [("Publish all concessions.", "Publish every concession."), ("Stop.", ""), ("", "Title forests.")]
    assert written_again(before, now) == pairs
    assert written_again(["បោះពុម្ពសម្បទានដី"], ["បោះពុម្ពសម្បទានដីទាំងអស់"]) == [("បោះពុម្ពសម្បទានដី", "បោះពុម្ពសម្បទានដីទាំងអស់")]
    with pytest.raises(TooManyLines):
        few_recommendations_in("\n".join(str(number) for number in range(21)))


def test_question_four_of_a_sheet_drafts_the_groups_recommendations(cast: Cast, browser_of: SignIn) -> None:
    propose(by=cast.dara, group=cast.land, text="Publish all concessions", language="en", now=timezone.now())
    address = reverse("roadmaps:roadmap-type-in", kwargs=cast.at_land)
    page = browser_of(cast.chan).post(address, {"text-4": FOUR + "\n5. ប្រគល់ដី", **_versions(0)}, follow=True)
    assert "4 recommendations were drafted from the sheet" in page.content.decode()
    drafts = [(each.wordings.get().text, each.wordings.get().language) for each in Proposal.objects.all()[1:]]
    assert drafts == [
        ("Return the land of the families who were evicted.", "en"),
        ("Title forests.", "en"),
        ("Stop.", "en"),
        ("ប្រគល់ដី", "km"),
    ]
    assert {each.state for each in Proposal.objects.all()} == {"draft"}


def test_a_sheet_typed_in_again_drafts_only_what_is_new_in_it(cast: Cast) -> None:
    now = timezone.now()
    type_in(by=cast.chan, group=cast.land, sheet=[Typed(4, FOUR, 0)], now=now)
    worded = Proposal.objects.get(number=1).wordings.get()
    worded.text = "Another wording altogether."
    worded.save()
    done = type_in(by=cast.chan, group=cast.land, sheet=[Typed(4, FOUR + "\n5. Count the families.", 1)], now=now)
    assert (done.changed, [str(each.wordings.get()) for each in done.drafted]) == (1, ["Count the families."])
    assert type_in(by=cast.chan, group=cast.land, sheet=[Typed(4, FOUR, 2)], now=now).drafted == ()


def test_a_recommendation_too_long_for_one_is_refused_with_the_whole_sheet(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("roadmaps:roadmap-type-in", kwargs=cast.at_land)
    page = browser_of(cast.chan).post(address, {"text-1": "Land", "text-4": "x" * 3001, **_versions(0)})
    assert "a recommendation may have 3,000" in page.content.decode()
    assert not Proposal.objects.exists()
    assert not cast.land.answers.exists()


def _versions(version: int) -> dict[str, int]:
    return {f"version-{each.number}": version for each in questions()}
