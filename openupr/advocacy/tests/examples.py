"""What the table of the advocacy is tried on: see openupr/accounts/tests/examples.py."""

import io
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from openupr.accounts.tests.examples import Example
from openupr.advocacy import partners
from openupr.advocacy import pre_sessions as pre_session
from openupr.advocacy import strategies as strategy
from openupr.advocacy.adoption_texts import make_text, remove_text, save_text, take_new_facts
from openupr.advocacy.carriers import propose_carriers, save_carriers
from openupr.advocacy.contact_book import keep_book, open_book, wipe_book
from openupr.advocacy.contacts import (
    add_contact,
    change_contact,
    log_meeting,
    remove_contact,
    remove_meeting,
    save_meeting,
)
from openupr.advocacy.factsheets import (
    choose_logo,
    confirm_targets,
    publish_factsheet,
    remove_logo,
    save_factsheet,
    unpublish_factsheet,
)
from openupr.advocacy.models import (
    AdoptionText,
    ChecklistItem,
    Contact,
    ContactBook,
    DiplomatQuestion,
    Factsheet,
    InvitedState,
    Logo,
    Meeting,
    Partner,
    PublishedFactsheet,
    PutInTouch,
    Speaker,
    StrategyActivity,
)
from openupr.advocacy.private_notes import write_note
from openupr.advocacy.sheets import name_contact, say_why_now
from openupr.advocacy.short_asks import propose_questions, shorten_ask
from openupr.advocacy.statement import ask_feedback, choose_speed, date_statement, save_statement
from openupr.advocacy.states import approach_again, avoid_state, note_presence, remove_presence
from openupr.advocacy.uptake import (
    look_together,
    note_question,
    remove_question,
    remove_uptake,
    save_impacts,
    say_untaken,
    say_uptake,
    write_lessons,
    write_uptake,
)
from openupr.advocacy.uptake_workbook import take_workbook
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.models import Proposal
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import plan_workshop

INTERNAL: Mapping[str, str] = {
    "openupr.advocacy.demo": "the demo's stage, filled by the services of people",
    "openupr.advocacy.demo_after_review": "the demo's last stage, filled by the services of people",
    "openupr.advocacy.forgetting": "part of forgetting who wrote what, which coalitions permit",
    "openupr.advocacy.pre_sessions.follow_first_day": "part of moving the days of a workshop",
    "openupr.advocacy.factsheets.keep_taken_back": "part of restoring a backup",
    "openupr.advocacy.statement.drafted_statement": "reads; what it updates is a dictionary",
    "openupr.advocacy.paper_words": "a step of saving a factsheet or the statement",
    "openupr.advocacy.carry_over": "part of starting the next review's coalition",
    "openupr.advocacy.contact_book.wipe": "what the button and the day of deletion do",
    "openupr.advocacy.contact_book.delete_overdue_contacts_everywhere": "the worker and the server's start",
    "openupr.advocacy.contact_book.delete_overdue_contacts": "the same for one coalition, and its pages",
    "openupr.advocacy.contact_book.keep_wiped": "part of restoring a backup",
}
_PAPERS = ("factsheets", "logo", "logo-choose", "statement", "statement-save", "statement-count", "statement-dates")
_OF_GROUP = ("factsheet", "factsheet-save", "factsheet-preview", "targets", "factsheet-publish")

_OF_COALITION = (
    save_carriers,
    propose_carriers,
    avoid_state,
    approach_again,
    note_presence,
    remove_presence,
    shorten_ask,
    propose_questions,
    name_contact,
    say_why_now,
    choose_logo,
    remove_logo,
    save_statement,
    choose_speed,
    date_statement,
    ask_feedback,
    add_contact,
    change_contact,
    remove_contact,
    log_meeting,
    save_meeting,
    remove_meeting,
    write_note,
    open_book,
    keep_book,
    wipe_book,
    say_uptake,
    say_untaken,
    look_together,
    write_uptake,
    remove_uptake,
    save_impacts,
    note_question,
    remove_question,
    write_lessons,
    take_workbook,
    make_text,
    save_text,
    take_new_facts,
    remove_text,
)
_PAGES = (
    *(
        "start",
        "states",
        "carriers",
        "carriers-save",
        "carriers-propose",
        "not-approached",
        "not-approached-add",
        "presence",
        "sheets",
        "contact",
        "questions-propose",
    ),
    *("strategies", "pre-sessions", "partners", "partner-add"),
    *("uptake", "uptake-together", "question", "lessons", "workbook", "workbook-take"),
    *("adoption", "adoption-make", "review-list", "review-list-file"),
    *("contacts", "contacts-on", "contacts-keep", "contacts-wipe", "contact-add", "meeting-log"),
)
_OF_ASKS = ("uptake-ask", "uptake-say", "uptake-impact")
_OF_TEXTS = ("adoption-text", "adoption-file", "adoption-facts", "adoption-remove")


def _drawing() -> bytes:
    """A small PNG, as a logo is kept."""
    output = io.BytesIO()
    Image.new("RGB", (30, 20)).save(output, "PNG")
    return output.getvalue()


def proposal(cast: Cast) -> Proposal:
    """A recommendation of the group Land."""
    given = {"changed": timezone.now(), "state": Proposal.State.PROPOSED}
    return Proposal.objects.get_or_create(group=cast.land, number=1, defaults=given)[0]


def press_note(cast: Cast) -> AdoptionText:
    """A press note of the coalition."""
    given = {"text": "A text", "taken_over": "A text"}
    return AdoptionText.objects.get_or_create(coalition=cast.coalition, kind="press-note", defaults=given)[0]


def published(cast: Cast) -> PublishedFactsheet:
    """A factsheet of the group Land that everybody can read."""
    sheet = Factsheet.objects.create(group=cast.land, languages=["en"])
    column = {"language": "en", "title": {"text": "Land", "language": "en"}, "parts": [], "bars": [], "legend": []}
    page = {"coalition": "Coalition of the test", "review": "Cambodia", "columns": [{**column, "unreviewed": ""}]}
    return PublishedFactsheet.objects.create(factsheet=sheet, page=page, published_on=date(2026, 11, 28))


def meeting(cast: Cast) -> Meeting:
    """A meeting at Norway's embassy, in a coalition that turned contacts on."""
    book, _made = ContactBook.objects.get_or_create(coalition=cast.coalition, defaults={"opened_on": today_there()})
    contact, _made = Contact.objects.get_or_create(book=book, iso3="NOR", place="embassy", function="Political officer")
    return Meeting.objects.get_or_create(contact=contact, day=today_there(), said="They will write to capital.")[0]


def a_pre_session(cast: Cast) -> Workshop:
    """The coalition's pre-session, a month away, with an item of its checklist and a question."""
    today = today_there()
    made: Workshop = plan_workshop(
        by=cast.sophea,
        coalition=cast.coalition,
        kind=Workshop.Kind.PRE_SESSION,
        title="Pre-session of the test",
        first_day=today + timedelta(days=30),
        days=2,
    )
    given = {"by": cast.sophea, "workshop": made}
    pre_session.save_entry(entry=ChecklistItem(text="Book the room", days_before=10), **given)
    pre_session.save_entry(entry=DiplomatQuestion(text="How many?", due=today), **given)
    pre_session.save_entry(entry=InvitedState(iso3="NOR", function="second secretary"), **given)
    pre_session.save_entry(entry=Speaker(organisation=cast.forest, theme="Land"), **given)
    return made


def _addresses_of_plans(known: Cast, workshop: Workshop) -> dict[str, dict[str, object]]:
    one = {**known.at_coalition, "number": workshop.pk}
    item, question = workshop.checklistitems.get(), workshop.diplomatquestions.get()
    partner = Partner.objects.get_or_create(coalition=known.coalition, name="Partner of the test")[0]
    given = {"partner": partner, "organisation": known.forest, "day": today_there()}
    noted = PutInTouch.objects.get_or_create(**given)[0]
    activity = StrategyActivity.objects.get_or_create(group=known.land, text="Call", due=today_there())[0]
    return {
        "advocacy:pre-session": one,
        "advocacy:pre-session-do": one,
        "advocacy:pre-session-file": {**one, "what": "checklist", "kind": "csv"},
        "advocacy:pre-session-add": {**one, "what": "speakers"},
        "advocacy:pre-session-change": {**one, "what": "checklist", "row": item.pk},
        "advocacy:pre-session-tick": {**one, "what": "checklist", "row": item.pk},
        "advocacy:pre-session-answer": {**one, "row": question.pk},
        "advocacy:partners-file": {**known.at_coalition, "kind": "csv"},
        "advocacy:partner-change": {**known.at_coalition, "number": partner.pk},
        "advocacy:put-in-touch": {**known.at_coalition, "number": partner.pk},
        "advocacy:put-in-touch-remove": {**known.at_coalition, "number": partner.pk, "noted": noted.pk},
        "advocacy:strategy": known.at_land,
        "advocacy:strategy-write": known.at_land,
        "advocacy:strategy-file": {**known.at_land, "kind": "docx"},
        "advocacy:strategy-add": {**known.at_land, "what": "risks"},
        "advocacy:strategy-change": {**known.at_land, "what": "activities", "row": activity.pk},
        "advocacy:strategy-tick": {**known.at_land, "row": activity.pk},
    }


def _calls_of_plans(known: Cast, workshop: Workshop) -> dict[Callable[..., Any], Mapping[str, Any]]:
    on, of, to = {"workshop": workshop}, {"coalition": known.coalition}, {"group": known.land}
    return {
        **dict.fromkeys(
            (
                pre_session.start_checklist,
                pre_session.invite_carriers,
                pre_session.save_entry,
                pre_session.drop_entry,
                pre_session.finish_entry,
                pre_session.answer_question,
            ),
            on,
        ),
        **dict.fromkeys(
            (
                partners.save_partner,
                partners.drop_partner,
                partners.note_put_in_touch,
                partners.forget_put_in_touch,
            ),
            of,
        ),
        **dict.fromkeys(
            (
                strategy.write_strategy,
                strategy.save_activity,
                strategy.finish_activity,
                strategy.drop_activity,
                strategy.save_risk,
                strategy.drop_risk,
            ),
            to,
        ),
    }


def example() -> Example:
    """A coalition for Cambodia."""
    known = cast()
    workshop = a_pre_session(known)
    Logo.objects.create(coalition=known.coalition, data=_drawing())
    public = {"key": published(known).key}
    met = meeting(known)
    return Example(
        players=players(known),
        addresses={
            **{f"advocacy:{page}": known.at_coalition for page in _PAGES},
            **{f"advocacy:{page}": known.at_coalition for page in (*_PAPERS, "rehearsal", "speed", "feedback")},
            **{f"advocacy:{page}": known.at_land for page in _OF_GROUP},
            "advocacy:factsheet-file": {**known.at_land, "kind": "html"},
            "advocacy:statement-file": {**known.at_coalition, "kind": "docx"},
            "advocacy:public-factsheet": public,
            "advocacy:public-factsheet-file": {**public, "kind": "html"},
            "advocacy:public-logo": public,
            "advocacy:carriers-file": {**known.at_coalition, "kind": "csv"},
            "advocacy:not-approached-remove": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:presence-remove": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:sheet": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:why-now": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:sheet-file": {**known.at_coalition, "iso3": "NOR", "kind": "txt"},
            "advocacy:shorten": {**known.at_coalition, "number": proposal(known).pk},
            **_addresses_of_plans(known, workshop),
            "advocacy:uptake-file": {**known.at_coalition, "kind": "csv"},
            "advocacy:uptake-remove": {**known.at_coalition, "number": 1},
            "advocacy:question-remove": {**known.at_coalition, "number": 1},
            **{f"advocacy:{page}": {**known.at_coalition, "number": proposal(known).pk} for page in _OF_ASKS},
            **{f"advocacy:{page}": {**known.at_coalition, "number": press_note(known).pk} for page in _OF_TEXTS},
            "advocacy:contact-change": {**known.at_coalition, "number": met.contact_id},
            "advocacy:contact-remove": {**known.at_coalition, "number": met.contact_id},
            "advocacy:meeting": {**known.at_coalition, "number": met.pk},
            "advocacy:meeting-remove": {**known.at_coalition, "number": met.pk},
            "advocacy:note": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:note-write": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:note-file": {**known.at_coalition, "iso3": "NOR", "kind": "docx"},
        },
        calls={
            **_calls_of_plans(known, workshop),
            **{
                each: {"group": known.land}
                for each in (save_factsheet, confirm_targets, publish_factsheet, unpublish_factsheet)
            },
            **{each: {"coalition": known.coalition} for each in _OF_COALITION},
        },
    )
