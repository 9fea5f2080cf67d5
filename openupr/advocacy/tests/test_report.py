"""Each ask is compared with the review's report by a person, its carriers first."""

from openupr.advocacy.models import Uptake
from openupr.advocacy.queries.uptake import uptake_of
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.recommendations.tests.exports import LoadRecord
from openupr.roadmaps.models import Proposal

from .test_uptake import NEAR, ROWS, ask, at, confirm, read

__all__ = ["ask"]


def test_an_ask_counts_as_not_taken_up_only_when_a_person_says_so(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    dara = browser_of(cast.dara)
    confirm(cast, ask, "FRA", "DEU", said="not")
    page = read(dara, cast)
    assert "1 is not compared yet." in page
    assert "not taken up" not in page.replace("Mark as not taken up", "")
    dara.post(at(cast, "uptake-say", number=ask.pk), {"said": "none"})
    page = read(dara, cast)
    assert "1 recommendation was not taken up" in page
    assert "2 that are not this one" not in page
    page = dara.get(at(cast, "uptake"), {"ask": ask.pk}).content.decode()
    assert "2 that are not this one" in page
    dara.post(at(cast, "uptake-remove", number=Uptake.objects.get(text="").pk))
    assert uptake_of(cast.coalition).lines[0].status == "wait"


def test_all_that_its_carriers_made_comes_first_the_nearest_before_the_rest(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    own = ["Build schools", "Settle land disputes", "Train judges", "Close prisons", "Ban torture", NEAR, "Plant trees"]
    rows = [{"Session": "46", "From": "France", "Text": text, "Issue": ""} for text in own]
    load_record([*rows, {"Session": "46", "From": "Norway", "Text": f"{NEAR} and homes"}])
    [line] = uptake_of(cast.coalition).lines
    assert [each.text for each in line.own][:2] == [NEAR, "Settle land disputes"]
    assert (len(line.first_own), len(line.more_own)) == (5, 2)
    assert [each.states for each in line.near] == ["Norway"]
    assert "2 more of the chosen States" in read(browser_of(cast.dara), cast)
