"""Whom a date can have as its owner, and in whose list it is then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.accounts.models import Person
from openupr.timeline.models import Milestone

from ..models import Coalition, Group, Organisation, Participation
from .for_me import SOON

THE_GROUP = gettext_noop("the group")
THE_COORDINATOR = gettext_noop("the coordinator")
THE_RAPPORTEURS = gettext_noop("the groups' rapporteurs")
ALL_ORGANISATIONS = gettext_noop("all organisations")
# All words that name a role, in lower case: as chosen here, in timeline/data/plan_steps.csv and in earlier dates.
# To sign is asked of each organisation by itself: that step of the plan is the coordinators'.
COORDINATORS = (THE_COORDINATOR, "coordinator", "coordinators")
RAPPORTEURS = (THE_RAPPORTEURS, "all groups and organisations", "group rapporteurs", "rapporteurs")
REPRESENTATIVES = (ALL_ORGANISATIONS,)
WHOLE_GROUP = (THE_GROUP, "group", "all members", "all")
_LONGEST = Milestone._meta.get_field("whose").max_length or 0


@dataclass(frozen=True)
class DateOwners:
    """Those to choose from: `roles` as a date stores them, `people`, and the names of `organisations`."""

    roles: Sequence[str]
    people: Sequence[Person]
    organisations: Sequence[str]


def date_owners(holder: Coalition | Group) -> DateOwners:
    """Of a group's date the people and organisations of the group; of a coalition's all but those who only look on."""
    if isinstance(holder, Group):
        leads = Q(rapporteur_terms__group=holder, rapporteur_terms__until=None)
        people = Person.objects.filter(Q(group_memberships__group=holder) | leads)
        organisations = holder.organisations.filter(memberships__coalition=holder.coalition)
        roles: Sequence[str] = (THE_GROUP, THE_COORDINATOR)
    else:
        theirs = holder.participations.exclude(role=Participation.Role.OBSERVER)
        people = Person.objects.filter(participations__in=theirs)
        organisations = Organisation.objects.filter(memberships__coalition=holder)
        roles = (THE_COORDINATOR, THE_RAPPORTEURS, ALL_ORGANISATIONS)
    names = [each.name if len(each.name) <= _LONGEST else each.short_name for each in organisations.distinct()]
    return DateOwners(roles, list(people.distinct()), [name for name in names if name])


def in_whose_list(milestone: Milestone, owners: DateOwners, *, today: date) -> str:
    """In whose list a task is, in a sentence; "" where that cannot be said in one."""
    if milestone.person and milestone.day - today > SOON:
        return _("%(person)s sees it in “For me”, under “Later”.") % {"person": milestone.person}
    if milestone.person:
        return _("%(person)s sees it in “For me” now.") % {"person": milestone.person}
    if not milestone.whose:
        return _("No one is named: it is in no one's list.")
    if milestone.whose in owners.organisations:
        return _("It is in the list of the people of %(organisation)s.") % {"organisation": milestone.whose}
    if milestone.day < today:
        return ""
    said = {
        THE_GROUP: _("It is in the list of everyone in the group."),
        THE_COORDINATOR: _("It is in the coordinators' list."),
        THE_RAPPORTEURS: _("It is in the list of all rapporteurs."),
        ALL_ORGANISATIONS: _("It is in the list of everyone who speaks for an organisation."),
    }
    return said.get(milestone.whose, "")
