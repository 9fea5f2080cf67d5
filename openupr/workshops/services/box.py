"""The box into which people put what they say of a workshop and confide there."""

from datetime import date

from openupr.accounts.models import Person
from openupr.testimonies.models import Box
from openupr.testimonies.rules.questions import USUAL
from openupr.testimonies.services.boxes import open_box

from ..models import Workshop
from ..permissions.agenda import PLAN
from .acting import act


@act(PLAN, about="workshop")
def open_its_box(*, by: Person, workshop: Workshop, today: date) -> Box:
    """An open box of the workshop's own with the usual questions; the one that it has already, if it has one."""
    box = workshop.box or open_box(
        by=by,
        coalition=workshop.coalition,
        title=workshop.title,
        questions=USUAL,
        takes_testimonies=True,
        today=today,
    )
    Workshop.objects.filter(pk=workshop.pk).update(box=box)
    workshop.box = box
    return box
