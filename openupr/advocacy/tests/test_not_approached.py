"""A coalition keeps a private list of the States that it does not approach."""

from django.urls import reverse

from openupr.advocacy.carriers import propose_carriers
from openupr.advocacy.models import Carrier, NotApproached
from openupr.advocacy.states import avoid_state
from openupr.advocacy.tests.test_carriers import ROWS, ask, page_of
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.models import Proposal
from openupr.recommendations.tests.exports import LoadRecord

__all__ = ["ask"]


def test_a_state_that_we_do_not_approach_is_not_proposed_and_its_line_says_so(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    avoid_state(by=cast.dara, coalition=cast.coalition, iso3="FRA")
    assert "The numbers know who asked, not whom to trust." in page_of(browser_of, cast.dara, cast, "carriers")
    propose_carriers(by=cast.sophea, coalition=cast.coalition)
    assert set(Carrier.objects.values_list("iso3", flat=True)) == {"DEU", "NOR"}
    assert "whom to trust" not in page_of(browser_of, cast.dara, cast, "carriers")
    assert "we do not approach it" in page_of(browser_of, cast.chan, cast, "states", f"?theme=ask-{ask.pk}")


def test_the_list_is_filled_with_a_reason_or_without_and_each_line_is_removed_beside_it(
    cast: Cast, browser_of: SignIn
) -> None:
    dara, add = browser_of(cast.dara), reverse("advocacy:not-approached-add", kwargs=cast.at_coalition)
    assert dara.post(add, {"iso3": "NOR"}).status_code == 302
    assert dara.post(add, {"iso3": "FRA", "reason": "A member advises against it"}).status_code == 302
    assert dara.post(add, {"iso3": "KHM"}).status_code == 422
    assert "A member advises against it" in page_of(browser_of, cast.chan, cast, "not-approached")
    dara.post(reverse("advocacy:not-approached-remove", kwargs={**cast.at_coalition, "iso3": "NOR"}))
    assert [listed.iso3 for listed in NotApproached.objects.all()] == ["FRA"]


def test_an_outsider_does_not_see_the_states_that_we_do_not_approach(
    cast: Cast, maly: object, browser_of: SignIn
) -> None:
    avoid_state(by=cast.dara, coalition=cast.coalition, iso3="NOR")
    address = reverse("advocacy:not-approached", kwargs=cast.at_coalition)
    assert browser_of(maly).get(address).status_code == 404  # type: ignore[arg-type]
