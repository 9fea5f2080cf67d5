"""A word in what a coalition keeps about embassies and those whom it meets there: it may be in no page but its own."""

from openupr.accounts.models import Person
from openupr.advocacy.actions import KEEP_CONTACTS, LOG_MEETINGS, SEE_CONTACTS
from openupr.advocacy.models import AskedInMeeting, Carrier, Contact, ContactBook, Meeting, StateNote
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.models import Proposal


def own_routes() -> frozenset[str]:
    """Where it may be. Known once the pages are loaded, as each says its own address."""
    return frozenset(route for action in (SEE_CONTACTS, LOG_MEETINGS, KEEP_CONTACTS) for route in action.routes)


def plant_private(coalition: Coalition, word: str) -> None:
    """The word in every text of contacts, meetings and private notes, about every ask, with a day in the timeline."""
    owner = Person.objects.filter(participations__coalition=coalition, participations__role="coordinator").first()
    book = ContactBook.objects.get_or_create(coalition=coalition, defaults={"opened_on": today_there()})[0]
    for iso3 in ("NOR", "FRA"):
        contact = Contact.objects.create(book=book, iso3=iso3, place="embassy", function=word)
        meeting = Meeting.objects.create(contact=contact, day=today_there(), said=word, next_step=word, owner=owner)
        StateNote.objects.create(book=book, iso3=iso3, not_to_say=word, listen_for=word)
        for ask in Proposal.objects.filter(group__coalition=coalition):
            AskedInMeeting.objects.create(meeting=meeting, proposal=ask, answer="declined")
            Carrier.objects.get_or_create(proposal=ask, iso3=iso3)
