"""What groups propose is asked for when priorities of the follow-up are proposed."""

from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.follow_up_list import Viewer, short_lines
from openupr.followup.models import ListedRecommendation
from openupr.followup.priorities import Proposed, proposed_priorities
from openupr.proposals.models import Proposal


def first_proposed(cast: Cast) -> Proposed:
    return proposed_priorities(cast.coalition, short_lines(cast.coalition, Viewer()), most=40)[0]


def test_what_groups_propose_comes_before_what_no_group_proposes_until_it_is_dropped(cast: Cast) -> None:
    for text, issue in (("Other", "right-to-water"), ("Asked", "right-to-health")):
        given = {"text": text, "issues": [issue], "session": 18, "response": "supported", "action": 5}
        ListedRecommendation.objects.create(coalition=cast.coalition, **given)
    given = {"number": 90, "changed": "2026-02-01T00:00Z", "issues": ["right-to-health"]}
    draft = Proposal.objects.create(group=cast.land, **given)
    first = first_proposed(cast)
    assert first.line.listed.text == "Asked"
    assert "a group proposes a recommendation on its issues" in first.in_words
    Proposal.objects.filter(pk=draft.pk).update(state=Proposal.State.DROPPED)
    assert first_proposed(cast).line.listed.text == "Other"


def test_what_is_nearly_the_same_as_a_groups_wish_comes_first_though_it_has_another_issue(cast: Cast) -> None:
    ratify = "Ratify the Optional Protocol to the Convention against Torture"
    for text in ("Build more hospitals.", f"{ratify}.", "Plant trees."):
        given = {"text": text, "session": 18, "response": "noted"}
        ListedRecommendation.objects.create(coalition=cast.coalition, **given)
    given = {"number": 90, "changed": "2026-02-01T00:00Z", "issues": ["right-to-health"]}
    draft = Proposal.objects.create(group=cast.land, **given)
    for language, text in (("km", "ផ្តល់សច្ចាប័ន"), ("en", f"{ratify} by 2028.")):
        draft.wordings.create(language=language, text=text, is_original=language == "km")
    first = first_proposed(cast)
    assert "Convention against Torture" in first.line.listed.text
    assert first.in_words == ["a group proposes nearly the same"]
