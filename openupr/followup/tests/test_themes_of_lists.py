"""Rows of OHCHR's lists are sorted under OHCHR's themes, in the list, its numbers and the mid-term
report.
"""

from datetime import date
from pathlib import Path

from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents import word
from openupr.followup.arranging import list_reviews, new_of_theme
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.follow_up_list import Viewer, short_lines
from openupr.followup.mid_term import mid_term_report
from openupr.followup.own_thematic_lists import own_rows
from openupr.recommendations.file_import import import_file
from openupr.recommendations.tests.exports import LoadRecord
from openupr.reviews.models import Review
from openupr.undocs.tests.test_thematic_lists import listed
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)
TITLE = "UPR of Cambodia (2nd Cycle - 18th Session) Thematic list of recommendations"
FROM = "Source of Position: A/HRC/26/16/Add.1 - Para.3"
LABELS = "- B31 Equality & non-discrimination\n- Right to laugh\n- Right to health"
ROW = (f"118.1 Give all families land and a home of their own (Peru);\n{FROM}", "Supported", LABELS, "")


def list_it(cast: Cast, path: Path) -> None:
    path.write_bytes(listed(ROW, title=TITLE))
    assert import_file(source="thematic-list", path=path).added in (0, 1)
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=list(Review.objects.filter(iso3="KHM", session=18)))


def headings(cast: Cast) -> list[str]:
    report = mid_term_report(cast.coalition, today=TODAY)
    found = [block for block in report.blocks if isinstance(block, word.Heading)]
    return ["".join(run.text for run in block.runs if isinstance(run, word.Run)) for block in found]


def assess_all(cast: Cast) -> None:
    said = {"level": "begun", "reason": "Some of it.", "today": TODAY}
    for row in cast.coalition.follow_up_list.all():
        assess_for_organisation(by=cast.nary, listed=row, organisation=cast.forest, **said)


def test_the_mid_term_report_has_a_lists_rows_under_ohchrs_themes(cast: Cast, home: Path, tmp_path: Path) -> None:
    list_it(cast, tmp_path / "list.docx")
    assess_all(cast)
    themes = headings(cast)
    # Its other themes have no row of their own.
    assert themes[3:6] == [
        "Equality & non-discrimination", "Themes of recommendations that are under another theme", "Not assessed"
    ]  # fmt: skip
    assert "Other" not in themes
    assert own_rows(cast.coalition, 18)[0].themes == [
        "Equality & non-discrimination",
        "Right to health",
        "Right to laugh",
    ]


def test_what_upr_info_coded_stays_under_its_issues_and_has_the_lists_themes_beside(
    cast: Cast, load_record: LoadRecord, tmp_path: Path
) -> None:
    text = "Give all families land and homes of their own"
    load_record([{"Text": text, "From": "Peru", "Issue": "Right to land"}])
    list_it(cast, tmp_path / "list.docx")
    (line,) = short_lines(cast.coalition, Viewer())
    assert line.sorted_under == ["Right to land"]
    assert line.themes == ["equality-non-discrimination", "Right to laugh", "right-to-health"]


def test_the_follow_up_list_is_narrowed_and_given_by_theme(
    cast: Cast, browser_of: SignIn, home: Path, tmp_path: Path
) -> None:
    list_it(cast, tmp_path / "list.docx")
    sophea = browser_of(cast.sophea)
    at = reverse("followup:list", kwargs=cast.at_coalition)
    assert "Give all families" in as_read(sophea.get(f"{at}?theme=equality-non-discrimination").content.decode())
    assert "Give all families" not in as_read(sophea.get(f"{at}?theme=right-to-food").content.decode())
    give = sophea.get(reverse("followup:give", kwargs=cast.at_coalition)).content.decode()
    assert "Right to laugh" in give
    assert [row.text for row in new_of_theme(cast.coalition, "Right to laugh", cast.land)]


def test_the_mid_term_report_of_a_real_list_names_no_theme_other(cast: Cast, home: Path, shared: Path) -> None:
    assert not import_file(
        source="thematic-list", path=shared / "data/ohchr-thematic-lists/slovenia-cycle3.docx"
    ).reason
    review = Review.objects.get(iso3="SVN", session=34)
    cast.coalition.review = review
    cast.coalition.save()
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=[review])
    assess_all(cast)
    themes = headings(cast)
    assert "Equality & non-discrimination" in themes
    assert not {"Other", "General", "Other recommendations"} & set(themes)
