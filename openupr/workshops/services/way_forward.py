"""The way forward: what is to be done becomes a date in the coalition's calendar, with its owner."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.services.calendars import calendar_of
from openupr.timeline import milestones as timeline
from openupr.timeline.calendars import UnfitDate

from ..actions.after import AGREE_NEXT_STEPS
from ..models import WayForward, Workshop
from ..rules.after import said


@act(AGREE_NEXT_STEPS, _("Write down a step of the way forward"), about="workshop")
def agree_next_step(
    *,
    by: Person,
    workshop: Workshop,
    text: str,
    more: str = "",
    owner: str = "",
    day: date | None = None,
    today: date,
) -> WayForward:
    """Something to be done; with a day it stands in the timeline. Raises Refused."""
    step = WayForward(workshop=workshop)
    return _written(step, by=by, text=text, more=more, owner=owner, day=day, today=today)


@act(AGREE_NEXT_STEPS, _("Change a step of the way forward"), about="step")
def change_next_step(
    *, by: Person, step: WayForward, text: str, more: str, owner: str, day: date | None, today: date
) -> WayForward:
    """Other words, another day, somebody else; without a day it leaves the timeline.

    Raises Refused.
    """
    return _written(step, by=by, text=text, more=more, owner=owner, day=day, today=today)


@act(AGREE_NEXT_STEPS, _("Take a step of the way forward away"), about="step")
def drop_next_step(*, by: Person, step: WayForward, today: date) -> None:
    """It is not done, and leaves the timeline."""
    timeline.drop_date(calendar=calendar_of(step.coalition, today=today), key=step.key)
    step.delete()


def _written(
    step: WayForward, *, by: Person, text: str, more: str, owner: str, day: date | None, today: date
) -> WayForward:
    step.text, step.more, step.owner, step.day = said(text)[:200], more.strip(), owner.strip()[:120], day
    step.save()
    calendar = calendar_of(step.coalition, today=today)
    if day is None:
        timeline.drop_date(calendar=calendar, key=step.key)
        return step
    try:
        timeline.write_date(calendar=calendar, key=step.key, title=step.text, day=day, whose=step.owner, today=today)
    except UnfitDate as unfit:
        raise Refused(str(unfit)) from unfit
    return step
