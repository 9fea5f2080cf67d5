"""What leaves the coalition: the public page, the mid-term report; and what is judged once."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.assessments import assess_for_organisation, write_claim
from openupr.followup.follow_up_list import Viewer, lines_of, short_lines
from openupr.followup.models import Evidence, ListedRecommendation, PublicPage
from openupr.followup.priorities import judge_alone, judge_together, proposed_clusters
from openupr.followup.public_follow_up import choose_public
from openupr.followup.rules import PUBLIC_FIELDS, AlreadyJudgedTogether
from openupr.followup.tests.examples import evidence, follow_up, matrix
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)


def published(cast: Cast, **given: Any) -> PublicPage:
    asked = {"on": True, "title": "Cambodia and its promises", "introduction": "", "shown": PUBLIC_FIELDS}
    page: PublicPage = choose_public(by=cast.sophea, coalition=cast.coalition, today=TODAY, **asked | given)
    return page


@pytest.fixture
def shown(cast: Cast) -> ListedRecommendation:
    """A recommendation with a voice by name, one without, a claim, and evidence for the coalition
    alone.
    """
    listed = follow_up(cast).listed
    said: dict[str, Any] = {"listed": listed, "organisation": cast.forest, "today": TODAY, "named": True}
    assess_for_organisation(by=cast.nary, level="nothing", reason="No title was given.", quoted=True, **said)
    write_claim(by=cast.chan, listed=listed, level="done", reason="All done", source="Report", today=TODAY)
    evidence(cast)
    other = ListedRecommendation.objects.create(coalition=cast.coalition, text="Not chosen for the page")
    assert not other.published
    return listed


def test_the_public_page_shows_what_was_chosen_and_nothing_else(cast: Cast, shown: ListedRecommendation) -> None:
    page = published(cast, chosen=[shown.pk])
    at = reverse("followup:public", args=[page.key])
    told = as_read(Client().get(at).content.decode())
    for words in (shown.text, "No title was given.", "Forest Watch", "fully implemented"):
        assert words in told
    for words in (
        "Not chosen for the page",
        cast.coalition.name,
        cast.coalition.key,
        "Three titles",
        "Sophea",
        "Land ",
    ):
        assert words not in told
    # Evidence is shown once it is verified and for everyone.
    Evidence.objects.update(seen_by=Evidence.SeenBy.PUBLIC, state=Evidence.State.VERIFIED)
    assert "The ministry&#x27;s site" in as_read(Client().get(at).content.decode())


def test_a_field_that_is_not_chosen_is_not_there(cast: Cast, shown: ListedRecommendation) -> None:
    page = published(cast, chosen=[shown.pk], shown=["response"])
    told = as_read(Client().get(reverse("followup:public", args=[page.key])).content.decode())
    assert shown.text in told
    for words in ("No title was given.", "Forest Watch", "implemented"):
        assert words not in told


def test_an_organisation_that_did_not_agree_is_not_named(cast: Cast, shown: ListedRecommendation) -> None:
    shown.assessments.update(named=False)
    page = published(cast, chosen=[shown.pk])
    told = as_read(Client().get(reverse("followup:public", args=[page.key])).content.decode())
    assert "Forest Watch" not in told
    assert "not implemented" in told


def test_who_chooses_for_the_public_page_can_tell_the_same_words_of_two_states_apart(
    cast: Cast, browser_of: SignIn
) -> None:
    for iso3, number in (("FRA", "118.2"), ("PER", "118.3")):
        listed = ListedRecommendation.objects.create(
            coalition=cast.coalition, text="Ratify it.", from_iso3=iso3, session=18, priority=True
        )
        matrix(cast).entries.create(order=1, number=number, text="Ratify it.").listed.add(listed)
    page = browser_of(cast.sophea).get(reverse("followup:public-edit", kwargs=cast.at_coalition)).content.decode()
    assert "118.2, France, session 18: Ratify it." in as_read(page)
    assert "118.3, Peru, session 18: Ratify it." in as_read(page)


def test_the_page_can_be_looked_at_before_and_switched_off(
    cast: Cast, shown: ListedRecommendation, browser_of: SignIn
) -> None:
    sophea, at_edit = browser_of(cast.sophea), reverse("followup:public-edit", kwargs=cast.at_coalition)
    given = {"title": "Promises", "shown": ["claim"], "chosen": [shown.pk]}
    ListedRecommendation.objects.filter(pk=shown.pk).update(priority=True)
    assert sophea.post(at_edit, given).status_code == 302
    page = PublicPage.objects.get()
    at = reverse("followup:public", args=[page.key])
    assert Client().get(at).status_code == 404
    preview = sophea.get(reverse("followup:public-preview", kwargs=cast.at_coalition)).content.decode()
    assert shown.text in as_read(preview)
    assert "This is a preview" in as_read(preview)
    sophea.post(at_edit, given | {"on": "on"})
    everyones = Client().get(at)
    assert everyones.status_code == 200
    address = f"http://testserver{at}"
    assert f'id="public-address" href="{at}">{address}</a>' in sophea.get(at_edit).content.decode()
    assert "preview" not in as_read(everyones.content.decode())
    sophea.post(at_edit, given)
    assert Client().get(at).status_code == 404


def test_the_mid_term_report_says_what_was_assessed_and_what_was_not(
    cast: Cast, shown: ListedRecommendation, browser_of: SignIn
) -> None:
    at = reverse("followup:mid-term-file", kwargs=cast.at_coalition)
    with zipfile.ZipFile(io.BytesIO(browser_of(cast.nary).get(at).content)) as file:
        told = file.read("word/document.xml").decode()
    for words in ("Mid-term report: Cambodia", "No title was given.", "1 recommendation on the list was not assessed"):
        assert words in told
    assert "Three titles" not in told
    assert browser_of(cast.vuthy).get(at).status_code == 403


@pytest.fixture
def alike(cast: Cast) -> list[ListedRecommendation]:
    texts = (
        "Ratify the Convention on the Reduction of Statelessness",
        "Consider ratifying the Convention on the Reduction of Statelessness",
        "Plant a tree in every yard of the capital",
    )
    return [ListedRecommendation.objects.create(coalition=cast.coalition, text=text, session=18) for text in texts]


def test_near_identical_recommendations_are_proposed_and_judged_once(
    cast: Cast, alike: list[ListedRecommendation], browser_of: SignIn
) -> None:
    [cluster] = proposed_clusters(short_lines(cast.coalition, Viewer()))
    assert [line.listed for line in cluster] == alike[:2]
    at = reverse("followup:clusters", kwargs=cast.at_coalition)
    browser_of(cast.sophea).post(at, {"together": [each.pk for each in alike[:2]]})
    given = {"organisation": cast.forest, "today": TODAY}
    assess_for_organisation(by=cast.nary, listed=alike[0], level="nothing", reason="Not signed.", **given)
    lines = {line.listed.pk: line for line in lines_of(cast.coalition, Viewer())}
    assert [each.reason for each in lines[alike[1].pk].voices] == ["Not signed."]
    assert lines[alike[2].pk].voices == []
    # Judged apart, it has a voice of its own; judged alone again, nothing of the other.
    assess_for_organisation(by=cast.nary, listed=alike[1], level="begun", reason="Considered.", **given)
    lines = {line.listed.pk: line for line in lines_of(cast.coalition, Viewer())}
    assert [each.reason for each in lines[alike[1].pk].voices] == ["Considered."]
    assert [each.reason for each in lines[alike[0].pk].voices] == ["Not signed."]
    # The list counts the same without reading the words.
    short = {line.listed.pk: line for line in short_lines(cast.coalition, Viewer())}
    assert {pk: line.spread for pk, line in short.items()} == {pk: line.spread for pk, line in lines.items()}
    assert proposed_clusters(list(short.values())) == []
    with pytest.raises(AlreadyJudgedTogether):
        judge_together(by=cast.sophea, coalition=cast.coalition, numbers=[alike[2].pk, alike[1].pk])
    judge_alone(by=cast.sophea, listed=alike[0])
    assert not ListedRecommendation.objects.exclude(judged_with=None).exists()
