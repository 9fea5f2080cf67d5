"""Where a recommendation names a group of persons, States that spoke of this group are the ones to ask."""

import pytest
from django.utils import timezone

from openupr.advocacy.tests.test_carriers import page_of
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose
from openupr.recommendations.targets import is_about_persons, persons_named
from openupr.recommendations.tests.exports import LoadRecord
from openupr.upr.states import STATES

LANGUAGE = {"Issue": "Minorities", "Text": "Teach the language of the German-speaking minority", "From": "Austria"}
ROMA = "Integrate Roma pupils in schools"
OF_ROMA = [
    {"Issue": "Minorities", "Text": ROMA, "From": state.name} for state in STATES if state.iso3 not in ("AUT", "KHM")
]


@pytest.fixture
def ask(cast: Cast) -> Proposal:
    text = "Adopt a strategy with a budget so that Roma children finish primary school"
    made: Proposal = propose(by=cast.chan, group=cast.land, text=text, language="en", now=timezone.now())
    made.issues, made.state = ["minorities"], Proposal.State.ADOPTED
    made.save()
    return made


def states_page(cast: Cast, ask: Proposal, browser_of: SignIn) -> str:
    return page_of(browser_of, cast.dara, cast, "states", f"?theme=ask-{ask.pk}&why=AUT")


def test_only_what_names_the_group_counts_where_twenty_states_raised_it(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([LANGUAGE, *OF_ROMA[:20]])
    page = states_page(cast, ask, browser_of)
    assert "Only recommendations that name this group of persons count: Roma, Sinti and Travellers." in page
    assert "Ranked for: Minorities." in page
    assert "have the same order" not in page
    assert "Raised “Minorities”, “roma”" in page
    assert "Did not raise “Minorities”, “roma”" in page, "Austria spoke of another minority"


def test_all_on_the_issue_counts_where_fewer_states_raised_it(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([LANGUAGE, *OF_ROMA[:5]])
    page = states_page(cast, ask, browser_of)
    assert "Only recommendations that name" not in page
    assert "Raised “Minorities” with Cambodia once" in page


def test_a_text_names_a_group_by_its_word_or_its_source_says_so() -> None:
    assert [each.key for each in persons_named("End anti-Gypsyism against the Roma")] == ["roma-and-travellers"]
    assert persons_named("Adopt a law on women, children and everybody’s rights") == []
    roma = persons_named(ROMA)
    assert is_about_persons({"text": "Open schools", "groups": ["Roma, Sinti and Travellers"]}, roma)
    assert not is_about_persons({"text": "Open schools", "groups": ["Women"]}, roma)
