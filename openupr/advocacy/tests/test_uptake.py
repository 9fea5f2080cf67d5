"""On the evening of the review a coalition sees which of its asks were taken up, and by whom."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.actions import NotPermitted
from openupr.advocacy.models import AdvanceQuestion, Carrier, Contact, ContactBook, Lessons, LobbyingImpact, Uptake
from openupr.advocacy.overview import advocate_next
from openupr.advocacy.rules import proposed_impact
from openupr.advocacy.uptake import look_together, say_untaken, say_uptake, uptake_of
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.carry_over import start_next_coalition
from openupr.coalitions.coalition import change_coalition
from openupr.coalitions.dates import WhenGiven, enter_published_date
from openupr.coalitions.next_steps import Situation
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.timeline import coalition_agenda
from openupr.files.tables import sheet_names
from openupr.followup.models import ListedRecommendation
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.choosing import choose, the_worker_works
from openupr.recommendations.tests.exports import LoadRecord, write_export
from openupr.reviews.models import Review
from openupr.undocs.tests.documents import COVER, END, INTRODUCTION, Printed, pdf

TEXT = "Pay evicted families a compensation that buys comparable land."
NEAR = "Ensure that evicted families receive fair compensation for their land"
FAR = "Ratify the convention on enforced disappearances"
ROWS = [
    {"Session": "46", "From": "France", "Text": NEAR, "Response": "Accepted"},
    {"Session": "46", "From": "Germany", "Text": NEAR, "Response": "Accepted"},
    {"Session": "46", "From": "Peru", "Text": FAR, "Response": "Noted", "Issue": "Enforced disappearances"},
]


@pytest.fixture
def ask(cast: Cast) -> Proposal:
    """An ask of the group Land, carried by France, before the review of session 46."""
    cast.coalition.review = Review.objects.get(iso3="KHM", session=46)
    cast.coalition.save()
    made: Proposal = propose(by=cast.chan, group=cast.land, text=TEXT, language="en", now=timezone.now())
    made.issues, made.state = ["right-to-land"], Proposal.State.ADOPTED
    made.save()
    Carrier.objects.create(proposal=made, iso3="FRA")
    return made


def at(cast: Cast, page: str, **more: object) -> str:
    return reverse(f"advocacy:{page}", kwargs={**cast.at_coalition, **more})


def words_in(answer: Any) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", answer.content.decode())).split())


def read(client: Client, cast: Cast, page: str = "uptake", **more: object) -> str:
    answer = client.get(at(cast, page, **more))
    assert answer.status_code == 200
    return words_in(answer)


def confirm(cast: Cast, ask: Proposal, *states: str, said: str = "full") -> None:
    """Mark what these States recommended, and look at it together with the ask."""
    marked = mark(cast, ask, *states, said=said)
    given = {"numbers": [uptake.pk for uptake in marked], "today": today_there()}
    look_together(by=cast.dara, coalition=cast.coalition, **given)


def mark(cast: Cast, ask: Proposal, *states: str, said: str = "full") -> list[Uptake]:
    keys = list(Ask.objects.filter(from_iso3__in=states).values_list("key", flat=True))
    given = {"proposal": ask, "keys": keys, "said": said, "today": today_there()}
    marked: list[Uptake] = say_uptake(by=cast.dara, coalition=cast.coalition, **given)
    return marked


def test_before_the_report_the_page_says_what_to_do(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    page = read(browser_of(cast.chan), cast)
    assert "taken up" not in page, "without a report nobody can know"
    assert "Chosen States France" in page
    assert "Asked in meetings" not in page, "contacts are off: it is not known whether France was asked"
    contact = Contact.objects.create(book=open_contacts(cast), iso3="FRA", place="geneva", function="Second secretary")
    assert "Not asked yet: France" in read(browser_of(cast.dara), cast)
    meeting = contact.meetings.create(day=today_there() + timedelta(days=3))
    meeting.asked.create(proposal=ask, answer="none")
    assert "Not asked yet: France" in read(browser_of(cast.dara), cast), "that meeting is still to come"
    contact.meetings.create(day=today_there()).asked.create(proposal=ask, answer="interested")
    page = read(browser_of(cast.dara), cast)
    assert "Not asked yet" not in page
    assert "France: interested" in page
    assert "not taken up" not in page
    [impact] = uptake_of(cast.coalition, compare=False).lines[0].impact_lines
    assert (impact.state.iso3, impact.proposed) == ("FRA", "")


def open_contacts(cast: Cast) -> ContactBook:
    """Contacts and meetings, turned on."""
    made: ContactBook = ContactBook.objects.create(coalition=cast.coalition, opened_on=today_there())
    return made


def test_a_report_of_another_session_is_told_and_the_coalition_taken_along(
    cast: Cast, ask: Proposal, browser_of: SignIn, tmp_path: Path
) -> None:
    earlier = choose(browser_of(cast.sophea), ("18.csv", write_export(tmp_path / "18.csv", [{}]).read_bytes()))
    the_worker_works()
    assert "this is an earlier review" in words_in(browser_of(cast.sophea).get(earlier))
    calendar = calendar_of(cast.coalition, today=today_there())
    own = Review.objects.create(iso3="KHM", session=44, cycle=4, status=Review.Status.UNSOURCED)
    change_coalition(
        by=cast.sophea, coalition=cast.coalition, name="Ours", review=own, languages=["en"], today=today_there()
    )
    sophea, dara = browser_of(cast.sophea), browser_of(cast.dara)
    assert "The record has another session" not in read(sophea, cast), "session 18 was long before"
    export = write_export(tmp_path / "46.csv", ROWS).read_bytes()
    address = choose(sophea, ("46.csv", export))
    the_worker_works()
    told = words_in(sophea.get(address))
    assert "This is session 46 of Cambodia" in told
    assert "Ours (Cambodia, cycle 4, session 44) Take session 46" in told
    for page in ("uptake", "adoption"):
        told = read(dara, cast, page)
        assert "The record has of Cambodia: sessions 18 and 46. This coalition is set to session 44." in told
        assert "ask a coordinator to take it" in told
    take = reverse("coalitions:take-review", kwargs={**cast.at_coalition, "session": 46})
    assert take in sophea.get(at(cast, "uptake")).content.decode()
    deadline = calendar.milestones.get(key="submission-deadline")
    assert deadline.title in words_in(sophea.get(take))
    assert dara.get(take).status_code == 403
    sophea.post(take)
    moved = calendar.milestones.get(key="submission-deadline")
    assert moved.day != deadline.day, "it was the published deadline of session 44"
    assert "Near in the report" in read(sophea, cast)
    assert "The record has another session" not in read(sophea, cast)


def test_after_the_review_the_first_page_leads_to_uptake_until_all_is_compared(cast: Cast, ask: Proposal) -> None:
    after = Situation(
        coalition=cast.coalition,
        phase=CoalitionPhase.AFTER_REVIEW,
        today=today_there(),
        may={"advocacy.see-uptake"},
        groups=(),
        organisations=0,
        people=0,
        agenda=coalition_agenda(cast.coalition, today=today_there()),
    )
    assert [each.text for each in advocate_next(after)] == ["See which recommendations were taken up"]
    confirming = replace(after, may={"advocacy.see-uptake", "advocacy.confirm-uptake"})
    assert [each.text for each in advocate_next(confirming)] == ["Compare 1 recommendation with the report"]
    say_untaken(by=cast.dara, coalition=cast.coalition, proposal=ask, today=today_there())
    assert not [*advocate_next(after), *advocate_next(confirming)]


def test_what_is_near_waits_for_a_person_who_confirms_it(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    dara = browser_of(cast.dara)
    page = read(dara, cast)
    assert "1 recommendation waits for you" in page
    assert NEAR in page
    assert FAR not in page
    [line] = uptake_of(cast.coalition).lines
    assert (line.taken, len(line.near), line.status) == ([], 1, "wait")
    dara.post(at(cast, "uptake-say", number=ask.pk), {"key": line.near[0].keys, "said": "full"})
    page = read(dara, cast)
    assert "1 of 1 recommendation was taken up. By: France, Germany." in page
    assert {(each.iso3, each.said) for each in Uptake.objects.all()} == {("FRA", "full"), ("DEU", "full")}
    assert [(each.state.iso3, each.proposed) for each in uptake_of(cast.coalition).lines[0].impact_lines] == [
        ("FRA", "1"),
        ("DEU", "0"),
    ]


def draft_report(*lines: str) -> bytes:
    """The draft of a report that comes out some days after the review, with a symbol of its own."""
    symbol = "A/HRC/WG.6/18/L.9"
    chapter = [Printed(line, 142.0) for line in lines]
    examined = Printed("7. The following recommendations will be examined by Cambodia:")
    first = [*COVER[:3], Printed(f"United Nations {symbol}", 57, 14)]
    return pdf([first, [Printed(symbol, 57, 9), *INTRODUCTION[1:], examined, *chapter, *END]])


def test_the_draft_report_is_compared_and_its_answers_are_still_to_come(
    cast: Cast, ask: Proposal, home: Path, tmp_path: Path
) -> None:
    cast.coalition.review = Review.objects.get(iso3="KHM", session=18)
    path = tmp_path / "draft.pdf"
    made = "7.1. Pay evicted families fair compensation for their land (France);"
    path.write_bytes(draft_report(made, "7.2. Ratify the convention on enforced disappearances (Peru)."))
    assert import_file(source="", path=path).added == 2
    refresh_index()
    [near] = uptake_of(cast.coalition).lines[0].near
    assert near.states == "France (A/HRC/WG.6/18/L.9, 7.1)"
    assert near.answer
    assert near.answer.label == "Pending"


def test_what_the_follow_up_says_of_it_is_beside_it(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    confirm(cast, ask, "FRA")
    key = Uptake.objects.get().ask_key
    ListedRecommendation.objects.create(coalition=cast.coalition, ask_key=key, text=NEAR)
    assert "not assessed yet" in read(browser_of(cast.dara), cast)


def test_any_recommendation_can_be_found_or_written_in(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    dara = browser_of(cast.dara)
    found = words_in(dara.get(at(cast, "uptake-ask", number=ask.pk), {"q": "disappearances"}))
    assert FAR in found
    assert NEAR not in found
    given = {"iso3": "CHL", "text": "Compensate the evicted", "number": "6.12", "said": "part"}
    assert dara.post(at(cast, "uptake-ask", number=ask.pk), given).status_code == 302
    assert "Chile 6.12" in read(dara, cast)
    dara.post(at(cast, "uptake-remove", number=Uptake.objects.get().pk))
    assert not Uptake.objects.exists()


def test_words_that_left_the_record_are_told(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    confirm(cast, ask, "FRA")
    Uptake.objects.update(ask_key="of-the-draft-report")
    assert "The record no longer has these words." in read(browser_of(cast.dara), cast)


def test_an_advance_question_is_noted_with_its_source(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    dara = browser_of(cast.dara)
    given = {"iso3": "FRA", "text": "How many were paid?", "source": "https://example.org/questions", "ask": ask.pk}
    assert dara.post(at(cast, "question"), {**given, "source": ""}).status_code == 422
    dara.post(at(cast, "question"), given)
    assert "France : How many were paid? https://example.org/questions" in read(dara, cast)
    dara.post(at(cast, "question-remove", number=AdvanceQuestion.objects.get().pk))
    assert not AdvanceQuestion.objects.exists()


def test_lessons_go_along_into_the_next_review(cast: Cast, browser_of: SignIn) -> None:
    browser_of(cast.sophea).post(at(cast, "lessons"), {"text": "Meet embassies earlier."})
    given = {"name": "Next", "languages": ["en"], "take": ["lessons"], "now": timezone.now()}
    new = start_next_coalition(by=cast.sophea, coalition=cast.coalition, **given)
    lessons = Lessons.objects.get(coalition=new)
    assert (lessons.text, lessons.before) == ("", "Meet embassies earlier.")


def test_impact_is_proposed_from_what_was_confirmed_and_set_by_a_person(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    assert proposed_impact(["part", "full"], is_carrier=True) == "1"
    assert proposed_impact(["part"], is_carrier=True) == "0.5"
    assert proposed_impact(["full"], is_carrier=False) == "0"
    assert proposed_impact([], is_carrier=True) == "0"
    browser_of(cast.dara).post(
        at(cast, "uptake-impact", number=ask.pk), {"impact-FRA": "0.5", "impact-DEU": "7", "impact-XXX": "1"}
    )
    assert [str(each) for each in LobbyingImpact.objects.all()] == ["FRA: 0.5"]


def test_a_member_reads_uptake_and_does_not_confirm_and_an_outsider_finds_nothing(
    cast: Cast, ask: Proposal, maly: object, browser_of: SignIn
) -> None:
    assert "Undo" not in read(browser_of(cast.chan), cast)
    assert browser_of(cast.vuthy).get(at(cast, "uptake")).status_code == 403
    assert browser_of(maly).get(at(cast, "uptake")).status_code == 404  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        say_uptake(by=cast.chan, coalition=cast.coalition, proposal=ask, keys=["x"], said="full", today=today_there())


def book_of(client: Client, cast: Cast) -> openpyxl.Workbook:
    answer = client.get(at(cast, "uptake-file", kind="xlsx"))
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def bring_back(client: Client, cast: Cast, book: openpyxl.Workbook | bytes) -> tuple[int, str, str]:
    """Status, page and plan of the preview."""
    out = io.BytesIO()
    if isinstance(book, bytes):
        out.write(book)
    else:
        book.save(out)
    out.seek(0)
    out.name = "uptake.xlsx"
    answer = client.post(at(cast, "workbook"), {"document": out})
    context = answer.context or {}
    return answer.status_code, words_in(answer), str(context.get("plan", ""))


def test_the_workbook_goes_out_and_comes_back_with_a_preview(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    confirm(cast, ask, "FRA")
    dara = browser_of(cast.dara)
    book = book_of(dara, cast)
    assert book.sheetnames == ["Land", "Labour", "About"]
    head, row = book["Land"].iter_rows(values_only=True)
    assert head[0] == "State"
    assert row == ("France", 1, TEXT, NEAR, "yes", "Supported", None, 1, None)
    status, page, _plan = bring_back(dara, cast, book)
    assert (status, "Nothing in this file is new" in page) == (200, True)

    book["Land"]["G2"] = 0.5
    book["Land"].append(["Norway", 1, "", "Compensate the evicted", "in part", "", "0,5"])
    book["Land"].append(["Norwegia", 1, "", "", "", "", 1])
    book["Land"].append(["Chile", 9, "", "", "", "", 1])
    book["Land"].append(["Chile", 1, "", "", "", "", 2])
    status, page, plan = bring_back(dara, cast, book)
    assert status == 200
    assert "not set → 0.5" in page
    assert "Land, row 4:" in page
    assert "“9” is no recommendation of this group." in page
    assert "“2” is no lobbying impact. Write 0, 0.5 or 1." in page
    assert not LobbyingImpact.objects.exists()
    dara.post(at(cast, "workbook-take"), {"plan": plan})
    assert [str(each) for each in LobbyingImpact.objects.all()] == ["FRA: 0.5", "NOR: 0.5"]
    assert Uptake.objects.get(iso3="NOR").said == "part"
    # Sent twice, it is shown again: what it would change has changed.
    assert dara.post(at(cast, "workbook-take"), {"plan": plan}).status_code == 409


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "This file is empty."),
        (b"State,Lobbying impact\n", "not a spreadsheet"),
        (b"PK\x03\x04 cut off", "Download or copy it again"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_changes_nothing(
    cast: Cast, ask: Proposal, browser_of: SignIn, data: bytes, told: str
) -> None:
    status, page, _plan = bring_back(browser_of(cast.dara), cast, data)
    assert status == 422
    assert told in page


def test_a_workbook_of_something_else_is_refused(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Amount"])
    status, page, _plan = bring_back(browser_of(cast.dara), cast, book)
    assert status == 422
    assert "No sheet of this workbook is a thematic group's" in page
    assert not LobbyingImpact.objects.exists()


def test_a_plan_that_somebody_made_up_changes_nothing(cast: Cast, browser_of: SignIn) -> None:
    answer = browser_of(cast.dara).post(at(cast, "workbook-take"), {"plan": "made-up"}, follow=True)
    assert "Choose the file again; nothing was changed." in words_in(answer)


def test_names_of_sheets_are_what_excel_takes() -> None:
    long = "Land, natural resources and housing rights"
    assert list(sheet_names(["A/B: c?", "About", long, long + " 2"]).values()) == [
        "A B c",
        "About 2",
        "Land, natural resources and hou",
        "Land, natural resources and 2",
    ]


def test_before_the_review_the_pages_say_when_it_is_and_what_to_prepare(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    today, dara = today_there(), browser_of(cast.dara)
    given = {"key": "review", "source": "HRC", "today": today}
    day = today + timedelta(days=40)
    enter_published_date(by=cast.sophea, coalition=cast.coalition, when=WhenGiven(day), **given)
    page = read(dara, cast)
    assert f"The review: {day:%-d %B %Y}" in page
    assert "Until then, prepare:" in page
    assert "0 of 1 recommendation" not in page
    assert "Until then, prepare:" in read(dara, cast, "adoption")
    day = today - timedelta(days=1)
    enter_published_date(by=cast.sophea, coalition=cast.coalition, when=WhenGiven(day), **given)
    assert "recommendation was taken up" not in read(dara, cast)
    assert "Import the report of the review" in read(dara, cast, "adoption")
