"""A group's organisations decide: the route goes into the roadmap, the order of recommendations beside them."""

import html
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.pairing import COOKIE, make_pairing_code, pair_device
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.decisions.decisions import ask_group, close_group_decision
from openupr.decisions.models import Decision
from openupr.decisions.rules.decisions import GROUP_ROUTES, RANKING_QUESTION
from openupr.decisions.voices import give_voice
from openupr.proposals.models import Wording
from openupr.proposals.proposals import propose
from openupr.proposals.ranking import recommendations_to_rank
from openupr.roadmaps.answers import answer
from openupr.roadmaps.models import Answer
from openupr.roadmaps.roadmap import read_answer
from openupr.roadmaps.rules.roadmap import route_question

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
    cast: Cast, asked: Decision, browser_of: SignIn
) -> None:
    dara = browser_of(cast.dara)
    roadmap, outline, decisions = (
        reverse(name, kwargs=cast.at_land)
        for name in ("roadmaps:roadmap", "roadmaps:outline", "decisions:group-decisions")
    )
    assert "whichever route is decided" in dara.get(outline).content.decode()
    assert "?about=route" not in dara.get(roadmap).content.decode(), "it is asked already"
    number = route_question().number
    answer(
        by=cast.dara, group=cast.land, question=number, text="We meet on Friday.", version=0, owner=cast.chan, now=NOW
    )
    with translation.override("km"):
        close_group_decision(by=cast.dara, decision=asked, outcome="We join the joint submission.", now=NOW)
    assert "?about=route" not in dara.get(decisions).content.decode()
    assert "?about=route" not in dara.get(roadmap).content.decode()
    assert "Decided: “Our part goes into the joint cross-sectoral submission”" in dara.get(outline).content.decode()
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


def test_an_option_with_a_semicolon_is_read_whole() -> None:
    kept = "Decided on 3 May 2026 by the group's organisations. 3 of 4 spoke. Joint; with an annex: 2; Own: 1."
    assert read_answer(kept) == kept
    with translation.override("km"):
        assert "Joint; with an annex: 2; Own: 1។" in read_answer(kept)


def test_a_closed_ranking_says_its_numbers_in_the_readers_language(cast: Cast, browser_of: SignIn) -> None:
    for text in ("Publish all maps.", "Stop evictions."):
        propose(by=cast.chan, group=cast.land, text=text, language="en", now=NOW)
    with translation.override("km"):
        options = recommendations_to_rank.options(cast.coalition, cast.land)
        given = {"question": "First?", "kind": "rank", "options": options, "today": today_there()}
        asked = ask_group(by=cast.dara, group=cast.land, **given)
    close_group_decision(by=cast.dara, decision=asked, outcome="The second.", now=NOW)
    address = reverse("decisions:decision", args=[cast.coalition.key, asked.pk])
    assert "Recommendation 2: Stop evictions." in browser_of(cast.dara).get(address).content.decode()


def test_recommendations_are_put_in_order_in_one_click_and_show_their_place(cast: Cast, browser_of: SignIn) -> None:
    cast.land.organisations.add(cast.forest)
    long = f"Publish all concessions,\n{'and all maps of them, ' * 20}each year."
    for text in (long, "Stop evictions.", "A draft."):
        propose(by=cast.chan, group=cast.land, text=text, language="en", now=NOW)
    dara, listed = browser_of(cast.dara), reverse("proposals:proposals", kwargs=cast.at_land)
    address = reverse("decisions:group-decision-new", kwargs=cast.at_land)
    assert f"{address}?from=recommendations" in dara.get(listed).content.decode()
    asks = f"{address}?from=recommendations"
    assert dara.get(asks).content.decode().count(" checked") == 3
    cast.land.proposals.exclude(number=3).update(state="proposed")  # the drafts need not be ranked then
    form = dara.get(asks).content.decode()
    assert form.count(" checked") == 2
    cast.land.proposals.get(number=3).delete()
    assert "<h1>Rank the recommendations" in " ".join(form.split()).replace("<h1> ", "<h1>")
    assert f'href="{listed}">Cancel' in form
    dara.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    filled = dara.get(f"{address}?from=recommendations").context["form"]
    sent = {"question": filled["question"].value(), "quorum": 1, "lines": "", "chosen": filled["chosen"].value()}
    dara.post(f"{address}?from=recommendations", sent)
    dara.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    asked = Decision.objects.get()
    assert sent["question"] != asked.question == RANKING_QUESTION, "kept in English"
    decision = reverse("decisions:decision", args=[cast.coalition.key, asked.pk])
    assert f'href="{decision}"' in dara.get(listed).content.decode(), "it is opened there, not put twice"
    listed_with_decisions = dara.get(reverse("decisions:group-decisions", kwargs=cast.at_land)).content.decode()
    assert "?from=recommendations" not in listed_with_decisions
    page = dara.get(decision).content.decode()
    assert f'<a href="{listed}">Go back to the recommendations</a>' in page
    first, second = asked.options.all()
    assert (first.text, first.key) == (sent["chosen"][0], "recommendation-1")
    assert "A text changed" not in page
    Wording.objects.filter(proposal__number=2).update(text="Stop all evictions.")
    page = browser_of(cast.nary).get(decision).content.decode()
    assert "Recommendation 2: Stop all evictions." in page
    assert "A text changed since the ranking began." in page
    assert first.text.endswith(f": {' '.join(long.split())}"), "in one line"
    voice = reverse("decisions:decision-voice", args=[cast.coalition.key, asked.pk])
    order = {"organisation": cast.forest.pk, "place-1": second.pk, "place-2": first.pk}
    saved = browser_of(cast.nary).post(voice, order, follow=True)
    assert saved.redirect_chain[-1][0] == listed
    assert "Your organisation's order is saved." in html.unescape(saved.content.decode())
    found = dara.get(listed).context["active"]
    assert [(each.number, each.place) for each in found] == [(2, 1), (1, 2)]
    # A device paired in the room reads the order; the decision is not for it.
    _made, code = make_pairing_code(by=cast.chan, group=cast.land, person=cast.chan, now=NOW)
    telephone = Client()
    telephone.cookies[COOKIE] = pair_device(code=code, now=NOW)[1]
    shown = telephone.get(listed).content.decode()
    assert ("order so far: 1 of 1 have spoken" in shown, f'href="{decision}"' in shown) == (True, False)


def test_who_has_not_spoken_does_not_see_the_order_of_others(cast: Cast, browser_of: SignIn) -> None:
    other = Organisation.objects.create(coalition=cast.coalition, name="River Watch")
    theirs = {"coalition": cast.coalition, "organisation": other, "representative": cast.chan, "since": NOW.date()}
    MemberOrganisation.objects.create(**theirs)
    cast.land.organisations.add(cast.forest, other)
    texts = ("Publish all maps.", "Stop evictions.")
    for text in texts:
        propose(by=cast.chan, group=cast.land, text=text, language="en", now=NOW)
    options = [(f"Recommendation {n}: {text}", f"recommendation-{n}") for n, text in enumerate(texts, 1)]
    asked = ask_group(
        by=cast.dara, group=cast.land, question="First?", kind="rank", options=options, today=today_there()
    )
    first, second = asked.options.all()
    voice = reverse("decisions:decision-voice", args=[cast.coalition.key, asked.pk])
    order = {"place-1": second.pk, "place-2": first.pk}
    browser_of(cast.nary).post(voice, {**order, "organisation": cast.forest.pk})
    chan, listed = browser_of(cast.chan), reverse("proposals:proposals", kwargs=cast.at_land)
    assert [each.place for each in chan.get(listed).context["active"]] == [None, None]
    page = chan.get(reverse("decisions:decision", args=[cast.coalition.key, asked.pk]))
    assert "You see the order once your organisation has spoken." in page.content.decode()
    assert "bars" not in page.context
    assert [each.place for each in browser_of(cast.dara).get(listed).context["active"]] == [1, 2]
    chan.post(voice, {**order, "organisation": other.pk})
    assert [each.place for each in chan.get(listed).context["active"]] == [1, 2]
    # Who closes it finds the order filled in.
    closing = browser_of(cast.dara).get(reverse("decisions:decision", args=[cast.coalition.key, asked.pk]))
    outcome = closing.context["close"]["outcome"]
    assert outcome.value() == "First: Recommendation 2. Then: Recommendation 1."
    assert outcome.help_text.startswith("Change it if you agreed otherwise.")
    chan.post(voice, {"place-1": first.pk, "place-2": second.pk, "organisation": other.pk})
    closing = browser_of(cast.dara).get(reverse("decisions:decision", args=[cast.coalition.key, asked.pk]))
    assert (
        closing.context["close"]["outcome"].value() == "First, with equal points: Recommendation 1; Recommendation 2."
    )


def test_who_leads_the_group_and_speaks_last_closes_it_among_the_groups_pages(cast: Cast, browser_of: SignIn) -> None:
    cast.land.organisations.add(cast.forest)
    MemberOrganisation.objects.update(representative=cast.dara)
    asked = ask_group(by=cast.dara, group=cast.land, question="Agree?", kind="agree", today=today_there())
    parts = [cast.coalition.key, asked.pk]
    voice, given = reverse("decisions:decision-voice", args=parts), {"option": asked.options.get(key="agree").pk}
    last = browser_of(cast.dara).post(voice, {**given, "organisation": cast.forest.pk}, follow=True)
    assert last.redirect_chain[-1][0] == reverse("decisions:decision", args=parts) + "#close"
    page = last.content.decode()
    assert page.index("All organisations have spoken.") < page.index('id="close"') < page.index('id="voice"')
    pages = {str(tab.label): tab.current for tab in last.context["own_pages"]}
    assert (pages["Decisions of the group"], pages["Roadmap"]) == (True, False)
