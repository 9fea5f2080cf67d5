"""When the coalition reported on its follow-up."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition

from ..models import Report
from ..permissions import ARRANGE_LIST
from ..rules import NoTitle


@act(ARRANGE_LIST, _("Note a report on the follow-up"), about="coalition")
def note_report(*, by: Person, coalition: Coalition, day: date, title: str) -> Report:
    """Say that the coalition reported on a day; a second report of that day takes the first one's place.

    Raises NoTitle.
    """
    if not (title := " ".join(title.split())[:120]):
        raise NoTitle
    return Report.objects.update_or_create(coalition=coalition, day=day, defaults={"title": title})[0]


@act(ARRANGE_LIST, _("Remove the note of a report"), about="coalition")
def remove_report(*, by: Person, coalition: Coalition, report: Report) -> None:
    """Take the note of a report away."""
    coalition.follow_up_reports.filter(pk=report.pk).delete()
