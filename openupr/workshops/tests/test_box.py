"""A box of evaluations and testimonies is of a workshop, however it was opened."""

from datetime import timedelta

import pytest

from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of
from openupr.testimonies.models import Box
from openupr.testimonies.tests.examples import a_box
from openupr.workshops.box import give_box, open_its_box
from openupr.workshops.models import Workshop
from openupr.workshops.rules.refusals import HasABox
from openupr.workshops.workshops import plan_workshop


@pytest.fixture
def three(cast: Cast) -> dict[str, Workshop]:
    """A workshop long ago, one of today, one to come."""
    today = today_of(cast.coalition)
    return {
        title: plan_workshop(
            by=cast.sophea,
            coalition=cast.coalition,
            kind="follow-up",
            title=title,
            first_day=today + timedelta(days=away),
            days=1,
        )
        for title, away in (("Long ago", -200), ("Of today", 0), ("To come", 30))
    }


def test_opening_a_box_asks_for_which_workshop_with_that_of_today_first(
    cast: Cast, three: dict[str, Workshop], browser_of: SignIn
) -> None:
    key, sophea = cast.coalition.key, browser_of(cast.sophea)
    page = sophea.get(f"/coalitions/{key}/boxes/open/").content.decode()
    offered = [page.index(f"Collect evaluations of “{title}”") for title in ("Of today", "To come", "Long ago")]
    assert offered == sorted(offered)
    assert "For none of them" in page
    assert sophea.post(f"/coalitions/{key}/workshops/{three['Of today'].pk}/box/").status_code == 302
    three["Of today"].refresh_from_db()
    assert three["Of today"].box == Box.objects.get()
    assert "Collect evaluations of “Of today”" not in sophea.get(f"/coalitions/{key}/boxes/open/").content.decode()


def test_a_box_that_was_opened_for_no_workshop_is_given_to_one_later_also_once_it_is_closed(
    cast: Cast, three: dict[str, Workshop], browser_of: SignIn
) -> None:
    key, sophea, vuthy = cast.coalition.key, browser_of(cast.sophea), browser_of(cast.vuthy)
    box = a_box(cast)
    Box.objects.update(closed=box.opened)
    page, give = f"/coalitions/{key}/boxes/{box.pk}/", f"/coalitions/{key}/workshops/boxes/{box.pk}/"
    assert "Which workshop is it for?" in sophea.get(page).content.decode()
    assert "Which workshop is it for?" not in vuthy.get(page).content.decode()
    assert vuthy.post(give, {"workshop": three["Of today"].pk}).status_code in (403, 404)
    for wrong in ({}, {"workshop": "0"}, {"workshop": "x"}):
        assert "Choose one of the workshops" in sophea.post(give, wrong, follow=True).content.decode()
    assert not Workshop.objects.exclude(box=None).exists()
    told = sophea.post(give, {"workshop": three["Of today"].pk}, follow=True).content.decode()
    assert "Of the workshop:" in told
    assert "Which workshop is it for?" not in told
    three["Of today"].refresh_from_db()
    assert three["Of today"].box == box
    assert sophea.post(f"/coalitions/{key}/workshops/boxes/{box.pk + 99}/", {"workshop": "1"}).status_code == 404


def test_a_workshop_has_one_box(cast: Cast, three: dict[str, Workshop]) -> None:
    its = open_its_box(by=cast.sophea, workshop=three["To come"], today=today_of(cast.coalition))
    with pytest.raises(HasABox):
        give_box(by=cast.sophea, workshop=three["To come"], box=a_box(cast))
    three["To come"].refresh_from_db()
    assert three["To come"].box == its


def test_chan_finds_the_evaluation_on_today_and_after_while_the_box_is_open(
    cast: Cast, three: dict[str, Workshop], browser_of: SignIn
) -> None:
    chan, of_today = browser_of(cast.chan), three["Of today"]
    box = open_its_box(by=cast.sophea, workshop=of_today, today=today_of(cast.coalition))
    pages = [f"/coalitions/{cast.coalition.key}/workshops/{of_today.pk}/{name}/" for name in ("today", "after")]
    ways = [f"/boxes/{box.pk}/{what}/" for what in ("evaluate", "tell")]
    assert all(way in chan.get(page).content.decode() for page in pages for way in ways)
    Box.objects.update(closed=box.opened)
    assert not any(way in chan.get(page).content.decode() for page in pages for way in ways)
