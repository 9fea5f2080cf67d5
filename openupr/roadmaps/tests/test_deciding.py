"""A group's organisations decide: the route goes into the roadmap, the order of recommendations beside them."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from openupr.coalitions.models import Decision
from openupr.coalitions.rules.decisions import GROUP_ROUTES
from openupr.coalitions.services.decisions import ask_group, close_group_decision, give_voice
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.roadmaps.models import Answer, Wording
from openupr.roadmaps.queries.decided import read_answer
from openupr.roadmaps.rules.roadmap import route_question
from openupr.roadmaps.services.proposals import propose
from openupr.roadmaps.services.roadmap import answer

from .conftest import SignIn

pytestmark = pytest.mark.once
NOW = timezone.now()


@pytest.fixture
def asked(cast: Cast) -> Decision:
    """Which route the group takes; the only organisation of the group chose the joint one."""
    cast.land.organisations.add(cast.forest)
    options = [(text, route) for route, text in GROUP_ROUTES]
    made = ask_group(by=cast.dara, group=cast.land, question="Which route?", options=options, today=today_there())
    give_voice(by=cast.nary, decision=made, organisation=cast.forest, option=made.options.first(), now=NOW)
    return made


def test_the_route_that_the_group_decided_fills_the_roadmap_and_each_reads_how_in_their_language(
    cast: Cast, asked: Decision
) -> None:
    number = route_question().number
    answer(
        by=cast.dara, group=cast.land, question=number, text="We meet on Friday.", version=0, owner=cast.chan, now=NOW
    )
    with translation.override("km"):
        close_group_decision(by=cast.dara, decision=asked, outcome="We join the joint submission.", now=NOW)
    kept = Answer.objects.get(group=cast.land, question=number)
    first, outcome, how = kept.text.split("\n\n")
    assert (first, outcome) == ("We meet on Friday.", "We join the joint submission.")
    assert how.endswith(
        "by the group's organisations. 1 of 1 spoke. Our part goes into the joint cross-sectoral submission: 1."
    )
    assert read_answer(kept.text) == kept.text
    with translation.override("km"):
        assert re.search("1 ក្នុងចំណោម 1 .*ផ្នែករបស់យើងចូលក្នុងរបាយការណ៍រួមគ្រប់វិស័យ: 1។$", read_answer(kept.text))
    assert (kept.owner, kept.version) == (cast.chan, 2)


def test_what_too_few_organisations_said_is_no_route(cast: Cast, asked: Decision) -> None:
    Decision.objects.update(quorum=2)
    close_group_decision(by=cast.dara, decision=asked, outcome="Joint.", now=NOW)
    assert not Answer.objects.exists()


def test_recommendations_are_put_in_order_in_one_click_and_show_their_place(cast: Cast, browser_of: SignIn) -> None:
    cast.land.organisations.add(cast.forest)
    long = f"Publish all concessions,\n{'and all maps of them, ' * 20}each year."
    for text in (long, "Stop evictions.", "A draft."):
        propose(by=cast.chan, group=cast.land, text=text, language="en", now=NOW)
    dara, listed = browser_of(cast.dara), reverse("roadmaps:proposals", kwargs=cast.at_land)
    address = reverse("coalitions:group-decision-new", kwargs=cast.at_land)
    assert f"{address}?from=recommendations" in dara.get(listed).content.decode()
    sent: dict[str, Any] = {"question": "What first?", "quorum": 1, "lines": ""}
    sent["chosen"] = [f"Recommendation 1: {' '.join(long.split())}", "Recommendation 2: Stop evictions."]
    asks = f"{address}?from=recommendations"
    assert dara.get(asks).content.decode().count(" checked") == 3
    cast.land.proposals.exclude(number=3).update(state="proposed")  # the drafts need not be ranked then
    form = dara.get(asks).content.decode()
    assert form.count(" checked") == 2
    cast.land.proposals.get(number=3).delete()
    assert "<h1>Rank the recommendations" in " ".join(form.split()).replace("<h1> ", "<h1>")
    assert f'href="{listed}">Cancel' in form
    dara.post(f"{address}?from=recommendations", sent)
    asked = Decision.objects.get()
    decision = reverse("coalitions:decision", args=[cast.coalition.key, asked.pk])
    assert f'href="{decision}"' in dara.get(listed).content.decode(), "it is opened there, not put twice"
    page = dara.get(decision).content.decode()
    assert f'<a href="{listed}">Go back to the recommendations</a>' in page
    first, second = asked.options.all()
    assert (first.text, first.key) == (sent["chosen"][0], "recommendation-1")
    assert "A text changed" not in page
    Wording.objects.filter(proposal__number=2).update(text="Stop all evictions.")
    page = browser_of(cast.nary).get(decision).content.decode()
    assert "Recommendation 2: Stop all evictions." in page
    assert "A text changed since the ranking began." in page
    voice = reverse("coalitions:decision-voice", args=[cast.coalition.key, asked.pk])
    order = {"organisation": cast.forest.pk, "place-1": second.pk, "place-2": first.pk}
    saved = browser_of(cast.nary).post(voice, order, follow=True)
    assert saved.redirect_chain[-1][0] == listed
    assert "Your organisation's order is saved." in html.unescape(saved.content.decode())
    found = dara.get(listed).context["active"]
    assert [(each.number, each.place) for each in found] == [(2, 1), (1, 2)]
