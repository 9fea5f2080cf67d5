"""After it is lodged: what OHCHR took up of a submission, where, and with whom."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from openupr.accounts.tests.examples import person
from openupr.coalitions.tests.examples.cast import Cast
from openupr.files import own_process
from openupr.recommendations.tests.choosing import text
from openupr.submissions.models import OhchrSummary
from openupr.submissions.rules.ohchr_summary import PartyNames, code_of
from openupr.undocs.reading import read_here
from openupr.undocs.tests.documents import Printed, pdf
from openupr.undocs.tests.documents import report as working_group_report
from openupr.undocs.values import StakeholderSummary

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at
from .test_pages_once_lodged import lodge

SESSION = 60  # of the cycle of the cast's coalition
BODY = [
    Printed("2. JS1 said that land was taken from the families at the lake."),
    Printed("2", 246, 6),
    Printed("3. JS1 and TREE asked for water."),
    Printed("3", 246, 6),
    Printed("4. Green Yard asked for trees."),
    Printed("4", 246, 6),
]


def summary(people: Cast, *, joint: str = "", state: str = "KHM", session: int = 0) -> bytes:
    """A summary whose joint submission is of these organisations; by itself, of the coalition's."""
    names = [each.organisation.name for each in people.coalition.member_organisations.select_related("organisation")]
    number = session or people.coalition.review.session or SESSION
    cover = [
        Printed("Human Rights Council", 57, 12),
        Printed("Summary of stakeholders' submissions on Cambodia", 114, 14),
        Printed(f"A/HRC/WG.6/{number}/{state}/3", 57),
        Printed("I. Background", 90, 14),
        Printed("1. The report is a summary of 3 stakeholders' submissions to the review."),
    ]
    notes = [
        Printed("Notes", 57),
        Printed("1 The stakeholders listed below have contributed information for this summary:", 113, 9),
        Printed("Individual submissions:", 113, 9),
        Printed("Green Yard The Green Yard Club, Phnom Penh (Cambodia);", 142, 9),
        Printed("TREE Trees for Everybody, Geneva (Switzerland);", 142, 9),
        Printed("Joint submissions:", 113, 9),
        Printed("JS1 Joint submission 1 submitted by:", 142, 9),
        Printed(f"{joint or '; '.join(names[:2])}; Phnom Penh (Cambodia).", 255, 9),
        Printed("2 JS1, paras. 1 and 77.", 113, 9),
        Printed("3 TREE, para. 1. See also JS1, p. 4.", 113, 9),
        Printed("4 Green Yard, p. 2.", 113, 9),
    ]
    return pdf([cover, [*BODY, *notes]])


def bring(browser: Client, draft: Drafted, data: bytes) -> HttpResponse:
    address = at(draft, "ohchr-summary-bring")
    return browser.post(address, {"document": SimpleUploadedFile("3.pdf", data)}, follow=True)


def test_a_coordinator_brings_the_summary_and_all_read_what_was_taken_up(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    lodge(people, draft)
    sophea = browser_of(people.sophea)
    assert at(draft, "ohchr-summary") in sophea.get(at(draft, "submission")).content.decode()
    assert "OHCHR's summary is not here yet" in text(sophea.get(at(draft, "ohchr-summary")).content)
    bring(sophea, draft, summary(people))
    told = text(browser_of(people.vuthy).get(at(draft, "ohchr-summary")).content)
    assert "2 of 4 points cite JS1." in told
    assert "They name 1 paragraph of your submission." in told
    assert "land was taken from the families at the lake" in told
    assert "1 Land was taken." in told, "the paragraph of the submission that the note names"
    assert "paras. 1 and 77" in told
    assert "TREE Trees for Everybody, Geneva (Switzerland)" in told
    assert "you alone" in told
    assert "asked for trees" not in told
    assert "Bring another summary" not in told, "observers change nothing"


def test_members_take_the_list_along_and_an_empty_list_offers_no_file(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan = browser_of(people.chan)
    files = at(draft, "list", name="ohchr-summary", kind="json")
    assert files not in chan.get(at(draft, "ohchr-summary")).content.decode()
    bring(browser_of(people.sophea), draft, summary(people))
    assert files in chan.get(at(draft, "ohchr-summary")).content.decode()
    first, second = json.loads(chan.get(files).content)["ohchr-summary"]
    assert (first["paragraph"], first["where"], first["own_paragraphs"], first["with"]) == (
        "2", "paras. 1 and 77", "1", "",
    )  # fmt: skip
    assert (second["code"], second["with"]) == ("JS1", "TREE")
    assert browser_of(people.vuthy).get(files).status_code == 403


def test_a_submission_that_is_not_cited_is_told_so(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    sophea = browser_of(people.sophea)
    bring(
        sophea,
        draft,
        summary(people).replace(b"See also JS1, p. 4", b"See page 4 of it..").replace(b"2 JS1, p", b"2 JSX, p"),
    )
    told = text(sophea.get(at(draft, "ohchr-summary")).content)
    assert "No point of the summary cites JS1" in told


def test_a_person_says_which_submission_it_is_where_names_do_not_tell(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea = browser_of(people.sophea)
    bring(sophea, draft, summary(people, joint="Water for All; the Society of Gardeners"))
    assert "Your submission was not found in OHCHR's list" in text(sophea.get(at(draft, "ohchr-summary")).content)
    refused = sophea.post(at(draft, "ohchr-summary-code"), {"code": "JS9"})
    assert refused.status_code == 422
    sophea.post(at(draft, "ohchr-summary-code"), {"code": "TREE"})
    told = text(sophea.get(at(draft, "ohchr-summary")).content)
    assert "1 of 4 points cites TREE." in told
    assert "JS1 Water for All; the Society of Gardeners" in told
    assert browser_of(people.chan).post(at(draft, "ohchr-summary-code"), {"code": "JS1"}).status_code == 403


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (working_group_report("7. These enjoy the support:", "7.1 Sing (Chad);"), "not OHCHR's summary"),
        (b"%PDF-1.7 x", "damaged"),
        (b"", "empty"),
    ],
)  # fmt: skip
def test_another_document_is_refused_and_nothing_changes(
    data: bytes, sentence: str, people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    answer = bring(browser_of(people.sophea), draft, data)
    assert (answer.status_code, OhchrSummary.objects.count()) == (422, 0)
    assert sentence in text(answer.content)


def test_the_summary_of_another_review_is_refused(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    sophea = browser_of(people.sophea)
    for other in (summary(people, state="SVN"), summary(people, session=7)):
        answer = bring(sophea, draft, other)
        assert answer.status_code == 422
        assert "is of another review" in text(answer.content)
    assert not OhchrSummary.objects.exists()


def test_outsiders_find_nothing(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    bring(browser_of(people.sophea), draft, summary(people))
    maly = browser_of(person("Maly"))
    assert maly.get(at(draft, "ohchr-summary")).status_code == 404
    assert maly.get(at(draft, "list", name="ohchr-summary", kind="csv")).status_code == 404


def test_while_many_files_are_read_nothing_is_lost(
    people: Cast, draft: Drafted, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openupr.submissions.ohchr_summary_pages._PATIENCE", 0.05)
    monkeypatch.setattr(own_process._PLACES, "_value", 0)
    answer = bring(browser_of(people.sophea), draft, summary(people))
    assert (answer.status_code, "Try again in a minute" in text(answer.content)) == (503, True)


def test_slovenias_summary_tells_what_amnesty_s_points_became(shared: Path) -> None:
    name = "data/slovenia/A-HRC-WG.6-48-SVN-3-stakeholder-summary-cycle4.pdf"
    document = read_here((shared / name).read_bytes())
    assert isinstance(document, StakeholderSummary)
    listed = document.as_json()["submissions"]
    joint = [
        PartyNames("Legal Center for the Protection of Human Rights and the Environment", "PIC"),
        PartyNames("Other House"),
    ]
    assert code_of(joint, listed, is_joint=True) == "JS2"
    assert code_of([PartyNames("Amnesty International", "AI")], listed, is_joint=False) == "AI"
    assert code_of([PartyNames("Legebitra")], listed, is_joint=False) == "LEGEBITRA"
    assert code_of([PartyNames("Nobody at all")], listed, is_joint=True) == ""
    cited = {point.paragraph: point.citations for point in document.citing("JS2")}
    assert [each.paragraphs for each in cited["26"] if each.code == "JS2"] == [(34, 38)]
    assert [each.paragraphs for each in cited["77"] if each.code == "JS2"] == [tuple(range(8, 18))]
    assert "Original: English" not in " ".join(point.text for point in document.points)
