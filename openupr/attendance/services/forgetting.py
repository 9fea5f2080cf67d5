"""Forgetting the names of a workshop that is over: on its agenda, which is free text, and on its list."""

from datetime import date, datetime

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Coalition
from openupr.workshops.models import AgendaTemplate, SessionRole, Workshop

from ..actions import FORGET_NAMES
from ..queries.counting import last_day_of
from ..queries.names import names_that_stay
from ..rules.refusals import NotOverYet
from .deleting import forget_list_of


@act(FORGET_NAMES, about="workshop")
def forget_names(*, by: Person, workshop: Workshop, today: date) -> None:
    """Take every name from the agenda that is no organisation's, and delete the list, for good. Raises NotOverYet."""
    last = last_day_of(workshop)
    if last is None or today <= last:
        raise NotOverYet
    _forget_in(workshop)


def forget_in_coalition(circle: str, now: datetime) -> None:
    """What accounts call when authorship in a circle is forgotten: all its workshops that are over, and the names in
    agendas kept as templates.
    """
    coalition = Coalition.objects.select_related("review").filter(key=circle).first()
    if coalition is None:
        return
    today = day_of(coalition, now)
    for workshop in coalition.workshops.all():
        last = last_day_of(workshop)
        if last and last < today:
            _forget_in(workshop)
    for template in AgendaTemplate.objects.filter(coalition=coalition):
        template.rows = [row | {"roles": []} for row in template.rows]
        template.save(update_fields=["rows"])


def _forget_in(workshop: Workshop) -> None:
    stay = names_that_stay(workshop)
    named = SessionRole.objects.filter(session__day__workshop=workshop)
    named.filter(pk__in=[role.pk for role in named if role.name.strip().casefold() not in stay]).delete()
    forget_list_of(workshop)
