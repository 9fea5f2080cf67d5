"""What the next review's coalition takes along of the advocacy."""

from datetime import date

from django.utils import timezone

from openupr.advocacy.models import Presence, SheetContact
from openupr.coalitions.services.next_coalition import start_next_coalition
from openupr.coalitions.tests.examples.cast import Cast


def test_where_diplomats_are_goes_along_and_whom_to_ask_does_not(cast: Cast) -> None:
    given = {"coalition": cast.coalition, "source": "The list of the ministry", "noted_on": date(2026, 5, 1)}
    Presence.objects.create(iso3="FRA", kind="resident", **given)
    SheetContact.objects.create(coalition=cast.coalition, text="The coordinator")
    taken = {"name": "Next", "languages": ["en"], "take": ["presences"]}
    new = start_next_coalition(by=cast.sophea, coalition=cast.coalition, now=timezone.now(), **taken)
    [presence] = new.presences.all()
    assert (presence.iso3, presence.kind, presence.noted_on) == ("FRA", "resident", date(2026, 5, 1))
    assert not SheetContact.objects.filter(coalition=new).exists()
