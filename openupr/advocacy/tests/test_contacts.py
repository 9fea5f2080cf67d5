"""A coalition notes whom it met at missions and what was answered; nobody else sees it, and it ends."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.audit_log import forget_authorship
from openupr.accounts.models import AuditLine, Person
from openupr.advocacy.contact_book import delete_overdue_contacts, diplomats_until, keep_wiped, keeping, open_book
from openupr.advocacy.contacts import answers_to, open_steps, who_speaks
from openupr.advocacy.forgetting import NAMES
from openupr.advocacy.models import (
    AskedInMeeting,
    Carrier,
    Contact,
    ContactBook,
    DiplomatQuestion,
    InvitedState,
    Meeting,
    StateNote,
    WipedBook,
)
from openupr.advocacy.private_notes import write_note
from openupr.advocacy.rules import deletion_day
from openupr.advocacy.tasks import begin_deleting_contacts
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.clock import deletions_waiting
from openupr.coalitions.dates import WhenGiven, enter_published_date
from openupr.coalitions.for_me import owed_in, waiting_for
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast, another_coalition
from openupr.coalitions.tests.examples.clock import today_there
from openupr.timeline.models import Milestone
from openupr.web.tests.reading import as_read

from .examples import a_pre_session, proposal
from .examples import meeting as a_meeting

SAID = "They will write to capital."


@pytest.fixture
def met(cast: Cast) -> Meeting:
    """A meeting with the political officer at Norway's embassy."""
    return a_meeting(cast)


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(f"advocacy:{page}", kwargs={**cast.at_coalition, **parts})


def text_of(browser: Client, address: str) -> str:
    return as_read(browser.get(address).content.decode())


def saved(met: Meeting, **given: object) -> dict[str, object]:
    """What the form of a meeting sends."""
    return {"day": met.day.isoformat(), "said": met.said, "next_step": "", "owner": "", "next_due": "", **given}


def test_it_is_off_until_a_coordinator_turns_it_on(cast: Cast, browser_of: SignIn) -> None:
    sophea, dara = browser_of(cast.sophea), browser_of(cast.dara)
    assert "A coordinator can turn it on." in text_of(dara, at(cast, "contacts"))
    assert dara.get(at(cast, "meeting-log")).status_code == 404
    assert dara.post(at(cast, "contacts-on")).status_code == 403
    sophea.post(at(cast, "contacts-on"))
    assert "No contact yet" in text_of(dara, at(cast, "contacts"))


def test_two_fields_and_a_button_log_a_meeting(cast: Cast, browser_of: SignIn) -> None:
    open_book(by=cast.sophea, coalition=cast.coalition, today=today_there())
    nary = browser_of(cast.nary)
    contact = {"iso3": "NOR", "place": "geneva", "function": "Human rights adviser"}
    address = nary.post(at(cast, "contact-add"), contact).headers["Location"]
    page = nary.get(address).content.decode()
    form = page[page.index("<form") :]
    assert form.count("<select") + form.count("<textarea") == 2
    for name in ("Ms Rasmussen, adviser", "rasmussen@example.org"):
        answer = nary.post(at(cast, "contact-add"), {**contact, "function": name})
        assert answer.status_code == 422
        assert "name or e-mail address. Write a function" in as_read(answer.content.decode())
    nary.post(address, {"contact": Contact.objects.get().pk, "said": SAID})
    confirmed = {**contact, "function": "Office of H.E. Minister", "as_written": "on"}
    assert nary.post(at(cast, "contact-add"), confirmed).status_code == 302
    assert (Meeting.objects.get().said, Meeting.objects.get().day) == (SAID, today_there())
    assert SAID in text_of(nary, at(cast, "contacts"))


def test_the_place_of_a_contact_is_proposed_from_the_list_of_embassies(
    cast: Cast, met: Meeting, browser_of: SignIn
) -> None:
    cast.coalition.presences.create(iso3="FRA", kind="geneva", source="A call", noted_on=today_there())
    dara = browser_of(cast.dara)
    assert f"{at(cast, 'contact-add')}?state=FRA" in dara.get(at(cast, "presence")).content.decode()
    form = dara.get(at(cast, "contact-add") + "?state=FRA").context["form"]
    assert (form["iso3"].value(), form["place"].value()) == ("FRA", "geneva")


def test_where_an_embassy_is_stands_in_one_list(cast: Cast, met: Meeting, browser_of: SignIn) -> None:
    met.contact.place = "embassy"
    met.contact.save()
    dara = browser_of(cast.dara)
    assert "embassy unknown" in text_of(dara, at(cast, "contacts"))
    cast.coalition.presences.create(iso3="NOR", kind="accredited", source="A call", noted_on=today_there())
    page = text_of(dara, at(cast, "contacts"))
    assert "accredited from elsewhere" in page
    assert "embassy unknown" not in page


def test_the_answer_to_each_ask_and_the_next_step_are_saved_with_owner_and_day(
    cast: Cast, met: Meeting, browser_of: SignIn
) -> None:
    ask = proposal(cast)
    Carrier.objects.create(proposal=ask, iso3="NOR")
    day = today_there() - timedelta(days=2)
    given = {"next_step": "Send the figures", "owner": cast.dara.pk, "next_due": day.isoformat()}
    dara = browser_of(cast.dara)
    assert [each.name for each in dara.get(at(cast, "meeting", number=met.pk)).context["form"].first_asks] == [
        f"ask-{ask.pk}"
    ]
    dara.post(at(cast, "meeting", number=met.pk), saved(met, **{**given, f"ask-{ask.pk}": "capital"}))
    assert answers_to(cast.coalition, until=date.max)[ask.pk, "NOR"].answer == AskedInMeeting.Answer.CAPITAL
    assert [each.owner for each in open_steps(cast.coalition)] == [cast.dara]
    page = text_of(dara, at(cast, "contacts"))
    assert "1 sent to capital" in page
    assert "Send the figures" in page
    assert "overdue" in page
    dara.post(at(cast, "meeting", number=met.pk), saved(met, **{**given, f"ask-{ask.pk}": "", "is_done": "on"}))
    assert not AskedInMeeting.objects.exists()
    assert open_steps(cast.coalition) == []


def test_who_speaks_for_others_sees_it_and_other_members_and_observers_do_not(
    cast: Cast, met: Meeting, browser_of: SignIn, maly: object
) -> None:
    assert who_speaks(cast.coalition) == [cast.dara, cast.nary, cast.sophea]
    pages = (at(cast, "contacts"), at(cast, "meeting", number=met.pk), at(cast, "note", iso3="NOR"))
    for somebody in who_speaks(cast.coalition):
        assert all(SAID in browser_of(somebody).get(page).content.decode() for page in pages)
    for somebody in (cast.chan, cast.bopha, cast.vuthy):
        assert {browser_of(somebody).get(page).status_code for page in pages} == {403}
    assert {browser_of(maly).get(page).status_code for page in pages} == {404}  # type: ignore[arg-type]


def test_a_meeting_is_in_no_calendar_unless_chosen_and_then_as_an_appointment(
    cast: Cast, met: Meeting, browser_of: SignIn
) -> None:
    dara, address = browser_of(cast.dara), at(cast, "meeting", number=met.pk)
    dara.post(address, saved(met))
    assert not Milestone.objects.filter(key=met.appointment).exists()
    dara.post(address, saved(met, in_timeline="on"))
    there = Milestone.objects.get(key=met.appointment)
    assert (there.title, there.day, there.person, there.whose) == ("Appointment", met.day, None, "")
    assert dara.get(address).context["form"]["in_timeline"].value()
    dara.post(address, saved(met))
    assert not Milestone.objects.filter(key=met.appointment).exists()


def test_the_audit_log_does_not_say_who_met_whom(cast: Cast, met: Meeting, browser_of: SignIn) -> None:
    before = AuditLine.objects.count()
    dara = browser_of(cast.dara)
    dara.post(at(cast, "meeting-log"), {"contact": met.contact_id, "said": SAID})
    dara.post(at(cast, "meeting", number=met.pk), saved(met))
    assert AuditLine.objects.count() == before


def test_the_private_note_holds_meetings_promises_and_own_text_and_is_marked(
    cast: Cast, met: Meeting, browser_of: SignIn
) -> None:
    Meeting.objects.update(next_step="Send the figures", owner=cast.sophea)
    text = {"not_to_say": "Which families told us.", "listen_for": "The wording they use."}
    dara = browser_of(cast.dara)
    dara.post(at(cast, "note-write", iso3="NOR"), text)
    page = text_of(dara, at(cast, "note", iso3="NOR"))
    for told in (*text.values(), SAID, "We: Send the figures", "Do not hand it over", "Political officer"):
        assert told in page
    file = dara.get(at(cast, "note-file", iso3="NOR", kind="docx"))
    assert file.content.startswith(b"PK")
    assert 'filename="note-NOR.docx"' in file.headers["Content-Disposition"]


def test_one_contact_is_removed_with_its_meetings_once_that_was_asked(
    cast: Cast, met: Meeting, browser_of: SignIn
) -> None:
    dara = browser_of(cast.dara)
    for name, number in (("meeting-remove", met.pk), ("contact-remove", met.contact_id)):
        assert dara.post(at(cast, name, number=number)).status_code == 409
    dara.post(at(cast, "meeting-remove", number=met.pk), {"sure": "yes"})
    assert not Meeting.objects.exists()
    dara.post(at(cast, "contact-remove", number=met.contact_id), {"sure": "yes"})
    assert not Contact.objects.exists()


def test_all_goes_30_days_after_the_adoption_and_its_estimate_counts_by_its_last_day() -> None:
    opened, adoption = date(2026, 5, 1), date(2027, 3, 31)
    assert deletion_day(adoption=adoption, opened_on=opened, keep_until=None) == date(2027, 4, 30)
    assert deletion_day(adoption=adoption, opened_on=opened, keep_until=date(2027, 9, 1)) == date(2027, 9, 1)
    assert deletion_day(adoption=adoption, opened_on=opened, keep_until=date(2027, 4, 1)) == date(2027, 4, 30)
    assert deletion_day(adoption=adoption, opened_on=date(2027, 6, 1), keep_until=None) == date(2027, 7, 1)
    assert deletion_day(adoption=None, opened_on=opened, keep_until=None) == date(2028, 4, 30)


def test_the_page_says_when_and_a_published_date_takes_the_place_of_the_estimate(
    cast: Cast, met: Meeting, browser_of: SignIn
) -> None:
    sophea, today = browser_of(cast.sophea), today_there()
    assert "by the last day of its estimate" in text_of(sophea, at(cast, "contacts"))
    calendar_of(cast.coalition, today=today)
    given = {"key": "adoption", "when": WhenGiven(today - timedelta(days=20)), "source": "HRC", "today": today}
    enter_published_date(by=cast.sophea, coalition=cast.coalition, **given)
    ContactBook.objects.update(opened_on=today - timedelta(days=90))
    page = text_of(sophea, at(cast, "contacts"))
    assert "That is 30 days after the Council adopts the outcome." in page
    assert "All of this is deleted on" in page
    assert keeping(ContactBook.objects.get(), today=today).day == today + timedelta(days=10)
    assert delete_overdue_contacts(coalition=cast.coalition, today=today + timedelta(days=9)) is False
    assert delete_overdue_contacts(coalition=cast.coalition, today=today + timedelta(days=10)) is True
    assert "Contacts and meetings are off" in text_of(sophea, at(cast, "contacts"))


@pytest.fixture
def overdue(cast: Cast, met: Meeting) -> Meeting:
    """Contacts whose day was yesterday."""
    today = today_there()
    calendar_of(cast.coalition, today=today)
    Milestone.objects.filter(key="adoption").update(
        day=today - timedelta(days=31), until=None, status="published", source="HRC"
    )
    ContactBook.objects.update(opened_on=today - timedelta(days=90))
    return met


def test_a_coordinator_keeps_it_longer_for_at_most_a_year(cast: Cast, met: Meeting, browser_of: SignIn) -> None:
    sophea, today = browser_of(cast.sophea), today_there()
    for days in (400, -1):
        refused = sophea.post(at(cast, "contacts-keep"), {"until": (today + timedelta(days=days)).isoformat()})
        assert "Choose a day between today and" in as_read(refused.content.decode())
    assert ContactBook.objects.get().keep_until is None
    until = today + timedelta(days=300)
    sophea.post(at(cast, "contacts-keep"), {"until": until.isoformat()})
    Milestone.objects.all().delete()
    assert ContactBook.objects.get().keep_until == until


def test_the_worker_and_the_servers_start_delete_what_is_overdue(cast: Cast, overdue: Meeting) -> None:
    begin_deleting_contacts(now=timezone.now())
    assert not ContactBook.objects.exists()
    assert not Meeting.objects.exists()


def test_the_page_itself_deletes_what_is_overdue_before_it_shows_anything(
    cast: Cast, overdue: Meeting, browser_of: SignIn
) -> None:
    assert browser_of(cast.sophea).get(at(cast, "meeting", number=overdue.pk)).status_code == 404
    assert not Meeting.objects.exists()


def test_who_came_to_pre_sessions_and_what_diplomats_asked_go_with_contacts(cast: Cast, overdue: Meeting) -> None:
    workshop = a_pre_session(cast)
    begin_deleting_contacts(now=timezone.now())
    assert not InvitedState.objects.exists()
    assert not DiplomatQuestion.objects.exists()
    assert workshop.checklistitems.exists()
    assert workshop.speakers.exists()


def test_where_contacts_are_off_they_go_30_days_after_the_adoption_too(cast: Cast) -> None:
    a_pre_session(cast)
    until = diplomats_until(cast.coalition)
    assert until is not None
    assert not delete_overdue_contacts(coalition=cast.coalition, today=until - timedelta(days=1))
    assert InvitedState.objects.exists()
    Coalition.objects.update(clock_seen=until)
    cast.coalition.refresh_from_db()
    assert delete_overdue_contacts(coalition=cast.coalition, today=until)
    assert not InvitedState.objects.exists()
    assert diplomats_until(cast.coalition) is None


def test_while_the_clock_is_in_doubt_it_waits_and_a_coordinator_reads_so(cast: Cast, overdue: Meeting) -> None:
    cast.coalition.clock_seen = today_there() - timedelta(days=400)
    cast.coalition.save()
    assert delete_overdue_contacts(coalition=cast.coalition, today=today_there()) is False
    assert deletions_waiting(cast.coalition, today=today_there()) == [
        "All contacts at missions, meetings and private notes."
    ]


def test_a_button_deletes_all_of_it_now_and_turns_it_off(cast: Cast, met: Meeting, browser_of: SignIn) -> None:
    book = ContactBook.objects.get()
    write_note(by=cast.dara, coalition=cast.coalition, book=book, iso3="NOR", not_to_say="x", listen_for="y")
    browser_of(cast.dara).post(at(cast, "meeting", number=met.pk), saved(met, in_timeline="on"))
    sophea = browser_of(cast.sophea)
    assert browser_of(cast.dara).post(at(cast, "contacts-wipe"), {"sure": "yes"}).status_code == 403
    assert sophea.post(at(cast, "contacts-wipe")).status_code == 409
    assert Meeting.objects.exists()
    sophea.post(at(cast, "contacts-wipe"), {"sure": "yes"})
    for model in (ContactBook, Contact, Meeting, StateNote):
        assert not model._default_manager.exists()
    assert not Milestone.objects.filter(title="Appointment").exists()
    assert WipedBook.objects.get().key == book.key


def test_what_was_deleted_is_not_back_with_an_older_backup_and_what_began_since_stays(
    cast: Cast, met: Meeting, browser_of: SignIn
) -> None:
    old = ContactBook.objects.get().key
    sophea = browser_of(cast.sophea)
    sophea.post(at(cast, "contacts-wipe"), {"sure": "yes"})
    withdraw = keep_wiped()
    # The older backup: the deletion is not in it, the contacts are.
    WipedBook.objects.all().delete()
    a_meeting(cast)
    ContactBook.objects.update(key=old)
    withdraw()
    assert not Meeting.objects.exists()
    assert WipedBook.objects.get().key == old
    a_meeting(cast)
    keep_wiped()()
    assert Meeting.objects.exists()


def test_a_next_step_waits_for_its_owner_alone_without_saying_with_whom(
    cast: Cast, met: Meeting, browser_of: SignIn
) -> None:
    Meeting.objects.update(next_step="Send the figures", owner=cast.nary)
    [item] = waiting_for(cast.nary, [cast.coalition], now=timezone.now())
    assert (item.what, item.title, item.about) == ("Do a promised next step", "", "")
    assert item.address == at(cast, "meeting", number=met.pk)
    assert all(each.kind.key == "roadmap" for each in owed_in(cast.coalition, now=timezone.now()))
    Meeting.objects.update(is_done=True)
    assert waiting_for(cast.nary, [cast.coalition], now=timezone.now()) == []


def test_every_name_beside_a_text_is_known_to_forgetting() -> None:
    models = apps.get_app_config("advocacy").get_models()
    fields = [(model, field) for model in models for field in model._meta.concrete_fields]
    names = {(model, field.name) for model, field in fields if field.related_model is Person}
    assert names == {(model, field) for model, field, _way in NAMES}


def test_forgetting_takes_the_owner_of_a_next_step(cast: Cast, met: Meeting) -> None:
    Meeting.objects.update(owner=cast.sophea)
    forget_authorship(circle=cast.coalition.key, now=timezone.now())
    assert Meeting.objects.get().owner is None


def test_another_coalitions_meeting_is_not_found(cast: Cast, met: Meeting, browser_of: SignIn) -> None:
    other = ContactBook.objects.create(coalition=another_coalition(cast.rithy), opened_on=today_there())
    theirs = Contact.objects.create(book=other, iso3="FRA", place="embassy", function="Consul")
    elsewhere = Meeting.objects.create(contact=theirs, day=today_there(), said="Elsewhere")
    dara = browser_of(cast.dara)
    assert dara.get(at(cast, "meeting", number=elsewhere.pk)).status_code == 404
    assert dara.get(at(cast, "contact-change", number=theirs.pk)).status_code == 404
