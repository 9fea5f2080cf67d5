"""Choosing a file: it is rebuilt at once, looked at, and then taken or not."""

from datetime import datetime, timedelta

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.files.rebuilding import Rebuilt

from ..actions.coalition import CHOOSE_FILE
from ..models import ChosenFile, ChosenPage, Coalition

KEPT = timedelta(days=1)


@act(CHOOSE_FILE, about="coalition")
def choose_file(*, by: Person, coalition: Coalition, rebuilt: Rebuilt, now: datetime) -> ChosenFile:
    """Keep it for its person to look at, in place of an earlier one; delete what anybody left for over a day."""
    ChosenFile.objects.filter(chosen_at__lt=now - KEPT).delete()
    ChosenFile.objects.filter(coalition=coalition, person=by).delete()
    made = ChosenFile.objects.create(
        coalition=coalition,
        person=by,
        kind=rebuilt.kind,
        data=rebuilt.data,
        pages=rebuilt.pages,
        lost_notes=rebuilt.lost_notes,
        chosen_at=now,
    )
    pictures = enumerate(rebuilt.pictures, start=1)
    ChosenPage.objects.bulk_create(ChosenPage(file=made, number=number, data=data) for number, data in pictures)
    return made


@act(CHOOSE_FILE, about="coalition")
def leave_file(*, by: Person, coalition: Coalition) -> None:
    """Delete what the person chose: it was taken, or is not wanted."""
    ChosenFile.objects.filter(coalition=coalition, person=by).delete()
