"""What would be lost is read and confirmed first, and so is what somebody else wrote."""

from datetime import date

import pytest

from openupr.accounts.actions import NotPermitted
from openupr.accounts.models import AuditLine
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.web.tests.reading import version_shown
from openupr.workshops.box import open_its_box
from openupr.workshops.models import Session, SessionNote, Workshop
from openupr.workshops.rules.refusals import AsksFirst, HeldByMore
from openupr.workshops.sessions import remove_session
from openupr.workshops.tests.test_agenda import called
from openupr.workshops.tests.test_pages import PLANNED, at
from openupr.workshops.workshops import delete_workshop, plan_workshop
from openupr.workshops.write_up import note_achievement, note_session


def test_a_session_with_notes_is_taken_out_only_after_its_page_said_what_goes(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    session = called(two_days, 2)
    note_session(by=cast.bopha, session=session, text="Two offices told what had changed")
    browser, move = browser_of(cast.bopha), at(cast, f"{two_days.pk}/sessions/{session.pk}/move/")
    asked = browser.post(move, {"do": "remove", "shift": "on"})
    assert asked.status_code == 409
    page = asked.content.decode()
    for told in ("What was written about it", "perhaps it was held", 'name="shift" value="on"', 'name="sure"'):
        assert told in page
    assert SessionNote.objects.get().session == session
    with pytest.raises(AsksFirst):
        remove_session(by=cast.bopha, session=session)
    assert browser.post(move, {"do": "remove", "shift": "on", "sure": "yes"}).status_code == 302
    assert not Session.objects.filter(pk=session.pk).exists()


def test_of_two_who_note_a_session_at_once_the_second_sees_both(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    session = called(two_days, 2)
    address = at(cast, f"{two_days.pk}/sessions/{session.pk}/notes/")
    browser = browser_of(cast.bopha)
    seen = version_shown(browser.get(address).content.decode())
    browser.post(address, {"text": "First notes", "page_version": seen})
    answer = browser.post(address, {"text": "Second notes", "page_version": seen})
    page = answer.content.decode()
    assert (answer.status_code, "First notes" in page, "Second notes" in page) == (409, True, True)
    assert SessionNote.objects.get().text == "First notes"
    browser.post(address, {"text": "First notes, second notes", "page_version": version_shown(page)})
    assert SessionNote.objects.get().text == "First notes, second notes"


def test_of_two_who_change_a_session_at_once_the_second_sees_what_differs(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    session = called(two_days, 2)
    address = at(cast, f"{two_days.pk}/sessions/{session.pk}/")
    browser = browser_of(cast.sophea)
    seen = version_shown(browser.get(address).content.decode())
    both = {
        "title": session.title,
        "kind": "session",
        "numbered": "on",
        "objective": session.objective,
        "page_version": seen,
    }
    browser.post(address, both | {"facilitators": "The Centre"})
    answer = browser.post(address, both | {"speakers": "Dara"})
    page = answer.content.decode()
    assert answer.status_code == 409
    theirs = page.split("Compare, then save again")[1].split("<label")[0]
    assert "The Centre" in theirs
    assert "Title" not in theirs
    assert [str(each) for each in session.roles.all()] == ["facilitator: The Centre"]
    both["page_version"] = version_shown(page, "What is printed")
    browser.post(address, both | {"facilitators": "The Centre", "speakers": "Dara"})
    assert [str(each) for each in session.roles.all()] == ["facilitator: The Centre", "speaker: Dara"]


def test_of_two_who_change_what_a_workshop_is_the_second_sees_what_differs(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    address = at(cast, f"{two_days.pk}/change/")
    browser = browser_of(cast.sophea)
    both = PLANNED | {"second_language": "en", "third_language": "", "title": two_days.title}
    both |= {"page_version": version_shown(browser.get(address).content.decode())}
    browser.post(address, both | {"place": "The river hall", "organisations": [str(cast.forest.pk)]})
    answer = browser.post(address, both | {"place": "The hill hall"})
    page = answer.content.decode()
    assert answer.status_code == 409
    theirs = page.split("Compare, then save again")[1].split("<label")[0]
    assert "The river hall" in theirs
    assert str(cast.forest) in theirs
    assert "Title" not in theirs
    assert Workshop.objects.get().place == "The river hall"
    assert 'value="The hill hall"' in page
    sent = both | {"place": "The hill hall", "page_version": version_shown(page)}
    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent).status_code == 302, "who saves the same twice has nothing to join"
    assert Workshop.objects.get().place == "The hill hall"


def test_an_agenda_of_two_days_is_not_laid_into_one_unasked(cast: Cast, browser_of: SignIn) -> None:
    answer = browser_of(cast.sophea).post(at(cast, "plan/"), PLANNED | {"days": "1", "agenda": "submission-two-days"})
    assert "This agenda has 2 days. Write so many, or choose another agenda." in answer.content.decode()
    assert not Workshop.objects.exists()


def test_a_workshop_planned_by_mistake_is_deleted_by_a_coordinator_who_read_what_goes(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    first = plan_workshop(
        by=cast.sophea, coalition=cast.coalition, kind="submission", title="0", first_day=date(2018, 1, 1), days=1
    )
    last = plan_workshop(
        by=cast.sophea,
        coalition=cast.coalition,
        kind="follow-up",
        title="Last",
        follows=two_days,
        first_day=date(2018, 5, 1),
        days=1,
    )
    Workshop.objects.filter(pk=two_days.pk).update(follows=first)
    browser, address = browser_of(cast.sophea), at(cast, f"{two_days.pk}/delete/")
    assert address in browser.get(at(cast, f"{two_days.pk}/change/")).content.decode()
    assert address not in browser_of(cast.bopha).get(at(cast, f"{two_days.pk}/change/")).content.decode()
    page = browser.get(address).content.decode()
    assert ("2 days" in page, "20 sessions of its agenda" in page) == (True, True)
    with pytest.raises(NotPermitted):
        delete_workshop(by=cast.bopha, workshop=two_days)
    assert browser.post(address).headers["Location"] == at(cast)
    last.refresh_from_db()
    assert (last.follows, Workshop.objects.count()) == (first, 2)
    assert AuditLine.objects.filter(what__startswith="workshops.delete").count() == 1


def test_a_workshop_on_which_more_hangs_than_its_agenda_stays(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    note_achievement(by=cast.bopha, workshop=two_days, text="Eight groups began")
    open_its_box(by=cast.sophea, workshop=two_days, today=date(2018, 3, 12))
    page = browser_of(cast.sophea).post(at(cast, f"{two_days.pk}/delete/")).content.decode()
    assert ("It has a box" in page, "It is written up" in page, ">Delete the workshop</button>" in page) == (
        True,
        True,
        False,
    )
    with pytest.raises(HeldByMore):
        delete_workshop(by=cast.sophea, workshop=two_days)


def test_a_workshop_saved_unchanged_is_no_line_of_the_audit_log(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    browser, address = browser_of(cast.sophea), at(cast, f"{two_days.pk}/change/")
    opened = {each.html_name: each.value() for each in browser.get(address).context["form"]}
    sent = {name: value for name, value in opened.items() if value not in (None, "")}
    lines = AuditLine.objects.count()
    assert browser.post(address, sent).status_code == 302
    assert AuditLine.objects.count() == lines
    browser.post(address, {**sent, "title": "Another", "seen": ""})
    assert AuditLine.objects.count() == lines + 1
