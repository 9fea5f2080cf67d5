"""Whatever mixture of evidence there is: what leaves the coalition names what everyone may see, and
nothing else.
"""

import io
import zipfile
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.evidence_counts import EvidenceCount
from openupr.followup.group_lines import assess, follow_ups_of, followed_so_far
from openupr.followup.models import Assessment, Evidence, ListedRecommendation, MatrixRow, PublicPage
from openupr.followup.own_thematic_lists import own_matrix_as_word, own_matrix_as_workbook
from openupr.followup.public_follow_up import choose_public, public_by_ask
from openupr.followup.rules import PUBLIC_FIELDS
from openupr.followup.tests.examples import follow_up, matrix
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)
UNTIL = date(2027, 6, 1)


@pytest.fixture
def mixed(cast: Cast) -> list[Evidence]:
    """One recommendation that is assessed and published, with evidence of every mixture."""
    line = follow_up(cast)
    ListedRecommendation.objects.filter(pk=line.listed_id).update(session=18, ask_key="KHM-18-1", priority=True)
    said = {"listed": line.listed, "organisation": cast.forest, "today": TODAY}
    assess_for_organisation(by=cast.nary, level="nothing", reason="No title was given.", **said)
    mixtures = product(Evidence.SeenBy.values, Evidence.State.values, (None, UNTIL))
    return [
        Evidence.objects.create(
            listed=line.listed, follow_up=line, kind="law", day=TODAY, reliability="confirmed", place=f"folder-{n}.",
            what=f"Shows-{n}.", source=f"Source-{n}.", seen_by=seen_by, state=state, personal_until=until,
        )
        for n, (seen_by, state, until) in enumerate(mixtures)
    ]  # fmt: skip


def words_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return "\n".join(file.read(name).decode(errors="replace") for name in file.namelist())


def everything_that_leaves(cast: Cast, browser_of: SignIn) -> dict[str, str]:
    """By name, the text of each page and file for others."""
    sophea = browser_of(cast.sophea)
    list_of_ohchr = matrix(cast)
    row = MatrixRow.objects.create(matrix=list_of_ohchr, order=1, text="Title the land.", cells=[[0, 1, 3]])
    row.listed.set(cast.coalition.follow_up_list.all())

    def got(name: str, **more: Any) -> bytes:
        answer = sophea.get(reverse(f"followup:{name}", kwargs={**cast.at_coalition, **more}))
        assert answer.status_code == 200, name
        return b"".join(answer)

    given: dict[str, Any] = {"on": True, "title": "Promises", "introduction": "", "shown": PUBLIC_FIELDS}
    chosen = list(cast.coalition.follow_up_list.values_list("pk", flat=True))
    choose_public(by=cast.sophea, coalition=cast.coalition, today=TODAY, chosen=chosen, **given)
    public = Client().get(reverse("followup:public", args=[PublicPage.objects.get().key]))
    return {
        "page": as_read(got("page").decode()),
        "report": words_of(got("mid-term-file")),
        "matrix": words_of(got("matrix-file", number=list_of_ohchr.pk)),
        "own matrix": words_of(own_matrix_as_word(cast.coalition, 18, today=TODAY)),
        "own workbook": words_of(own_matrix_as_workbook(cast.coalition, 18, today=TODAY)),
        "public page": as_read(public.content.decode()),
        # All that a sheet for an embassy is given of it.
        "sheet for an embassy": str(public_by_ask(cast.coalition)["KHM-18-1"]),
    }


def test_no_title_source_or_place_of_evidence_that_is_not_for_everyone_leaves(
    mixed: list[Evidence], cast: Cast, browser_of: SignIn
) -> None:
    told = everything_that_leaves(cast, browser_of)
    named: dict[str, set[str]] = {name: set() for name in told}
    for each, (name, text) in product(mixed, told.items()):
        assert each.place not in text, name
        if each.source in text or each.what in text:
            named[name].add(f"{each.seen_by}, {each.state}, {each.personal_until}")
    verified = {"public, verified, None"}
    assert named == {
        **{name: {*verified, "public, new, None"} for name in told},
        **dict.fromkeys(("public page", "sheet for an embassy"), verified),
    }


def test_what_nobody_verified_is_marked_and_is_no_best_evidence(
    mixed: list[Evidence], cast: Cast, browser_of: SignIn
) -> None:
    told = everything_that_leaves(cast, browser_of)
    [new] = [each for each in mixed if each.leaves and not each.is_quotable]
    assert f"{new.source} (not verified)" in told["report"]
    assert f"{new.source}, 2026-11-28 (not verified)" in told["own matrix"]
    assert "(not verified)" in told["page"]
    assert new.what not in told["page"]


def test_all_pages_and_files_count_the_same_evidence_and_a_paper_says_how_much_of_it_it_names(
    mixed: list[Evidence], cast: Cast, browser_of: SignIn
) -> None:
    shared = sum(each.is_shared for each in mixed)
    named, new = sum(each.leaves for each in mixed), sum(each.is_shared and each.state == "new" for each in mixed)
    assert (shared, named, new) == (8, 2, 4)
    sophea, number = browser_of(cast.sophea), mixed[0].listed_id
    pages = {name: reverse(f"followup:{name}", kwargs=cast.at_coalition) for name in ("list", "counts")}
    pages["recommendation"] = reverse("followup:recommendation", kwargs={**cast.at_coalition, "number": number})
    for name, address in pages.items():
        words = as_read(sophea.get(address).content.decode())
        assert "8 pieces of evidence, 4 waiting to be verified." in words, name
    assert "Not counted: only its group or organisation sees it: 4; rejected: 6." in words
    assert followed_so_far(follow_ups_of(cast.land)).evidence == EvidenceCount(pieces=8, waiting=4, named=2)
    shown = sophea.get(reverse("followup:counts", kwargs=cast.at_coalition))
    assert dict(shown.context["numbers"])["pieces of evidence"] == "8"
    shown = sophea.get(reverse("followup:page", kwargs=cast.at_coalition))
    assert dict(shown.context["numbers"])["sources named"] == "2"
    told = everything_that_leaves(cast, browser_of)
    for name in ("report", "page"):
        assert "Pieces of evidence named here: 2 of 8. The coalition keeps the others." in told[name], name


def test_who_sees_more_evidence_reads_no_other_count(mixed: list[Evidence], cast: Cast, browser_of: SignIn) -> None:
    assert sum(each.seen_by == "own" for each in mixed) == 6
    for person in (cast.sophea, cast.chan, cast.vuthy):
        page = browser_of(person).get(reverse("followup:list", kwargs=cast.at_coalition))
        assert dict(page.context["numbers"])["pieces of evidence"] == "8", person


def test_evidence_of_what_a_report_does_not_print_is_not_counted_as_named(
    mixed: list[Evidence], cast: Cast, browser_of: SignIn
) -> None:
    Assessment.objects.all().delete()
    told = everything_that_leaves(cast, browser_of)
    assert "Pieces of evidence named here: 0 of 8." in told["report"]


def test_the_public_page_says_how_many_recommendations_are_assessed_and_by_whom(cast: Cast, browser_of: SignIn) -> None:
    line = follow_up(cast)
    ListedRecommendation.objects.filter(pk=line.listed_id).update(ask_key="KHM-18-1")
    assess(by=cast.chan, follow_up=line, done="nothing", note="No title.", version=0, today=TODAY)
    told = {"listed": line.listed, "organisation": cast.forest, "today": TODAY}
    assess_for_organisation(by=cast.nary, level="nothing", reason="No title was given.", **told)
    ListedRecommendation.objects.create(coalition=cast.coalition, text="Give every child a name", session=18)
    public = " ".join(everything_that_leaves(cast, browser_of)["public page"].split())
    # Two voices on one of two recommendations are no two recommendations.
    assert (
        "1 of these 2 is assessed, by 1 organisation and 1 group: 1 not implemented; 1 of 2 are not assessed." in public
    )
    assert '<span class="muted small">1 organisation and 1 group</span>' in public
    assert "×" not in public
