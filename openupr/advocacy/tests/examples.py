"""What the table of the advocacy is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping

from django.utils import timezone

from openupr.accounts.tests.examples import Example
from openupr.advocacy.services.carriers import propose_carriers, save_carriers
from openupr.advocacy.services.presence import note_presence, remove_presence
from openupr.advocacy.services.sheets import name_contact, shorten_ask
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.roadmaps.models import Proposal

INTERNAL: Mapping[str, str] = {
    "openupr.advocacy.services.demo": "the demo's stage, filled by the services of people",
    "openupr.advocacy.services.carry_over": "part of starting the next review's coalition",
}
_PAGES = ("states", "carriers", "carriers-save", "carriers-propose", "presence", "sheets", "contact")


def proposal(cast: Cast) -> Proposal:
    """A recommendation of the group Land."""
    given = {"changed": timezone.now(), "state": Proposal.State.PROPOSED}
    return Proposal.objects.get_or_create(group=cast.land, number=1, defaults=given)[0]


def example() -> Example:
    """A coalition for Cambodia."""
    known = cast()
    return Example(
        players=players(known),
        addresses={
            **{f"advocacy:{page}": known.at_coalition for page in _PAGES},
            "advocacy:carriers-file": {**known.at_coalition, "kind": "csv"},
            "advocacy:presence-remove": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:sheet": {**known.at_coalition, "iso3": "NOR"},
            "advocacy:sheet-file": {**known.at_coalition, "iso3": "NOR", "kind": "txt"},
            "advocacy:shorten": {**known.at_coalition, "number": proposal(known).pk},
        },
        calls={
            each: {"coalition": known.coalition}
            for each in (
                save_carriers,
                propose_carriers,
                note_presence,
                remove_presence,
                shorten_ask,
                name_contact,
            )
        },
    )
