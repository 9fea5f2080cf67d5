"""The box into which people put what they say of a workshop and confide there."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.testimonies.boxes import open_box
from openupr.testimonies.models import Box
from openupr.testimonies.rules.questions import USUAL

from ..actions.agenda import PLAN
from ..models import Workshop
from ..rules.refusals import HasABox, OfAnotherCoalition


@act(PLAN, _("Open a workshop's box for evaluations"), about="workshop")
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


@act(PLAN, _("Choose the workshop of a box"), about="workshop")
def give_box(*, by: Person, workshop: Workshop, box: Box) -> None:
    """Say that a box, open or closed, is of this workshop, and of no other. Raises OfAnotherCoalition, HasABox."""
    if box.coalition_id != workshop.coalition_id:
        raise OfAnotherCoalition
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if held.box_id not in (None, box.pk):
        raise HasABox
    Workshop.objects.filter(box=box).exclude(pk=workshop.pk).update(box=None)
    Workshop.objects.filter(pk=workshop.pk).update(box=box)
    workshop.box = box
