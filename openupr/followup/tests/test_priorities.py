"""Priorities: proposed newest review first, spread over themes; any recommendation found and
chosen.
"""

import pytest
from django.urls import reverse

from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.follow_up_list import Viewer, short_lines
from openupr.followup.models import ListedRecommendation
from openupr.followup.priorities import Proposed, proposed_priorities
from openupr.web.tests.reading import as_read

from .conftest import SignIn


def on_list(coalition: Coalition, text: str, *, session: int = 18, issue: str = "", origin: str = "FRA") -> int:
    given = {"text": text, "session": session, "issues": [issue] if issue else [], "from_iso3": origin}
    return ListedRecommendation.objects.create(coalition=coalition, response="supported", action=5, **given).pk


def proposed(coalition: Coalition, most: int = 40) -> list[Proposed]:
    return proposed_priorities(coalition, short_lines(coalition, Viewer()), most=most)


def texts(coalition: Coalition, most: int = 40) -> list[str]:
    return [each.line.listed.text for each in proposed(coalition, most)]


def test_the_newest_review_is_proposed_first_and_no_theme_takes_all_places(cast: Cast) -> None:
    health = [f"Build {what}" for what in ("clinics", "hospitals", "pharmacies", "laboratories", "wards")]
    for text in health:
        on_list(cast.coalition, text, session=6, issue="right-to-health")
        on_list(cast.coalition, text, issue="right-to-health")
    on_list(cast.coalition, "Water", issue="right-to-water")
    found = texts(cast.coalition)
    assert found[:4] == [*health[:3], "Water"]
    assert found[-5:] == health


def test_recommendations_of_different_states_are_proposed_by_turns(cast: Cast) -> None:
    for origin, text in (("FRA", "One"), ("FRA", "Two"), ("SVN", "Three")):
        on_list(cast.coalition, text, issue="right-to-health", origin=origin)
    assert texts(cast.coalition) == ["One", "Three", "Two"]


def test_one_of_those_that_say_nearly_the_same_is_proposed_and_the_others_are_a_click_away(
    cast: Cast, browser_of: SignIn
) -> None:
    same = "Adopt a law on the housing of evicted families"
    for origin, text in (("FRA", same), ("PER", f"{same}."), ("SVN", f"To {same.lower()}")):
        on_list(cast.coalition, text, issue="right-to-housing", origin=origin)
    other = on_list(cast.coalition, same, session=6, issue="right-to-housing")
    found = proposed(cast.coalition)
    assert [each.line.listed.from_iso3 for each in found] == ["FRA", "FRA"], "that of another review stays"
    assert [each.line.listed.from_iso3 for each in found[0].also] == ["PER", "SVN"]
    client, at = browser_of(cast.sophea), reverse("followup:priorities", kwargs=cast.at_coalition)
    page = client.get(at).content.decode()
    assert "Also 2 that say nearly the same" in page
    assert page.count('name="shown"') == 4
    peru = cast.coalition.follow_up_list.get(from_iso3="PER").pk
    client.post(at, {"shown": [peru, other], "chosen": [peru]})
    found = proposed(cast.coalition)
    assert found[0].line.listed.pk == peru, "what a person chose is the one that is open"
    assert {each.line.listed.from_iso3 for each in found[0].also} == {"FRA", "SVN"}


@pytest.mark.parametrize(
    ("text", "action", "is_proposed"),
    [
        ("Continue its efforts to combat trafficking in persons", None, False),
        ("Keep up the good work on schools", 2, False),
        ("Continue and strengthen the work against hatred", None, False),
        ("Continue efforts on water for all", 4, False),
        ("Continue its efforts against trafficking, and adopt a law on it", None, True),
        ("Adopt a law on trafficking", None, True),
    ],
)
def test_what_only_asks_to_go_on_is_not_proposed(
    cast: Cast, text: str, action: int | None, *, is_proposed: bool
) -> None:
    number = on_list(cast.coalition, text)
    cast.coalition.follow_up_list.update(action=action)
    assert texts(cast.coalition) == ([text] if is_proposed else [])
    cast.coalition.follow_up_list.filter(pk=number).update(priority=True)
    assert texts(cast.coalition) == [text], "a person chose it"


def test_what_a_group_works_on_comes_before_what_nobody_works_on(cast: Cast) -> None:
    for number in range(9):
        on_list(cast.coalition, f"Build {number} clinics in {number} places", issue="right-to-health")
    on_list(cast.coalition, "Give titles for land", issue="right-to-land", origin="PER")
    cast.coalition.follow_up_list.exclude(issues=["right-to-land"]).update(action=5)
    cast.coalition.follow_up_list.filter(from_iso3="PER").update(action=None)
    cast.land.issues = ["right-to-land"]
    cast.land.save()
    assert texts(cast.coalition, most=1) == ["Give titles for land"]


def test_what_differs_only_in_efforts_is_proposed_once_and_a_step_is_none_of_it(cast: Cast) -> None:
    for origin, text in (
        ("FRA", "Reduce crowding in prisons and improve conditions of detention"),
        ("PER", "Redouble efforts to reduce prison crowding, also through more use of other penalties"),
        ("SVN", "Adopt a law against crowding in prisons"),
    ):
        on_list(cast.coalition, text, issue="detention", origin=origin)
    found = proposed(cast.coalition)
    assert [each.line.listed.from_iso3 for each in found] == ["FRA", "SVN"]
    assert [each.line.listed.from_iso3 for each in found[0].also] == ["PER"]


def test_each_theme_that_a_group_works_on_has_a_proposal(cast: Cast) -> None:
    cast.land.issues = ["right-to-land", "minorities", "right-to-water"]
    cast.land.save()
    for what in ("farms", "fields", "forests", "shores"):
        on_list(cast.coalition, f"Give titles for {what}", session=18, issue="right-to-land")
    on_list(cast.coalition, "Dig wells", session=6, issue="right-to-water")
    on_list(cast.coalition, "Teach the languages of minorities", session=6, issue="minorities")
    found = texts(cast.coalition, most=3)
    assert {"Dig wells", "Teach the languages of minorities"} <= set(found)
    assert found[0].startswith("Give titles"), "the newest review comes first"


def test_proposals_are_grouped_by_theme(cast: Cast, browser_of: SignIn) -> None:
    for text, theme in (
        ("Build clinics", "right-to-health"),
        ("Dig wells", "right-to-water"),
        ("Train nurses", "right-to-health"),
    ):
        on_list(cast.coalition, text, issue=theme)
    on_list(cast.coalition, "Print stamps")
    page = as_read(
        browser_of(cast.sophea).get(reverse("followup:priorities", kwargs=cast.at_coalition)).content.decode()
    )
    order = [
        page.index(words)
        for words in ("Build clinics", "Train nurses", "Dig wells", "No theme given yet", "Print stamps")
    ]
    assert order == sorted(order)
    assert page.count("Right to health") == 1


@pytest.mark.parametrize("words", ["session 7 dyslexia", "dyslexia", "FRANCE schools"])
def test_a_coordinator_finds_any_recommendation_and_chooses_it(cast: Cast, browser_of: SignIn, words: str) -> None:
    wanted = on_list(cast.coalition, "Train schools about dyslexia.", session=7)
    other = on_list(cast.coalition, "Build a bridge.", session=7)
    ListedRecommendation.objects.filter(pk=other).update(priority=True)
    client = browser_of(cast.sophea)
    at = reverse("followup:priorities", kwargs=cast.at_coalition)
    shown = as_read(client.get(at, {"q": words}).content.decode())
    assert "Train schools" in shown
    assert "Build a bridge" not in shown
    client.post(f"{at}?q=dyslexia", {"shown": [wanted], "chosen": [wanted]})
    assert cast.coalition.follow_up_list.filter(priority=True).count() == 2
    assert "No recommendation on the list has these words" in client.get(at, {"q": "zebra"}).content.decode()


def test_one_click_makes_a_recommendation_a_priority_and_one_takes_it_back(cast: Cast, browser_of: SignIn) -> None:
    number = on_list(cast.coalition, "Build a school.")
    client, parts = browser_of(cast.sophea), {**cast.at_coalition, "number": number}
    page, at = (reverse(f"followup:{name}", kwargs=parts) for name in ("recommendation", "priority"))
    assert "Make it a priority" in client.get(page).content.decode()
    assert "Make it no priority" in client.post(at, {"priority": "1"}, follow=True).content.decode()
    client.post(at, {"priority": ""})
    assert not cast.coalition.follow_up_list.filter(priority=True).exists()
    assert "Make it a priority" not in browser_of(cast.chan).get(page).content.decode()


def test_a_row_of_the_list_sets_the_priority_and_stays_where_the_reader_was(cast: Cast, browser_of: SignIn) -> None:
    number = on_list(cast.coalition, "Build a school.")
    client, parts = browser_of(cast.sophea), {**cast.at_coalition, "number": number}
    the_list, at = reverse("followup:list", kwargs=cast.at_coalition), reverse("followup:priority", kwargs=parts)
    assert at in client.get(the_list).content.decode()
    answer = client.post(at, {"priority": "1", "query": "level=none"})
    assert answer["Location"] == f"{the_list}?level=none#recommendation-{number}"
    assert cast.coalition.follow_up_list.get(pk=number).priority
    assert at not in browser_of(cast.chan).get(the_list).content.decode()
