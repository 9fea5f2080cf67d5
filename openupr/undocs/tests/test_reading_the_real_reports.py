"""The UN's own reports are read as they were published."""

from collections import Counter
from pathlib import Path

import pytest

from openupr.undocs.reading import read_here
from openupr.undocs.values import WorkingGroupReport


def read(path: Path) -> WorkingGroupReport:
    document = read_here(path.read_bytes())
    assert isinstance(document, WorkingGroupReport)
    return document


def numbers(document: WorkingGroupReport) -> set[str]:
    return {item.number for item in document.items}


def test_cambodias_report_of_2014_has_205_recommendations_and_two_slips(shared: Path) -> None:
    document = read(shared / "data/working-group-reports/cambodia2014.pdf")
    assert Counter(item.position for item in document.items) == {"supported": 171, "pending": 34}
    assert [(problem.kind, problem.page) for problem in document.problems] == [
        ("number twice", 20),
        ("missing number", 20),
    ]


@pytest.mark.parametrize(("symbol", "cycle", "count"), [("28-15", 2, 163), ("43-15", 3, 215), ("59-15", 4, 254)])
def test_slovenias_reports_have_all_their_numbers(shared: Path, symbol: str, cycle: int, count: int) -> None:
    document = read(shared / f"data/slovenia/A-HRC-{symbol}-working-group-report-cycle{cycle}.pdf")
    assert (document.state, len(numbers(document)), document.problems) == ("SVN", count, ())


def test_somalias_word_file_has_288_recommendations_in_three_lists(shared: Path) -> None:
    document = read(shared / "data/working-group-reports-word/somalia-draft-session52.docx")
    assert len(numbers(document)) == 288
    assert list(Counter(item.position for item in document.items if item.states)) == ["supported", "pending", "noted"]


@pytest.mark.parametrize("name", ["bhutan2010", "mauritius2013", "morocco2012"])
def test_pages_with_much_small_print_lose_their_footnotes(shared: Path, name: str) -> None:
    document = read(shared / f"data/working-group-reports/{name}.pdf")
    assert document.problems == ()
    assert not [item for item in document.items if "as read" in item.text]
