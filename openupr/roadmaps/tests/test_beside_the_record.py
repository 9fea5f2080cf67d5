from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, strip_tags

from openupr.accounts.models import Person
from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.group_lines import take_up
from openupr.proposals.proposals import confirm_facts, propose
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.exports import write_export

from .conftest import SignIn


@pytest.fixture
def evictions(db: None, tmp_path: Path) -> Iterator[Ask]:
    """A recommendation to Cambodia on land, in a record of its own."""
    home = tmp_path / "home"
    home.mkdir()
    with override_settings(OPENUPR_HOME=home):
        rows = [{"Text": "Stop forced evictions", "Issue": "Right to land"}]
        import_file(source="upr-info", path=write_export(tmp_path / "export.csv", rows))
        refresh_index()
        yield Ask.objects.get()


def page_of(ask: Ask, client: Client) -> str:
    return client.get(reverse("recommendations:recommendation", args=[ask.key])).content.decode()


def test_a_recommendation_shows_which_of_ones_groups_work_on_its_issue(
    evictions: Ask, cast: Cast, maly: Person, browser_of: SignIn
) -> None:
    page = page_of(evictions, browser_of(cast.vuthy))
    assert "In your coalition" in page
    listed = reverse("followup:follow-ups", kwargs=cast.at_land)
    assert listed not in page, "who looks on ticks nothing there"
    assert reverse("coalitions:group", kwargs=cast.at_land) in page
    assert reverse("coalitions:group", args=[cast.coalition.key, cast.labour.pk]) not in page
    assert "In your coalition" not in page_of(evictions, browser_of(maly))
    assert "In your coalition" not in page_of(evictions, Client())
    # A member is led to its tick box, its rapporteur follows it up from there.
    chan, to_tick = browser_of(cast.chan), f"{listed}?take={evictions.key}"
    assert f'href="{to_tick}#take-{evictions.key}"' in page_of(evictions, chan)
    cast.land.issues = []
    cast.land.save()
    for_tick = " ".join(chan.get(to_tick).content.decode().split())
    box = f'<label id="take-{evictions.key}"><input type="checkbox" name="ask" value="{evictions.key}" checked'
    assert box in for_tick
    assert chan.get(f"{listed}?take=none").status_code == 200
    dara, button = browser_of(cast.dara), "Follow it up in this group"
    assert button in page_of(evictions, dara)
    assert button not in page
    dara.post(reverse("followup:follow-up-take-up", kwargs=cast.at_land), {"ask": evictions.key})
    assert button not in page_of(evictions, dara)
    line = cast.land.follow_ups.get()
    assert line.ask == evictions
    assert f'href="{listed}#line-{line.pk}"' in page_of(evictions, chan)


def test_it_shows_who_follows_it_up_and_who_repeats_it(evictions: Ask, cast: Cast, browser_of: SignIn) -> None:
    take_up(by=cast.rithy, group=cast.labour, asks=[evictions])
    proposal = propose(by=cast.chan, group=cast.land, text="Stop evictions.", language="en", now=timezone.now())
    confirm_facts(by=cast.chan, proposal=proposal, repeats=evictions, issues=[], sdg_targets=[])
    page = page_of(evictions, browser_of(cast.chan))
    assert "follows up what was done since" in page
    assert "repeats it in recommendation 1" in page


def test_a_draft_leads_to_where_it_is_compared_with_the_record_of_its_state(
    evictions: Ask, cast: Cast, browser_of: SignIn
) -> None:
    text = "Immediately stop all forced evictions and pay those who lost their homes."
    proposal = propose(by=cast.chan, group=cast.land, text=text, language="en", now=timezone.now())
    address = f"/similar/?{urlencode({'q': text, 'state': 'KHM'})}"
    chan = browser_of(cast.chan)
    for page in (
        reverse("proposals:proposal", kwargs={**cast.at_land, "number": proposal.number}),
        reverse("roadmaps:roadmap", kwargs=cast.at_land),
    ):
        assert f'href="{escape(address)}">Compare this draft' in chan.get(page).content.decode()
    assert "Stop forced evictions" in strip_tags(chan.get(address).content.decode())


def test_somebodys_account_leads_to_their_coalitions(cast: Cast, browser_of: SignIn) -> None:
    page = browser_of(cast.chan).get(reverse("accounts:account")).content.decode()
    assert reverse("coalitions:coalition", kwargs=cast.at_coalition) in page
