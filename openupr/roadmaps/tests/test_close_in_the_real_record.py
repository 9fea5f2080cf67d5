"""Drafts against what was really recommended to Cambodia: what is found, what is counted, and with which answers."""

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.earlier_cards import alike_card
from openupr.proposals.earlier_sentences import how_it_judges
from openupr.proposals.nearest import SHOWN, NearestWordings, less_alike, nearest
from openupr.proposals.proposals import propose
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.question import Question
from openupr.recommendations.search import Result
from openupr.recommendations.similar import Alike

from .conftest import SignIn

# By words alone: what is close hangs on these, whether meaning is compared or not.
pytestmark = pytest.mark.once


@pytest.fixture(name="record")
def to_cambodia(db: None, shared: Path, tmp_path: Path) -> None:
    """All recommendations to Cambodia in sessions 6 and 18 of UPR Info's export, and no others."""
    for name in ("6-9", "18"):
        with (shared / "data" / "upr-info-export" / f"{name}.csv").open(encoding="latin-1", newline="") as file:
            header, *rows = csv.reader(file)
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="latin-1", newline="") as file:
            csv.writer(file).writerows([header, *(row for row in rows if row[0] == "Cambodia")])
        assert import_file(source="upr-info", path=path).reason == ""
    refresh_index()


def found(draft: str) -> NearestWordings:
    return nearest(Question(words=draft, filters={"state": ("KHM",)}))


def texts(near: NearestWordings) -> list[str]:
    return [row["text"].casefold() for row in near.rows]


@pytest.mark.usefixtures("record")
def test_what_the_record_holds_is_found_however_short_the_draft_and_counted_whole() -> None:
    institution = found("Establish an NHRI")
    assert institution.responses == Counter(supported=16)
    assert len(institution.close) > SHOWN
    assert institution.whole
    assert sorted(texts(institution)) == sorted(texts(found("Establish a national human rights institution")))
    migrants = found("Ratify ICRMW")
    # Two ask for it; who asks to consider it does not yet.
    assert [len(migrants.rows), len(migrants.repeated)] == [3, 2]
    assert all("migrant" in text for text in texts(migrants))
    titles = found("Land titles.")
    assert titles.responses == Counter(supported=2, noted=2)
    assert all("titl" in text for text in texts(titles))
    judges = found("Ensure the independence of the judiciary")
    assert ("Austria", "noted") in [(row["from"], row["response"]) for row in judges.rows]
    evictions = found("Stop evictions")
    listed = [each.nearest.fields["text"] for each in less_alike(evictions)]
    assert len(evictions.rows) + len(listed) > SHOWN
    assert all("evict" in text for text in [*texts(evictions), *listed])


@pytest.mark.usefixtures("record")
def test_each_recommendation_is_judged_by_its_own_words_and_not_by_those_of_one_worded_like_it() -> None:
    first, both = (
        found("Ratify the first Optional Protocol to the ICCPR"),
        found("Ratify both Optional Protocols to the ICCPR"),
    )
    assert ("Hungary", "18") not in [(row["from"], str(row["session"])) for row in first.rows]
    assert ("Hungary", "18") in [(row["from"], str(row["session"])) for row in both.rows]


@pytest.mark.usefixtures("record")
def test_a_compound_is_no_other_matter_that_has_one_of_its_words() -> None:
    assert found("Legalise same-sex marriage").rows == []
    laws = [found("Adopt an access to information law"), found("Adopt a law on freedom of information")]
    assert texts(laws[0]) == texts(laws[1]) != []
    assert len(found("Establish an independent NHRI").repeated) == len(found("Establish an NHRI").repeated) > 0


@pytest.mark.usefixtures("record")
def test_no_answer_to_another_request_is_counted() -> None:
    assert not any("corruption" in text for text in texts(found("Adopt a law against discrimination")))
    assert all("no. 169" in text for text in texts(found("Ratify ILO Convention 169")))
    assert found("Release human rights defenders").repeated == []
    # It had been ratified: nobody asked for it.
    assert found("Ratify OPCAT").rows == []
    assert found("Let trains run on Sundays through the mountains.").rows == []


@pytest.mark.usefixtures("record")
def test_a_detail_loses_nothing_and_a_place_brings_nothing() -> None:
    plain = texts(found("End child labour"))
    assert len(plain) > 8
    assert set(texts(found("End child labour in brick kilns by 2027"))) == set(plain)
    assert found("Reduce the use of pesticides in rural areas").rows == []
    assert found("Reduce maternal mortality in rural areas").repeated == []


@pytest.mark.usefixtures("record")
def test_a_draft_in_a_language_that_the_record_does_not_hold_is_not_said_to_be_new() -> None:
    french = found("Stopper les expulsions forcées dans les villes")
    assert (french.rows, french.compared, french.found.foreign) == ([], False, True)
    assert found("Stop forced evictions in the towns").compared


@pytest.mark.usefixtures("record")
def test_all_that_is_close_can_be_looked_through_and_nothing_is_added_up(cast: Cast, browser_of: SignIn) -> None:
    propose(by=cast.chan, group=cast.land, text="Establish an NHRI", language="en", now=timezone.now())
    client, near = browser_of(cast.dara), found("Establish an NHRI")
    page = client.get(reverse("proposals:proposal", kwargs={**cast.at_land, "number": 1})).content.decode()
    here = page.partition("Asked of other States")[0]
    assert here.count("The program finds it similar") == len(near.close)
    assert here.count('class="earlier"') == len(near.close) + 5
    roadmap = client.get(reverse("roadmaps:roadmap", kwargs=cast.at_land)).content.decode()
    word = client.get(reverse("roadmaps:roadmap-file", kwargs=cast.at_land)).content
    with zipfile.ZipFile(io.BytesIO(word)) as packed:
        whole = packed.read("word/document.xml").decode()
    takes = f"{len(near.rows)} similar recommendations found. Check "
    assert [takes in each for each in (here, roadmap, whole)] == [True] * 3
    assert [how_it_judges() in each for each in (here, roadmap, whole)] == [True] * 3
    assert "What was answered to" not in page
    assert 'class="share"' not in page


@pytest.mark.usefixtures("record")
def test_what_has_one_word_of_a_draft_is_listed_also_where_something_is_close() -> None:
    prisons = found("Improve prison conditions")
    assert [row["from"] for row in prisons.rows] == ["India", "Czechia"]
    assert "Czechia" in [each.nearest.fields["from"] for each in less_alike(prisons)]


def test_one_more_state_is_one_and_two_are_two() -> None:
    def told(*others: str) -> str:
        fields = {"id": "KHM-1", "state": "Cambodia", "from": "Peru", "text": "", "response": "", "session": 6}
        rows = tuple({"from": name} for name in others)
        return str(alike_card(Alike(1.0, Result(fields, []), rows)).meta)

    assert [told(), told("Chad"), told("Chad", "Mali")] == [
        "",
        "and 1 more State nearly so",
        "and 2 more States nearly so",
    ]
