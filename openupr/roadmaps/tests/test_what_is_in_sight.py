"""What is needed first is in sight on the roadmap and among all recommendations; the rest unfolds."""

from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.proposals import propose
from openupr.recommendations.tests.demo_record import demo_record
from openupr.roadmaps.models import Answer
from openupr.roadmaps.roadmap import question_text
from openupr.roadmaps.rules.roadmap import questions
from openupr.web.tests.in_sight import links_in_sight, text_in_sight

from .conftest import SignIn

WEAK = "End land grabbing."
GOOD = "Adopt by 2028 a law that gives families evicted from their land fair compensation."
ALIKE = "Adopt a law that gives evicted families fair compensation for their land by 2029."


def test_the_roadmap_shows_the_recommendations_and_the_next_step_first_and_what_is_done_on_demand(
    cast: Cast, browser_of: SignIn
) -> None:
    demo_record()
    for number in range(1, 4):
        text = f"Adopt law {number} on evictions by 2028."
        propose(by=cast.chan, group=cast.land, text=text, language="en", now=timezone.now())
    for number in (7, 8, 9):
        Answer.objects.create(group=cast.land, question=number, text=f"Said of question {number}.", state="done")
    page = browser_of(cast.sophea).get(reverse("roadmaps:roadmap", kwargs=cast.at_land)).content.decode()
    in_sight = text_in_sight(page)
    for needed in ("Adopt law 1 on evictions", "Adopt law 3 on evictions", "Said of question 8."):
        assert needed in in_sight
    for on_demand in ("Said of question 7.", "Said of question 9.", "States:", "Print a blank sheet"):
        assert on_demand not in in_sight
    assert all(question_text(question) in in_sight for question in questions()), "each question is named"
    assert "Until when can members send their last comments?" in in_sight
    assert links_in_sight(page) <= 24
    assert links_in_sight(page) < page.count("<a ") / 3


def test_all_recommendations_are_one_line_each_and_what_is_said_of_them_is_on_demand(
    cast: Cast, browser_of: SignIn
) -> None:
    texts = ((cast.chan, cast.land, WEAK), (cast.chan, cast.land, GOOD), (cast.rithy, cast.labour, ALIKE))
    drafts = [propose(by=who, group=group, text=text, language="en", now=timezone.now()) for who, group, text in texts]
    page = browser_of(cast.sophea).get(reverse("proposals:all-proposals", kwargs=cast.at_coalition)).content.decode()
    in_sight = text_in_sight(page)
    assert all(words in in_sight for words in (WEAK, GOOD[:60], ALIKE[:60], "draft"))
    assert "Much like:" in page
    for on_demand in ("Much like:", "Put it before the group", GOOD):
        assert on_demand not in in_sight
    # Both groups by name, the issues no group covers, CSV and JSON; none of a recommendation.
    assert links_in_sight(page) <= 8
    assert f'id="recommendation-{drafts[1].pk}"' in page, "an address that leads to it opens it"
