"""What the table of the advocacy is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from openupr.accounts.tests.examples import Example
from openupr.advocacy.models import (
    AdoptionText,
    Contact,
    ContactBook,
    Factsheet,
    Logo,
    Meeting,
    PublishedFactsheet,
)
from openupr.advocacy.services.adoption import make_text, remove_text, save_text, take_new_facts
from openupr.advocacy.services.carriers import propose_carriers, save_carriers
from openupr.advocacy.services.contacts import (
    add_contact,
    change_contact,
    log_meeting,
    remove_contact,
    remove_meeting,
    save_meeting,
    write_note,
)
from openupr.advocacy.services.factsheets import (
    choose_logo,
    confirm_targets,
    publish_factsheet,
    remove_logo,
    save_factsheet,
    unpublish_factsheet,
)
from openupr.advocacy.services.keeping import keep_book, open_book, wipe_book
from openupr.advocacy.services.presence import note_presence, remove_presence
from openupr.advocacy.services.sheets import name_contact, shorten_ask
from openupr.advocacy.services.statement import ask_feedback, choose_speed, date_statement, save_statement
from openupr.advocacy.services.uptake import (
    note_question,
    remove_question,
    remove_uptake,
    save_impacts,
    say_uptake,
    take_workbook,
    write_lessons,
    write_uptake,
)
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.coalitions.tests.examples.clock import today_there
from openupr.roadmaps.models import Proposal

INTERNAL: Mapping[str, str] = {
    "openupr.advocacy.services.demo": "the demo's stage, filled by the services of people",
    "openupr.advocacy.services.factsheets.keep_taken_back": "part of restoring a backup",
    "openupr.advocacy.services.own_words": "a step of saving a factsheet or the statement",
    "openupr.advocacy.services.carry_over": "part of starting the next review's coalition",
    "openupr.advocacy.services.keeping.wipe": "what the button and the day of deletion do",
    "openupr.advocacy.services.keeping.delete_overdue_contacts_everywhere": "the worker and the server's start",
    "openupr.advocacy.services.keeping.delete_overdue_contacts": "the same for one coalition, and its pages",
    "openupr.advocacy.services.keeping.keep_wiped": "part of restoring a backup",
    "openupr.advocacy.services.forgetting": "part of forgetting",
}
_PAPERS = ("factsheets", "logo", "logo-choose", "statement", "statement-save", "statement-count", "statement-dates")
_OF_GROUP = ("factsheet", "factsheet-save", "factsheet-preview", "targets", "factsheet-publish")

_OF_COALITION = (
    save_carriers,
    propose_carriers,
    note_presence,
    remove_presence,
    shorten_ask,
    name_contact,
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
    *("states", "carriers", "carriers-save", "carriers-propose", "presence", "sheets", "contact"),
    *("uptake", "question", "lessons", "workbook", "workbook-take"),
    *("adoption", "adoption-make", "review-list", "review-list-file"),
    *("contacts", "contacts-on", "contacts-keep", "contacts-wipe", "contact-add", "meeting-log"),
)
_OF_ASKS = ("uptake-ask", "uptake-say", "uptake-impact")
_OF_TEXTS = ("adoption-text", "adoption-file", "adoption-facts", "adoption-remove")


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
    contact, _made = Contact.objects.get_or_create(book=book, iso3="NOR", place="here", function="Political officer")
    return Meeting.objects.get_or_create(contact=contact, day=today_there(), said="They will write to capital.")[0]


def example() -> Example:
    """A coalition for Cambodia."""
    known = cast()
    Logo.objects.create(coalition=known.coalition, data=b"PNG")
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
            "advocacy:presence-remove": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:sheet": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:sheet-file": {**known.at_coalition, "iso3": "NOR", "kind": "txt"},
            "advocacy:shorten": {**known.at_coalition, "number": proposal(known).pk},
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
            **{
                each: {"group": known.land}
                for each in (save_factsheet, confirm_targets, publish_factsheet, unpublish_factsheet)
            },
            **{each: {"coalition": known.coalition} for each in _OF_COALITION},
        },
    )
