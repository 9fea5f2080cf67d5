"""How to reach a coalition is typed once: the mid-term report has it from where it was printed before."""

from datetime import date

from openupr.advocacy.models import SheetContact
from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents import word
from openupr.followup.mid_term import mid_term_report
from openupr.submissions.models import Submission

TODAY = date(2026, 11, 28)


def contact(cast: Cast) -> str:
    front = mid_term_report(cast.coalition, today=TODAY).blocks[0]
    assert isinstance(front, word.DocumentTable)
    rows = [["".join(run.text for run in cell if isinstance(run, word.Run)) for cell in row] for row in front.rows]
    return dict(rows)["Contact"]


def test_the_mid_term_report_has_the_contact_of_the_sheets_else_of_the_submissions_cover(cast: Cast) -> None:
    assert contact(cast) == "[How to reach us]"
    given = {"coalition": cast.coalition, "kind": "joint", "title": "Rights", "rules": "2017", "begun": TODAY}
    Submission.objects.create(contact="cover@example.org", **given)
    assert contact(cast) == "cover@example.org"
    SheetContact.objects.create(coalition=cast.coalition, text="sheet@example.org")
    assert contact(cast) == "sheet@example.org"
