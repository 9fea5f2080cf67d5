"""What the table of the advocacy is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from openupr.accounts.tests.examples import Example
from openupr.advocacy.models import Factsheet, Logo, PublishedFactsheet
from openupr.advocacy.services.carriers import propose_carriers, save_carriers
from openupr.advocacy.services.factsheets import (
    choose_logo,
    confirm_targets,
    publish_factsheet,
    remove_logo,
    save_factsheet,
    unpublish_factsheet,
)
from openupr.advocacy.services.presence import note_presence, remove_presence
from openupr.advocacy.services.sheets import name_contact, shorten_ask
from openupr.advocacy.services.statement import ask_feedback, choose_speed, date_statement, save_statement
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.roadmaps.models import Proposal

INTERNAL: Mapping[str, str] = {
    "openupr.advocacy.services.demo": "the demo's stage, filled by the services of people",
    "openupr.advocacy.services.factsheets.keep_taken_back": "part of restoring a backup",
    "openupr.advocacy.services.own_words": "a step of saving a factsheet or the statement",
    "openupr.advocacy.services.carry_over": "part of starting the next review's coalition",
}
_PAGES = ("states", "carriers", "carriers-save", "carriers-propose", "presence", "sheets", "contact")
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
)


def proposal(cast: Cast) -> Proposal:
    """A recommendation of the group Land."""
    given = {"changed": timezone.now(), "state": Proposal.State.PROPOSED}
    return Proposal.objects.get_or_create(group=cast.land, number=1, defaults=given)[0]


def published(cast: Cast) -> PublishedFactsheet:
    """A factsheet of the group Land that everybody can read."""
    sheet = Factsheet.objects.create(group=cast.land, languages=["en"])
    column = {"language": "en", "title": {"text": "Land", "language": "en"}, "parts": [], "bars": [], "legend": []}
    page = {"coalition": "Coalition of the test", "review": "Cambodia", "columns": [{**column, "unreviewed": ""}]}
    return PublishedFactsheet.objects.create(factsheet=sheet, page=page, published_on=date(2026, 11, 28))


def example() -> Example:
    """A coalition for Cambodia."""
    known = cast()
    Logo.objects.create(coalition=known.coalition, data=b"PNG")
    public = {"key": published(known).key}
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
        },
        calls={
            **{
                each: {"group": known.land}
                for each in (save_factsheet, confirm_targets, publish_factsheet, unpublish_factsheet)
            },
            **{each: {"coalition": known.coalition} for each in _OF_COALITION},
        },
    )
