"""Each ask is compared with the review's report by a person, the nearest first."""

from django.utils import timezone

from openupr.advocacy.models import Uptake
from openupr.advocacy.uptake import uptake_of
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose
from openupr.recommendations.tests.exports import LoadRecord
from openupr.web.tests.reading import as_read

from .test_uptake import NEAR, ROWS, ask, at, confirm, mark, read

__all__ = ["ask"]


def test_an_ask_counts_as_not_taken_up_only_when_a_person_says_so(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    dara = browser_of(cast.dara)
    confirm(cast, ask, "FRA", "DEU", said="not")
    page = read(dara, cast)
    assert "1 of 1 recommendation is not compared with the report yet." in page
    assert "was taken up" not in page
    assert "not taken up" not in page.replace("Mark as not taken up", "")
    search = dara.post(at(cast, "uptake-say", number=ask.pk), {"said": "none"})
    assert uptake_of(cast.coalition).lines[0].status == "wait", "the search is shown first"
    assert NEAR in dara.get(search.headers["Location"]).content.decode()
    dara.post(at(cast, "uptake-say", number=ask.pk), {"said": "none", "searched": "yes"})
    page = read(dara, cast)
    assert "1 recommendation was not taken up" in page
    assert "2 that are not this one" not in page
    page = dara.get(at(cast, "uptake"), {"ask": ask.pk}).content.decode()
    assert "2 that are not this one" in page
    dara.post(at(cast, "uptake-remove", number=Uptake.objects.get(text="").pk))
    assert uptake_of(cast.coalition).lines[0].status == "wait"


def test_all_rows_with_a_rare_word_are_listed_the_nearest_first_whoever_made_them(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    unlike = [{"Session": "46", "From": "Chad", "Text": f"Build school number {n}", "Issue": ""} for n in range(30)]
    loosely = {"Session": "46", "From": "France", "Text": "Train judges on evicted tenants", "Issue": ""}
    load_record([*unlike, loosely, {"Session": "46", "From": "Norway", "Text": NEAR, "Issue": ""}])
    [line] = uptake_of(cast.coalition).lines
    assert [(each.states, each.is_chosen) for each in line.near] == [("Norway", False), ("France", True)]
    assert "Chosen by us" in read(browser_of(cast.dara), cast)


def test_the_page_says_how_many_were_taken_up_in_full_and_how_many_in_part(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    given = {"group": cast.land, "text": "Ratify the convention on enforced disappearances.", "language": "en"}
    other = propose(by=cast.chan, now=timezone.now(), **given)
    Proposal.objects.filter(pk=other.pk).update(state=Proposal.State.ADOPTED)
    mark(cast, ask, "FRA")
    dara = browser_of(cast.dara)
    told = "1 of 2 recommendations are not compared with the report yet. Compared: 1. Taken up in full: 1, in part: 0."
    assert told in read(dara, cast)
    start = as_read(dara.get(at(cast, "start")).content.decode())
    assert "not compared with the report yet. Compared: 1. Taken up, at least in part: 1." in start
    mark(cast, other, "PER", said="part")
    assert "2 of 2 recommendations were taken up: 1 in full, 1 in part." in read(dara, cast)
    Uptake.objects.update(said="part")
    assert "2 of 2 recommendations were taken up in part." in read(dara, cast)


def test_a_place_in_common_makes_nothing_near(cast: Cast, ask: Proposal, load_record: LoadRecord) -> None:
    load_record(
        [
            {"Session": "46", "From": "Chad", "Text": "Support the case of South Africa at the Court", "Issue": ""},
            {"Session": "46", "From": "Peru", "Text": "Bring water to villages of minorities", "Issue": ""},
        ]
    )
    ask.wordings.update(text="Bring water to each village of the Bunong in the south of Cambodia.")
    [line] = uptake_of(cast.coalition).lines
    assert [made.states for made in line.near] == ["Peru"]
