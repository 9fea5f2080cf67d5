"""Drafts against what was really recommended to Cambodia: what is found, what is counted, and with which answers."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from openupr.coalitions.queries.alike import SHOWN, Nearest, less_alike, nearest
from openupr.recommendations.queries.question import Question
from openupr.recommendations.services.build_index import refresh_index
from openupr.recommendations.services.import_file import import_file

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


def found(draft: str) -> Nearest:
    return nearest(Question(words=draft, filters={"state": ("KHM",)}))


def texts(near: Nearest) -> list[str]:
    return [row["text"].casefold() for row in near.rows]


@pytest.mark.usefixtures("record")
def test_what_the_record_holds_is_found_however_short_the_draft_and_counted_whole() -> None:
    institution = found("Establish an NHRI")
    assert institution.responses == Counter(supported=16)
    assert len(institution.close) > SHOWN
    assert institution.whole
    assert sorted(texts(institution)) == sorted(texts(found("Establish a national human rights institution")))
    migrants = found("Ratify ICRMW")
    assert [len(migrants.rows), len(migrants.repeated)] == [3, 1]
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
def test_no_answer_to_another_request_is_counted() -> None:
    assert not any("corruption" in text for text in texts(found("Adopt a law against discrimination")))
    assert all("no. 169" in text for text in texts(found("Ratify ILO Convention 169")))
    assert found("Release human rights defenders").repeated == []
    # It had been ratified: nobody asked for it.
    assert found("Ratify OPCAT").rows == []
    assert found("Let trains run on Sundays through the mountains.").rows == []
