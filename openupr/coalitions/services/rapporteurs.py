"""Who speaks for a group: appointed, and handed over with what goes along."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person

from ..actions.groups import APPOINT_RAPPORTEUR
from ..models import Group, GroupMembership, Participation, RapporteurTerm
from ..rules.refusals import Refused

# A facilitator supports, an observer looks on: neither speaks for a group.
MAY_LEAD = (Participation.Role.COORDINATOR, Participation.Role.PARTICIPANT)


class CannotLead(Refused):
    """Only somebody who takes part, and not as facilitator or observer, can be rapporteur."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            _("%(person)s cannot be rapporteur: only participants and coordinators can.") % {"person": person}
        )


class LeadsAlready(Refused):
    """This person is the group's rapporteur."""

    def __init__(self, person: Person) -> None:
        super().__init__(_("%(person)s is the rapporteur of this group already.") % {"person": person})


@act(APPOINT_RAPPORTEUR, gettext_lazy("Appoint a group's rapporteur"), about="group")
def appoint_rapporteur(
    *, by: Person, group: Group, person: Person, today: date, handed_over: str = ""
) -> RapporteurTerm:
    """Make somebody a group's rapporteur; a present one's term ends today, with what was handed over.

    Whoever leads a group works in it. Raises CannotLead, LeadsAlready.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    if not group.coalition.participations.filter(person=person, role__in=MAY_LEAD).exists():
        raise CannotLead(person)
    present = RapporteurTerm.objects.filter(group=group, until=None).first()
    if present and present.person_id == person.pk:
        raise LeadsAlready(person)
    if present:
        present.until, present.handed_over = today, handed_over.strip()
        present.save(update_fields=["until", "handed_over"])
    GroupMembership.objects.get_or_create(group=group, person=person, defaults={"since": today})
    return RapporteurTerm.objects.create(group=group, person=person, since=today)
