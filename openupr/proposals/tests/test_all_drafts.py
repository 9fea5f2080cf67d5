"""All recommendations of a coalition on one page: narrowed, with hints and near-duplicates; one click moves one on."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.adoption import give_stance, put_forward
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import confirm_facts, propose
from openupr.recommendations.tests.demo_record import demo_record

from .conftest import SignIn

WEAK = "End land grabbing."
GOOD = "Adopt by 2028 a law that gives families evicted from their land fair compensation."
ALIKE = "Adopt a law that gives evicted families fair compensation for their land by 2029."


@pytest.fixture
def drafts(cast: Cast) -> dict[str, Proposal]:
    """One weak draft, and two of two groups that ask for the same."""
    said = {
        "weak": (cast.chan, cast.land, WEAK),
        "good": (cast.chan, cast.land, GOOD),
        "alike": (cast.rithy, cast.labour, ALIKE),
    }
    return {
        name: propose(by=who, group=group, text=text, language="en", now=timezone.now())
        for name, (who, group, text) in said.items()
    }


def shown(client: Any, cast: Cast, **query: object) -> set[int]:
    """The keys of the recommendations on the page."""
    page = client.get(reverse("proposals:all-proposals", kwargs=cast.at_coalition), query)
    return {each.proposal.pk for each in page.context["drafts"]}


def test_they_are_narrowed_by_group_issue_state_and_sdg(
    cast: Cast, drafts: dict[str, Proposal], browser_of: SignIn
) -> None:
    weak, good, alike = (drafts[name] for name in ("weak", "good", "alike"))
    confirm_facts(by=cast.chan, proposal=good, repeats=None, issues=["detention"], sdg_targets=["1.4"])
    put_forward(by=cast.chan, proposal=weak, now=timezone.now())
    client = browser_of(cast.vuthy)
    assert shown(client, cast) == {weak.pk, good.pk, alike.pk}
    assert shown(client, cast, group=cast.labour.pk) == {alike.pk}
    assert shown(client, cast, issue="detention") == {good.pk}
    assert shown(client, cast, state="proposed") == {weak.pk}
    assert shown(client, cast, goal="1") == {good.pk}
    assert shown(client, cast, group="999", state="nonsense") == {weak.pk, good.pk, alike.pk}


def test_weak_ones_show_a_hint_and_those_alike_name_each_other(
    cast: Cast, drafts: dict[str, Proposal], browser_of: SignIn
) -> None:
    client = browser_of(cast.vuthy)
    assert drafts["weak"].pk in shown(client, cast, only="hints")
    assert shown(client, cast, only="alike") == {drafts["good"].pk, drafts["alike"].pk}
    everything = reverse("proposals:all-proposals", kwargs=cast.at_coalition)
    assert client.get(everything).content.decode().count("Much like:") == 2
    offered = "Put it before the group<"
    told = [browser_of(who).get(everything).content.decode().count(offered) for who in (cast.chan, cast.rithy)]
    assert told == [2, 1], "only for one's own group"
    moved = reverse(
        "proposals:proposal-forward",
        kwargs={**cast.at_coalition, "group": cast.labour.pk, "number": drafts["alike"].number},
    )
    refused = browser_of(cast.chan).post(moved, {"back": everything}).content.decode()
    assert "What you had typed" not in refused


def test_the_file_holds_what_the_page_shows(cast: Cast, drafts: dict[str, Proposal], browser_of: SignIn) -> None:
    address = reverse("proposals:all-proposals-file", kwargs={**cast.at_coalition, "kind": "json"})
    told = browser_of(cast.vuthy).get(address, {"only": "alike"}).json()
    assert [(row["group"], row["text"]) for row in told["results"]] == [("Land", GOOD), ("Labour", ALIKE)]
    assert told["results"][0]["alike"] == [str(drafts["alike"])]


def test_issues_that_no_group_covers_come_from_the_record(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    page = browser_of(cast.vuthy).get(reverse("proposals:all-proposals", kwargs=cast.at_coalition))
    shown = page.context["uncovered"]
    keys = [gap.issue.key for gap in [*shown["first"], *shown["more"]]]
    assert len(keys) > len(shown["first"])
    assert f"Show {len(shown['more'])} more" in page.content.decode()
    assert not set(keys) & {*cast.land.issues, *cast.labour.issues}
    assert "Issues that no group covers" in page.content.decode()
    assert "A draft counts once its issue is confirmed on its page." in page.content.decode()
    gaps = browser_of(cast.vuthy).get(reverse("recommendations:gaps")).content.decode()
    assert 'href="/gaps/?state=KHM"' in gaps
    assert f'href="{page.request["PATH_INFO"]}#uncovered"' in gaps


def test_the_rapporteur_adopts_from_the_list_in_one_click(
    cast: Cast, drafts: dict[str, Proposal], browser_of: SignIn
) -> None:
    client, weak = browser_of(cast.dara), drafts["weak"]
    put_forward(by=cast.chan, proposal=weak, now=timezone.now())
    give_stance(by=cast.chan, proposal=weak, says="agree", version=1, now=timezone.now())
    the_list = reverse("proposals:proposals", kwargs=cast.at_land)
    assert client.get(the_list).content.decode().count("Adopt<span") == 1
    address = reverse("proposals:proposal-settle", kwargs={**cast.at_land, "number": weak.number})
    answer = client.post(address, {"state": "adopted", "page_version": "1", "back": the_list})
    assert answer.headers["Location"] == f"{the_list}#recommendation-{weak.pk}"
    weak.refresh_from_db()
    assert weak.state == "adopted"


def test_no_address_elsewhere_is_gone_back_to(cast: Cast, drafts: dict[str, Proposal], browser_of: SignIn) -> None:
    address = reverse("proposals:proposal-forward", kwargs={**cast.at_land, "number": drafts["weak"].number})
    chan = browser_of(cast.chan)
    answer = chan.post(address, {"back": "//elsewhere.example/"})
    page = reverse("proposals:proposal", kwargs={**cast.at_land, "number": drafts["weak"].number})
    assert answer.headers["Location"] == f"{page}?tell=1"
    told = chan.get(answer.headers["Location"]).content.decode()
    assert "Its members now see it under “For me” and say if they agree. Copy the message below to tell them." in told
    assert "Before the group: 0 of 2 people asked have spoken." in told
    assert "A recommendation waits for your answer." in told
    assert "<details open>" in " ".join(told.split()), "the message is at hand"


def test_the_page_of_one_shows_as_many_similar_ones_as_it_counts_and_the_rest_on_demand(
    cast: Cast, drafts: dict[str, Proposal], browser_of: SignIn
) -> None:
    demo_record()
    address = reverse("proposals:proposal", kwargs={**cast.at_land, "number": drafts["good"].number})
    page = browser_of(cast.dara).get(address).content.decode()
    first, _summary, _rest = page.partition('<details id="less-similar">')
    assert "2 similar recommendations found. Check them." in first
    assert first.count('class="earlier"') == 2
