"""Where States' diplomats are, noted by hand."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition

from ..actions import NOTE_PRESENCE
from ..models import Presence


@act(NOTE_PRESENCE, _("Note where a State's diplomats are"), about="coalition")
def note_presence(*, by: Person, coalition: Coalition, iso3: str, kind: str, source: str, today: date) -> Presence:
    """Note where a State's diplomats are, or change the note."""
    noted, _made = Presence.objects.update_or_create(
        coalition=coalition, iso3=iso3, defaults={"kind": kind, "source": source, "noted_on": today}
    )
    return noted


@act(NOTE_PRESENCE, _("Remove a note of where a State's diplomats are"), about="coalition")
def remove_presence(*, by: Person, coalition: Coalition, iso3: str) -> None:
    """The State's presence is unknown again."""
    Presence.objects.filter(coalition=coalition, iso3=iso3).delete()
