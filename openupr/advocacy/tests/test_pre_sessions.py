"""A coalition prepares a pre-session, notes who came, and owes diplomats no answer."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from openupr.accounts.actions import NotPermitted
from openupr.accounts.models import Person
from openupr.advocacy.forgetting import forget_in_advocacy
from openupr.advocacy.models import (
    Carrier,
    ChecklistItem,
    Contact,
    ContactBook,
    DiplomatQuestion,
    InvitedState,
    Speaker,
)
from openupr.advocacy.pre_sessions import invite_carriers, start_checklist, usual_items
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.for_me import waiting_for
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.timeline import coalition_agenda
from openupr.proposals.models import Proposal
from openupr.web.clock import now_in
from openupr.web.tests.reading import as_read
from openupr.workshops.losses import holds_on_to
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import move_day

from .examples import a_pre_session, proposal


@pytest.fixture
def workshop(cast: Cast) -> Workshop:
    calendar_of(cast.coalition, today=today_there())
    return a_pre_session(cast)


def at(cast: Cast, workshop: Workshop, page: str = "pre-session", **more: object) -> str:
    return reverse(f"advocacy:{page}", kwargs={**cast.at_coalition, "number": workshop.pk, **more})


def dates(cast: Cast) -> dict[str, date]:
    """What the coalition's timeline shows of its pre-sessions."""
    found = coalition_agenda(cast.coalition, today=today_there())
    return {line.title: line.entry.window.first for line in found.lines if line.entry.link and line.entry.window}


def waiting(cast: Cast, person: Person) -> list[tuple[str, str]]:
    """What waits for somebody, as "For me" has it."""
    now = now_in("Asia/Phnom_Penh")
    return [(each.kind.key, each.title) for each in waiting_for(person, coalitions_of(person), now=now)]


@pytest.mark.parametrize("kind", [Workshop.Kind.PRE_SESSION, Workshop.Kind.GENEVA])
def test_the_usual_checklist_counts_back_from_the_first_day(cast: Cast, workshop: Workshop, kind: str) -> None:
    workshop.kind = kind
    items = start_checklist(by=cast.sophea, workshop=workshop)
    assert [(each.text, each.days_before) for each in items] == list(usual_items(kind))
    first = workshop.days.first()
    assert first
    assert all(each.due == first.date - timedelta(days=each.days_before) for each in items)
    assert start_checklist(by=cast.sophea, workshop=workshop) == []


def test_a_member_ticks_an_item_that_the_timeline_shows_too(cast: Cast, workshop: Workshop, browser_of: SignIn) -> None:
    item = ChecklistItem.objects.get()
    chan, address = browser_of(cast.chan), at(cast, workshop, "pre-session-tick", what="checklist", row=item.pk)
    assert dates(cast)["Pre-session: Book the room"] == item.due
    assert ("pre-session", "Book the room") in waiting(cast, cast.sophea)
    assert chan.post(address, {"done": "yes"}).status_code == 302
    assert "Pre-session: Book the room" not in dates(cast)
    assert ("pre-session", "Book the room") not in waiting(cast, cast.sophea)
    chan.post(address, {"done": "no"})
    assert ChecklistItem.objects.get().done_on is None


def test_what_is_not_done_follows_when_the_first_day_moves(cast: Cast, workshop: Workshop) -> None:
    item, day = ChecklistItem.objects.get(), workshop.days.first()
    assert day
    move_day(by=cast.sophea, day=day, to=day.date - timedelta(days=5), today=today_there())
    item.refresh_from_db()
    assert item.due == day.date - timedelta(days=10)
    assert dates(cast)["Pre-session: Book the room"] == item.due


def test_states_that_carry_a_recommendation_are_invited_and_noted_by_function(
    cast: Cast, workshop: Workshop, browser_of: SignIn
) -> None:
    asked: Proposal = proposal(cast)
    Carrier.objects.create(proposal=asked, iso3="FRA")
    dara = browser_of(cast.dara)
    dara.post(at(cast, workshop, "pre-session-do"), {"do": "invite"})
    invited = InvitedState.objects.get(iso3="FRA")
    change = at(cast, workshop, "pre-session-change", what="invited", row=invited.pk)
    dara.post(change, {"iso3": "FRA", "answer": "came", "function": "first secretary"})
    page = as_read(dara.get(at(cast, workshop)).content.decode())
    assert "1 of 2 came." in page
    assert "first secretary" in page
    assert invite_carriers(by=cast.dara, workshop=workshop) == []
    file = dara.get(at(cast, workshop, "pre-session-file", what="invited", kind="json")).json()
    france = {"state": "France", "iso3": "FRA", "answer": "came", "function": "first secretary"}
    assert file["invited"][0] == france


def test_a_member_does_not_read_which_states_came_or_asked(cast: Cast, workshop: Workshop, browser_of: SignIn) -> None:
    DiplomatQuestion.objects.update(iso3="NOR")
    dara, chan = browser_of(cast.dara), browser_of(cast.chan)
    assert "Asked by Norway" in as_read(dara.get(at(cast, workshop)).content.decode())
    page = as_read(chan.get(at(cast, workshop)).content.decode())
    assert "How many?" in page
    assert "Norway" not in page
    assert "second secretary" not in page
    assert chan.get(at(cast, workshop, "pre-session-file", what="invited", kind="csv")).status_code == 404
    questions = chan.get(at(cast, workshop, "pre-session-file", what="questions", kind="json")).json()
    assert [each["asked_by"] for each in questions["questions"]] == [""]


def test_what_was_noted_at_a_pre_session_is_with_the_contacts_and_goes_with_them(
    cast: Cast, workshop: Workshop, browser_of: SignIn
) -> None:
    DiplomatQuestion.objects.update(iso3="NOR")
    book = ContactBook.objects.create(coalition=cast.coalition, opened_on=today_there())
    dara, contacts = browser_of(cast.dara), reverse("advocacy:contacts", kwargs=cast.at_coalition)
    assert "They asked: How many?" in as_read(dara.get(contacts).content.decode())
    add = dara.get(reverse("advocacy:contact-add", kwargs=cast.at_coalition) + "?state=NOR")
    assert add.context["form"].initial["function"] == "second secretary"
    contact = Contact.objects.create(book=book, iso3="NOR", place="embassy", function="political officer")
    assert "They asked: How many?" in as_read(dara.get(contacts).content.decode())
    assert "Contact, not met yet" in as_read(dara.get(at(cast, workshop)).content.decode())
    note = reverse("advocacy:note", kwargs={**cast.at_coalition, "iso3": "NOR"})
    assert "They asked: How many?" in as_read(dara.get(note).content.decode())
    remove = reverse("advocacy:contact-remove", kwargs={**cast.at_coalition, "number": contact.pk})
    assert "Who came from Norway to pre-sessions" in as_read(dara.post(remove).content.decode())
    dara.post(remove, {"sure": "yes"})
    assert (InvitedState.objects.get().function, DiplomatQuestion.objects.get().iso3) == ("", "")


def test_an_organisation_is_chosen_to_speak_on_a_theme(cast: Cast, workshop: Workshop, browser_of: SignIn) -> None:
    dara, add = browser_of(cast.dara), at(cast, workshop, "pre-session-add", what="speakers")
    assert dara.post(add, {"organisation": cast.forest.pk, "theme": ""}).status_code == 422
    dara.post(add, {"organisation": cast.forest.pk, "theme": "Evictions", "minutes": "7"})
    assert str(Speaker.objects.last()) == f"{cast.forest}: Evictions"
    assert "7 minutes" in as_read(dara.get(at(cast, workshop)).content.decode())


def test_an_answer_owed_has_an_owner_and_a_day_and_the_calendar_says_nothing_of_it(
    cast: Cast, workshop: Workshop, browser_of: SignIn
) -> None:
    dara, today = browser_of(cast.dara), today_there()
    asked = {"text": "Who was evicted?", "iso3": "NOR", "owner": cast.chan.pk, "due": today.isoformat()}
    dara.post(at(cast, workshop, "pre-session-add", what="questions"), asked)
    question = DiplomatQuestion.objects.get(iso3="NOR")
    assert "Answer owed after the pre-session" in dates(cast)
    assert waiting(cast, cast.chan) == [("diplomat", "")]
    answer = {"answer": "Forty families.", "done": "on"}
    browser_of(cast.chan).post(at(cast, workshop, "pre-session-answer", row=question.pk), answer)
    page = as_read(dara.get(at(cast, workshop)).content.decode())
    assert "Forty families." in page
    assert waiting(cast, cast.chan) == []
    change = at(cast, workshop, "pre-session-change", what="questions", row=question.pk)
    dara.post(change, {"do": "drop"})
    assert not DiplomatQuestion.objects.filter(pk=question.pk).exists()


def test_a_pre_session_with_a_checklist_is_not_deleted_by_mistake(workshop: Workshop) -> None:
    assert holds_on_to(workshop) == ["It has a checklist, speakers, invited States or questions. Remove them."]


def test_who_only_looks_on_sees_nothing_of_it_and_a_member_arranges_nothing(
    cast: Cast, workshop: Workshop, maly: object, browser_of: SignIn
) -> None:
    assert browser_of(cast.vuthy).get(at(cast, workshop)).status_code == 403
    assert browser_of(maly).get(at(cast, workshop)).status_code == 404  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        start_checklist(by=cast.chan, workshop=workshop)


def test_the_list_and_the_agenda_lead_to_it(cast: Cast, workshop: Workshop, browser_of: SignIn) -> None:
    dara = browser_of(cast.dara)
    listed = as_read(dara.get(reverse("advocacy:pre-sessions", kwargs=cast.at_coalition)).content.decode())
    assert "0 of 1 done" in listed
    agenda = dara.get(reverse("workshops:workshop", kwargs={**cast.at_coalition, "workshop": workshop.pk}))
    assert at(cast, workshop) in agenda.content.decode()
    plan = browser_of(cast.sophea).get(reverse("workshops:plan", kwargs=cast.at_coalition) + "?kind=pre-session")
    assert plan.context["form"].initial["agenda"] == "in-country-pre-session"


def test_forgetting_takes_owners_away(cast: Cast, workshop: Workshop) -> None:
    ChecklistItem.objects.update(owner=cast.chan)
    forget_in_advocacy(cast.coalition.key, today_there())  # type: ignore[arg-type]
    assert ChecklistItem.objects.get().owner is None
