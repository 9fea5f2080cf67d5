"""One address is the whole state: the same filters as a list, as numbers, as a page to print, and
as files.
"""

import html
import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.counts import DIMENSIONS
from openupr.followup.evidence import add_evidence, verify_evidence
from openupr.followup.group_lines import assess, give_owner
from openupr.followup.models import ListedRecommendation
from openupr.followup.tests.examples import follow_up
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)


@pytest.fixture
def two(cast: Cast) -> tuple[ListedRecommendation, ListedRecommendation]:
    """Two recommendations: of the group Land and assessed with evidence; of no group, with every
    other fact.
    """
    line = follow_up(cast)
    line.listed.response, line.listed.issues, line.listed.institution = (
        "supported",
        ["right-to-land"],
        "Ministry of Land",
    )
    line.listed.priority = True
    line.listed.save()
    assess(by=cast.chan, follow_up=line, done="begun", note="Three titles", version=0, today=TODAY)
    give_owner(by=cast.chan, follow_up=line, owner=cast.chan, due=None, today=TODAY)
    given = {"what": "The register", "kind": "figure", "source": "Land office", "reliability": "confirmed", "day": None}
    register = add_evidence(by=cast.chan, follow_up=line, today=TODAY, seen_by="public", **given)
    verify_evidence(by=cast.dara, evidence=register, today=TODAY)
    other = ListedRecommendation.objects.create(
        coalition=cast.coalition, text="Give every child a name", session=18, response="noted", from_iso3="PER",
        issues=["rights-of-the-child"], sdgs=["16.9"], populations=["children"], themes=["D. Names"],
        institution="Ministry of Names",
    )  # fmt: skip
    return line.listed, other


def get(client: Client, cast: Cast, name: str, query: str = "", **parts: Any) -> str:
    answer = client.get(reverse(f"followup:{name}", kwargs={**cast.at_coalition, **parts}) + query)
    assert answer.status_code == 200, query
    return as_read(b"".join(answer).decode())


@pytest.mark.parametrize(
    "query",
    [
        "institution=Ministry of Names",
        "sdg=16",
        "population=children",
        "theme=D. Names",
        "response=noted",
        "level=none",
        "group=none",
        "issue=rights-of-the-child&sdg=16&level=none&response=noted&group=none&session=18&priority=",
    ],
)
def test_every_filter_narrows_the_list_the_page_and_the_files_alike(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn, query: str
) -> None:
    vuthy = browser_of(cast.vuthy)
    for name in ("list", "page"):
        shown = get(vuthy, cast, name, f"?{query}")
        assert two[1].text in shown
        assert two[0].text not in shown
    rows = json.loads(get(vuthy, cast, "list-file", f"?{query}", kind="json"))["follow-up"]
    assert [row["recommendation"] for row in rows] == [two[1].text]


@pytest.mark.parametrize("query", ["since=2026-11-28", "level=begun", "owner=me", "institution=Ministry of Land"])
def test_what_moved_who_owns_it_and_how_far_it_is_are_filters_too(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn, query: str
) -> None:
    shown = get(browser_of(cast.chan), cast, "list", f"?{query}")
    assert two[0].text in shown
    assert two[1].text not in shown


def test_the_list_is_counted_by_each_dimension_and_each_number_leads_to_its_rows(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    vuthy = browser_of(cast.vuthy)
    for each in DIMENSIONS:
        assert str(escape(each.label)) in get(vuthy, cast, "counts", f"?by={each.name}")
    shown = get(vuthy, cast, "counts", "?by=institution")
    assert "Ministry of Land" in shown
    page = re.search(r'href="([^"]*/follow-up/page/[^"]*institution=Ministry[^"]*)"', shown)
    assert page is not None
    printed = vuthy.get(html.unescape(page[1]))
    assert (dict(printed.context["numbers"])["recommendations"], str(printed.context["page_name"])) == (
        "1",
        "Ministry of Land",
    )
    [land, names] = json.loads(get(vuthy, cast, "counts-file", "?by=institution", kind="json"))["follow-up-in-numbers"]
    assert (land["name"], land["partly_implemented"], land["evidence"]) == ("Ministry of Land", 1, 1)
    assert (names["noted"], names["no_answer"]) == (1, 1)
    refused = vuthy.get(reverse("followup:counts", kwargs=cast.at_coalition) + "?by=weather")
    assert refused.status_code == 404


def test_who_judges_differently_is_counted_apart(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    given = {"listed": two[0], "organisation": cast.forest, "today": TODAY}
    assess_for_organisation(by=cast.nary, level="nothing", reason="No title.", **given)
    rows = json.loads(get(browser_of(cast.nary), cast, "counts-file", "?by=response", kind="json"))
    assert [(row["value"], row["judged_differently"]) for row in rows["follow-up-in-numbers"]] == [
        ("supported", 1),
        ("noted", 0),
    ]


def test_a_page_has_five_numbers_a_picture_and_the_best_evidence_and_its_old_address_leads_to_it(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    vuthy = browser_of(cast.vuthy)
    old = reverse("followup:theme", kwargs={**cast.at_coalition, "issue": "right-to-land"})
    shown = as_read(vuthy.get(old, follow=True).content.decode())
    for words in ("Right to land", "Best evidence", "The register", "sources named", "partly implemented",
                  "Asked", "By", "Response", "Now", "Source"):  # fmt: skip
        assert words in shown
    # Pasted into a document, the table leads nowhere into the coalition.
    assert "<a" not in shown.partition('class="follow-up-theme"')[2].partition("</table>")[0]
    drawn = get(vuthy, cast, "page-file", "?issue=right-to-land", kind="svg")
    assert drawn.startswith("<svg")
    assert "partly implemented" in drawn
    nothing = reverse("followup:theme", kwargs={**cast.at_coalition, "issue": "no-such-issue"})
    assert vuthy.get(nothing).status_code == 404


def test_a_page_that_leaves_names_only_those_who_agreed_and_only_public_sources(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    given: dict[str, Any] = {"listed": two[0], "organisation": cast.forest, "today": TODAY, "reason": "No title."}
    assess_for_organisation(by=cast.nary, level="nothing", **given)
    source = {"what": "Our notes", "kind": "first-hand", "source": "A villager", "reliability": "likely", "day": None}
    add_evidence(by=cast.chan, follow_up=follow_up(cast), today=TODAY, **source)
    nary = browser_of(cast.nary)
    shown = get(nary, cast, "page").partition('id="part"')[2]
    assert "1 organisation" in shown
    assert str(cast.forest) not in shown
    assert "A villager" not in shown
    assess_for_organisation(by=cast.nary, level="nothing", named=True, **given)
    assert str(cast.forest) in get(nary, cast, "page").partition('id="part"')[2]


def test_the_page_says_how_many_more_reasons_there_are(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    for number in range(3):
        other = Organisation.objects.create(coalition=cast.coalition, name=f"Watch {number}")
        MemberOrganisation.objects.create(
            coalition=cast.coalition, organisation=other, representative=cast.rithy, since=TODAY
        )
        assess_for_organisation(
            by=cast.rithy, listed=two[0], organisation=other, level="nothing", reason=f"Reason {number}.", named=True,
            quoted=True, today=TODAY,
        )  # fmt: skip
    shown = get(browser_of(cast.vuthy), cast, "page")
    assert "Reason 0." in shown
    assert "2 more." in shown
    assert "Reason 1." not in shown


@pytest.mark.once
def test_a_picture_comes_as_png_too(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    at = reverse("followup:counts-file", kwargs={**cast.at_coalition, "kind": "png"})
    assert browser_of(cast.vuthy).get(at).content.startswith(b"\x89PNG")


def test_the_page_keeps_to_priorities_and_says_how_many_it_leaves_out(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    shown = get(browser_of(cast.vuthy), cast, "page")
    assert two[1].text not in shown
    assert "Only priorities are shown; 1 other is on the list." in shown
    assert two[1].text in get(browser_of(cast.vuthy), cast, "page", "?priority=all")


def test_the_page_to_print_is_titled_and_counts_as_it_shows_and_so_do_its_files(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    vuthy, at = browser_of(cast.vuthy), reverse("followup:page", kwargs=cast.at_coalition)
    ListedRecommendation.objects.create(coalition=cast.coalition, text="Map the land.", issues=["right-to-land"])
    for query, title, number in (
        ("", "Priorities", 1),
        ("?issue=right-to-land", "Right to land · Priorities", 1),
        ("?issue=right-to-land&priority=", "Right to land", 2),
        ("?priority=", "All recommendations", 3),
        ("?since=2026-01-01", "Priorities · Changed since 2026-01-01", 1),
    ):
        page = vuthy.get(at + query)
        rows = page.content.decode().partition("<tbody>")[2].count("<tr>")
        numbers = int(dict(page.context["numbers"])["recommendations"])
        assert (str(page.context["page_name"]), numbers, rows) == (title, number, number), query
        json_file = next(tab.url for tab in page.context["files"] if tab.label == "JSON")
        assert len(vuthy.get(json_file).json()["follow-up"]) == number, query
    for chip in vuthy.get(f"{at}?issue=right-to-land").context["chips"]:
        if "priorities" in chip.label:
            assert str(vuthy.get(at + chip.url).context["page_name"]) == "Right to land"


def test_the_list_says_what_is_open_and_what_comes_next(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    ListedRecommendation.objects.update(priority=True)
    shown = get(browser_of(cast.sophea), cast, "list")
    assert "2 priorities." in shown
    assert "1 has no assessment yet" in shown
    head = shown.partition('id="part"')[0].rpartition('class="page-head')[2]
    assert 1 <= len(re.findall(r'class="button[ "]', head)) <= 3


def figure(page: str, name: str) -> str:
    """One of the large numbers of a page."""
    found = re.search(rf"<dt>{name}</dt>\s*<dd>(\d+)</dd>", page)
    return found[1] if found else ""


RULE = "“Not enough information” is counted apart."


def test_who_lacks_information_assesses_nothing_on_any_page_or_in_any_file(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    assess_for_organisation(
        by=cast.nary, listed=two[1], organisation=cast.forest, level="unknown", reason="", today=TODAY
    )
    vuthy = browser_of(cast.vuthy)
    for name in ("list", "counts", "page"):
        page = get(vuthy, cast, name, "?priority=")
        assert RULE in page, name
        assert figure(page, "assessed") == "1", name
    [land, names] = json.loads(get(vuthy, cast, "counts-file", "?by=institution", kind="json"))["follow-up-in-numbers"]
    assert (land["assessed"], land["not_enough_information"], land["no_answer"]) == (1, 0, 0)
    assert (names["assessed"], names["not_enough_information"], names["no_answer"]) == (0, 1, 0)


def test_in_a_bar_no_answer_looks_different_from_different_answers(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    assess_for_organisation(
        by=cast.nary, listed=two[0], organisation=cast.forest, level="nothing", reason="None.", today=TODAY
    )
    page = get(browser_of(cast.vuthy), cast, "counts")
    assert '<span class="swatch tone-plain"></span>judged differently' in page
    assert '<span class="swatch tone-grey"></span>no assessment yet' in page


def test_pledges_of_the_state_are_counted_apart(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    pledge = ListedRecommendation.objects.create(
        coalition=cast.coalition, text="We shall map all land", session=18, kind="pledge", issues=["right-to-land"]
    )
    assess_for_organisation(
        by=cast.nary, listed=pledge, organisation=cast.forest, level="done", reason="It is mapped.", today=TODAY
    )
    vuthy = browser_of(cast.vuthy)
    page = get(vuthy, cast, "counts")
    assert [figure(page, name) for name in ("recommendations", "assessed", "pledges")] == ["2", "1", "1"]
    rows = json.loads(get(vuthy, cast, "counts-file", "?by=issue", kind="json"))["follow-up-in-numbers"]
    land = next(row for row in rows if row["value"] == "right-to-land")
    assert (land["recommendations"], land["assessed"], land["fully_implemented"]) == (1, 1, 0)
    assert (land["pledges"], land["pledges_assessed"]) == (1, 1)


@pytest.mark.parametrize("by", [dimension.name for dimension in DIMENSIONS])
def test_a_number_opens_exactly_the_recommendations_or_pledges_that_it_counts(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn, by: str
) -> None:
    facts = {"session": 18, "institution": "Ministry of Land", "populations": ["children"], "issues": two[0].issues}
    ListedRecommendation.objects.create(
        coalition=cast.coalition,
        text="We shall map all land",
        kind="pledge",
        sdgs=["16.9"],
        themes=["D. Names"],
        **facts,
    )
    vuthy = browser_of(cast.vuthy)
    page = get(vuthy, cast, "counts", f"?by={by}")
    links = re.findall(r'<td class="number"[^>]*>\s*<a\s+href="([^"]+)"\s*>(\d+)</a>', page)
    assert links
    for address, number in links:
        opened = as_read(vuthy.get(address.replace("&amp;", "&")).content.decode())
        assert opened.count('id="recommendation-') == int(number), address
        name = "pledges" if "kind=pledge" in address else "recommendations"
        assert figure(opened, name) == number, address


def test_giving_to_groups_counts_pledges_apart(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    for text, issues in (("We shall map all land", ["right-to-land"]), ("We shall count all fish", ["environment"])):
        ListedRecommendation.objects.create(
            coalition=cast.coalition, text=text, session=18, kind="pledge", issues=issues
        )
    sophea, at = browser_of(cast.sophea), reverse("followup:give", kwargs=cast.at_coalition)
    page = as_read(sophea.get(at).content.decode())
    numbers = re.findall(r'<td class="number" data-label="All">\s*([^<]*?)\s*</td>', page)
    # Land has its recommendation already; the child's name and the fish are on nobody's issues.
    assert numbers == ["0 and 1 pledge", "0", "1 and 1 pledge", "1"]
    assert "0 and 1 pledge given to a group." in as_read(sophea.post(at, {"due": ""}, follow=True).content.decode())


def test_the_government_s_page_opens_the_recommendations_that_it_counts(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    ListedRecommendation.objects.create(
        coalition=cast.coalition, text="We shall map all land", kind="pledge", institution="Ministry of Land"
    )
    page = get(browser_of(cast.sophea), cast, "government")
    [(address, number)] = re.findall(
        r'href="([^"]+institution=Ministry%20of%20Land[^"]*kind=[^"]*)"\s*>(\d+)</a>', page
    )
    opened = as_read(browser_of(cast.sophea).get(address.replace("&amp;", "&")).content.decode())
    assert opened.count('id="recommendation-') == int(number) == 1
    # A screen reader tells the links of one institution from those of another.
    links = re.findall(r'<a\s+href="[^"]+institution=[^"]+"\s+download\s*>(.*?)</a>', page, flags=re.DOTALL)
    names = [" ".join(re.sub("<[^>]+>", "", link).split()) for link in links]
    assert names == [f"{kind} Ministry of {what}" for what in ("Land", "Names") for kind in ("Word", "XLSX")]


def test_where_organisations_differ_no_index_stands_for_them(
    two: tuple[ListedRecommendation, ListedRecommendation], cast: Cast, browser_of: SignIn
) -> None:
    def index_of(listed: ListedRecommendation) -> tuple[str, str]:
        rows = json.loads(get(browser_of(cast.vuthy), cast, "list-file", kind="json"))["follow-up"]
        [row] = [row for row in rows if row["row"] == listed.pk]
        return row["index"], row["index_level"]

    assert index_of(two[0]) == ("0.50", "partly implemented")
    assess_for_organisation(
        by=cast.nary, listed=two[0], organisation=cast.forest, level="nothing", reason="None.", today=TODAY
    )
    assert index_of(two[0]) == ("", "judged differently")
    page = get(browser_of(cast.vuthy), cast, "recommendation", number=two[0].pk)
    assert "UPR Info's index" not in page
    assert "Organisations judge this differently. All views are below." in page
