"""Where OHCHR's list alone tells the issues of a review, what it has no theme for is not 0."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from openupr.recommendations.disaggregate import disaggregate
from openupr.recommendations.file_import import import_file
from openupr.recommendations.gaps import IssueGap, gaps
from openupr.recommendations.importing.thematic_list import SOURCE
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.question import Question
from openupr.recommendations.state_profiles import received
from openupr.recommendations.tests.exports import LoadRecord
from openupr.undocs.tests.test_thematic_lists import listed
from openupr.upr.ohchr_themes import issues_of_list
from openupr.upr.states import find_state

# Counted in the index, which is the same wherever the record lies.
pytestmark = pytest.mark.once

CORRUPTION = "corruption"
EARLIER = [{"Text": f"Try {n} cases", "Session": "6", "Issue": "Corruption", "To": "Norway"} for n in range(4)]


@pytest.fixture
def record(load_record: LoadRecord, tmp_path: Path) -> None:
    load_record([*EARLIER, {"Text": "Return land", "Session": "6"}, {"Text": "Try a judge", "Issue": "Corruption"}])
    path = tmp_path / "list.docx"
    row = ("118.1 Give all families a home of their own (Peru);", "Supported", "- Right to health", "")
    path.write_bytes(listed(row, title="UPR of Andorra (2nd Cycle - 22nd Session) Thematic list of recommendations"))
    import_file(source=SOURCE, path=path)
    refresh_index()


def gap_of(name: str, issue: str) -> IssueGap:
    found = gaps(find_state(name), today=date(2026, 12, 2))
    return next(gap for gap in found.issues if gap.issue.key == issue)


def test_lists_have_no_theme_for_some_issues() -> None:
    assert CORRUPTION not in issues_of_list(2)
    assert "right-to-health" in issues_of_list(2)


def test_what_a_list_has_no_theme_for_is_not_called_not_raised(record: None, client: Client) -> None:
    assert gap_of("AND", CORRUPTION).untold == (22,)
    assert gap_of("AND", CORRUPTION).expected == 0, "no row of Andorra can tell it"
    assert gap_of("AND", "justice").untold == ()
    assert gap_of("KHM", CORRUPTION).untold == ()
    page = client.get("/gaps/?state=AND").content.decode()
    assert "OHCHR’s list of session 22 has no theme for it" in page.replace("&#x27;", "’").replace("'", "’")


def test_a_table_says_not_known_where_a_list_has_no_theme(record: None) -> None:
    table = disaggregate(Question(), rows="issue", columns="session")
    corruption = next(row for row in table.rows if row.values == (CORRUPTION,))
    land = next(row for row in table.rows if row.values == ("right-to-land",))
    by_session = {column.values[0]: column for column in table.columns}
    assert table.is_unknown(corruption, by_session[22])
    assert not table.is_unknown(corruption, by_session[6])
    assert not table.is_unknown(land, by_session[6])


def test_a_series_of_one_issue_says_not_coded_where_a_list_has_no_theme(record: None) -> None:
    table = disaggregate(Question(filters={"issue": (CORRUPTION,)}), rows="session", columns="response")
    assert {row.values[0]: row.tells_nothing for row in table.rows} == {6: False, 18: False, 22: True}


def test_a_states_page_has_no_number_where_a_list_has_no_theme(record: None, load_record: LoadRecord) -> None:
    load_record([{"Text": "Try a minister", "Session": "9", "Issue": "Corruption", "To": "Andorra"}])
    line = next(line for line in received(find_state("AND")).issues if line.value == CORRUPTION)
    assert line.numbers == [1, None]
