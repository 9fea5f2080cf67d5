"""A coalition decides which State carries which recommendation."""

from collections import Counter
from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.actions import NotPermitted
from openupr.advocacy.asks import asks_of
from openupr.advocacy.carriers import propose_carriers, save_carriers
from openupr.advocacy.models import Carrier, Presence, Strategy
from openupr.advocacy.overview import advocate_next
from openupr.advocacy.rules import nearest_first, states_to_add
from openupr.advocacy.states import note_presence
from openupr.coalitions.next_steps import Situation
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.timeline import coalition_agenda
from openupr.proposals.adoption import put_forward
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose as propose_text
from openupr.recommendations.coding_learning import learn_coding
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.test_likely_coding import some_rows
from openupr.submissions.models import Paragraph, Section, Submission
from openupr.web.tests.reading import as_read

TEXT = "Give families evicted from their land fair compensation by 2027."
ROWS = [
    {"Session": "6", "Text": "Return land to evicted families"},
    {"From": "Norway", "Text": "Respect communal land in forests", "Session": "6"},
    {"From": "Germany", "Text": "Register land", "Session": "6"},
]


@pytest.fixture
def ask(cast: Cast) -> Proposal:
    made: Proposal = propose_text(by=cast.chan, group=cast.land, text=TEXT, language="en", now=timezone.now())
    made.issues, made.state = ["right-to-land"], Proposal.State.ADOPTED
    made.save()
    return made


def page_of(browser_of: SignIn, somebody: object, cast: Cast, page: str, query: str = "") -> str:
    answer = browser_of(somebody).get(reverse(f"advocacy:{page}", kwargs=cast.at_coalition) + query)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return as_read(answer.content.decode())


def next_after_lodging(cast: Cast) -> list[str]:
    """What the overview tells who chooses States, once the submission is lodged."""
    today = today_there()
    now = Situation(
        coalition=cast.coalition,
        phase=CoalitionPhase.LODGED,
        today=today,
        may={"advocacy.choose-carriers"},
        groups=(),
        organisations=0,
        people=0,
        agenda=coalition_agenda(cast.coalition, today=today),
    )
    return [each.text for each in advocate_next(now)]


def test_a_proposal_gives_each_ask_two_states_and_few_states_three_asks() -> None:
    rankings = {number: ["NOR", "FRA", "DEU", "CHL", "PER", "VUT"] for number in range(6)}
    added = states_to_add(rankings, {})
    assert [len(set(states)) for states in added.values()] == [2, 2, 2, 2, 2, 2]
    load = Counter(state for states in added.values() for state in states)
    assert load == {"NOR": 3, "FRA": 3, "DEU": 3, "CHL": 3}


def test_each_ask_has_its_best_state_where_that_one_has_room_and_no_far_one_for_the_sake_of_few() -> None:
    best = {1: ["NOR", "PER", "FRA"], 2: ["FRA", "PER", "NOR"], 3: ["NOR", "PER", "FRA"], 4: ["FRA", "PER", "NOR"]}
    assert states_to_add(best, {}, carriers=1) == {1: ["NOR"], 2: ["FRA"], 3: ["NOR"], 4: ["FRA"]}
    # In second place comes who carries something already, but only from the first five.
    others = ["PER", "DEU", "CHL", "VUT", "FRA"]
    assert states_to_add({1: ["NOR", *others[:2], "FRA"], 2: ["FRA"]}, {})[1] == ["NOR", "FRA"]
    assert states_to_add({1: ["NOR", *others], 2: ["FRA"]}, {})[1] == ["NOR", "PER"]


def test_of_five_near_places_those_with_an_embassy_come_first() -> None:
    ranking = ["MEX", "FRA", "JPN", "ESP", "PER", "DEU"]
    presence = {"ESP": 1, "FRA": 0, "JPN": 0, "DEU": 0}
    assert nearest_first(ranking, presence) == ["FRA", "JPN", "ESP", "MEX", "PER", "DEU"]


def test_a_proposal_keeps_what_people_chose_and_serves_the_hardest_ask_first() -> None:
    assert states_to_add({1: ["NOR", "FRA"]}, {1: ["PER"]}) == {1: ["NOR"]}
    assert states_to_add({1: ["NOR", "FRA"], 2: ["NOR"]}, {}, carriers=1, asks=1) == {1: ["FRA"], 2: ["NOR"]}
    assert states_to_add({1: []}, {}) == {1: []}


def test_what_is_missing_is_proposed_from_the_record_and_edited_by_hand(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    assert "1 recommendation has no State" in page_of(browser_of, cast.sophea, cast, "carriers")
    dara = browser_of(cast.dara)
    assert dara.post(reverse("advocacy:carriers-propose", kwargs=cast.at_coalition)).status_code == 302
    assert [each.iso3 for each in asks_of(cast.coalition)[0].carriers] == ["FRA", "DEU"]
    save = {
        "shown": [f"{ask.pk}-FRA", f"{ask.pk}-DEU"],
        "chosen": [f"{ask.pk}-DEU", f"{ask.pk}-PER", "x-y", f"{ask.pk + 1000}-NOR"],
    }
    dara.post(reverse("advocacy:carriers-save", kwargs=cast.at_coalition), save)
    assert sorted(Carrier.objects.values_list("iso3", "by_hand")) == [("DEU", False), ("PER", True)]
    page = page_of(browser_of, cast.chan, cast, "carriers")
    assert "place 2" in page
    assert f"?theme=ask-{ask.pk}&amp;why=PER" in page
    assert "no State" not in page
    file = browser_of(cast.chan).get(reverse("advocacy:carriers-file", kwargs={**cast.at_coalition, "kind": "csv"}))
    assert b"".join(file).decode().splitlines()[1].endswith("2,x,x")  # type: ignore[arg-type]


def test_a_state_that_a_person_removed_is_proposed_again_only_once_it_is_chosen(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    dara, cell = browser_of(cast.dara), f"{ask.pk}-FRA"
    propose_at, save_at = (
        reverse(f"advocacy:carriers-{each}", kwargs=cast.at_coalition) for each in ("propose", "save")
    )
    dara.post(propose_at)
    answer = dara.post(save_at, {"shown": [cell], "theme": f"ask-{ask.pk}"}, follow=True)
    page = as_read(answer.content.decode())
    assert "removed by hand" in page
    assert "1 more State is needed for this recommendation." in page
    assert "Raised “Right to land” with Cambodia once" in page
    dara.post(propose_at)
    assert sorted(asks_of(cast.coalition)[0].carried_by) == ["DEU", "NOR"]
    dara.post(save_at, {"chosen": [cell]})
    assert asks_of(cast.coalition)[0].removed == []


def test_a_cell_that_was_not_shown_stays(cast: Cast, ask: Proposal) -> None:
    Carrier.objects.create(proposal=ask, iso3="NOR")
    save_carriers(by=cast.sophea, coalition=cast.coalition, chosen={(ask.pk, "FRA")}, shown=set())
    assert set(Carrier.objects.values_list("iso3", flat=True)) == {"NOR", "FRA"}


def test_a_member_may_not_choose_carriers(cast: Cast, ask: Proposal) -> None:
    with pytest.raises(NotPermitted):
        propose_carriers(by=cast.chan, coalition=cast.coalition)


def test_states_are_ranked_for_an_ask_with_what_the_coalition_knows_of_them(
    cast: Cast, ask: Proposal, maly: object, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    today = today_there()
    given = {"iso3": "NOR", "kind": Presence.Kind.GENEVA, "source": "Call of 3 May"}
    note_presence(by=cast.sophea, coalition=cast.coalition, today=today, **given)
    page = page_of(browser_of, cast.chan, cast, "states", f"?theme=ask-{ask.pk}&why=CHL")
    assert TEXT in page
    assert "Geneva mission only" in page
    assert "unknown" in page
    assert "Chile: no recommendation on this" in page
    assert "Raised “Right to land” with Cambodia once, in session 6 (reviews: 1 of 1): 1 supported." in page
    assert "Choose a recommendation or a theme" in page_of(browser_of, cast.chan, cast, "states")
    public = "/targets/?state=KHM&issue=right-to-land"
    readers = (cast.chan, cast.vuthy, maly)
    pages = [browser_of(each).get(public).content.decode() for each in readers]  # type: ignore[arg-type]
    assert ["Geneva mission only" in page for page in pages] == [True, False, False]


def test_without_a_confirmed_issue_states_are_ranked_for_the_likely_one(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(some_rows())
    learn_coding()
    Proposal.objects.update(issues=[])
    page = page_of(browser_of, cast.chan, cast, "states", f"?theme=ask-{ask.pk}")
    assert "Ranked for: Right to land. OpenUPR suggests this issue from the words." in page
    assert "Raised “Right to land” with Cambodia 6 times" in page


def test_what_is_not_adopted_needs_no_state_and_is_said_to_be_so(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    for iso3 in ("FRA", "NOR"):
        Carrier.objects.create(proposal=ask, iso3=iso3)
    now, given = timezone.now(), {"group": cast.land, "text": "Publish all maps.", "language": "en"}
    other = put_forward(by=cast.dara, proposal=propose_text(by=cast.chan, **given, now=now), now=now)
    grid = page_of(browser_of, cast.sophea, cast, "carriers")
    assert "has no State" not in grid
    assert "not adopted" in grid
    assert "has not adopted" in page_of(browser_of, cast.sophea, cast, "states", f"?theme=ask-{other.pk}")
    assert "for 1 of 1 adopted recommendations" in page_of(browser_of, cast.sophea, cast, "start")
    assert next_after_lodging(cast) == []
    lodged = Submission.objects.create(
        coalition=cast.coalition, kind="joint", title="Ours", rules="2017", state="lodged", begun=today_there()
    )
    section = Section.objects.create(submission=lodged, heading="Land", order=1)
    Paragraph.objects.create(section=section, order=1, text="Publish all maps.", proposal=other)
    assert "1 recommendation has no State" in page_of(browser_of, cast.sophea, cast, "carriers")
    assert next_after_lodging(cast) == ["Choose States for 1 more recommendation"]
    assert "Choose at least 2 States" in page_of(browser_of, cast.sophea, cast, "states", f"?theme=ask-{other.pk}")
    of_other = reverse("proposals:proposal", args=[cast.coalition.key, cast.land.pk, other.number])
    asked = as_read(browser_of(cast.dara).get(of_other).content.decode())
    assert ("Lodged with the submission." in asked, "Before the group" in asked) == (True, False)


def test_an_ask_in_khmer_without_issues_says_what_to_do(cast: Cast, browser_of: SignIn) -> None:
    now: datetime = timezone.now()
    made = propose_text(by=cast.chan, group=cast.land, text="សូមផ្តល់សំណងសមរម្យ", language="km", now=now)
    assert "No recommendation is proposed yet" in page_of(browser_of, cast.chan, cast, "carriers")
    put_forward(by=cast.dara, proposal=made, now=now)
    dara, chosen = browser_of(cast.dara), f"?theme=ask-{made.pk}"
    page = page_of(browser_of, cast.dara, cast, "states", chosen)
    assert "Confirm an issue of this recommendation, or add its wording in English." in page
    dara.post(reverse("advocacy:carriers-save", kwargs=cast.at_coalition), {"chosen": [f"{made.pk}-NOR"]})
    assert "Remove this State" in page_of(browser_of, cast.dara, cast, "states", chosen)


def test_an_embassy_is_noted_with_its_source_changed_and_removed(cast: Cast, browser_of: SignIn) -> None:
    dara, address = browser_of(cast.dara), reverse("advocacy:presence", kwargs=cast.at_coalition)
    assert dara.post(address, {"iso3": "NOR", "kind": "resident", "source": ""}).status_code == 422
    for kind in ("resident", "accredited"):
        dara.post(address, {"iso3": "NOR", "kind": kind, "source": "Diplomatic list"})
    assert [str(each) for each in cast.coalition.presences.all()] == ["Norway: accredited from elsewhere"]
    assert "Diplomatic list" in as_read(dara.get(address).content.decode())
    dara.post(reverse("advocacy:presence-remove", kwargs={**cast.at_coalition, "iso3": "NOR"}))
    assert not cast.coalition.presences.exists()


def test_an_outsider_finds_nothing_here(cast: Cast, maly: object, browser_of: SignIn) -> None:
    for page in ("states", "carriers", "presence"):
        assert browser_of(maly).get(reverse(f"advocacy:{page}", kwargs=cast.at_coalition)).status_code == 404  # type: ignore[arg-type]


def test_the_navigation_begins_with_what_comes_next_and_has_partners_by_name(cast: Cast, browser_of: SignIn) -> None:
    context = browser_of(cast.sophea).get(reverse("advocacy:carriers", kwargs=cast.at_coalition)).context
    entries = ["Next", "Strategy", "States to ask", "Papers", "Contacts", "Partners", "Pre-sessions", "Uptake"]
    assert [str(each.label) for each in context["own_pages"]] == entries
    assert [str(each.label) for each in context["siblings"]] == [
        "States to ask",
        "Who carries what",
        "States we do not approach",
        "Embassies",
    ]
    assert [str(each.label) for each in context["siblings"] if each.current] == ["Who carries what"]
    start = reverse("advocacy:start", kwargs=cast.at_coalition)
    of_sophea = browser_of(cast.sophea).get(start).context["lines"]
    assert [each.name for each in of_sophea if each.is_next] == ["Choose who carries what"]
    assert "Meet the embassies" not in [each.name for each in browser_of(cast.chan).get(start).context["lines"]]


def test_each_groups_strategy_is_in_one_list(cast: Cast, browser_of: SignIn) -> None:
    Strategy.objects.create(group=cast.land, goal="Evictions stop.")
    page = page_of(browser_of, cast.chan, cast, "strategies")
    assert "Evictions stop." in page
    assert "nothing yet" in page
    assert browser_of(cast.vuthy).get(reverse("advocacy:strategies", kwargs=cast.at_coalition)).status_code == 403
