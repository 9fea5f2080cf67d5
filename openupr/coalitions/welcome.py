"""What a new person in a coalition sees first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.web.parts import Tab

from .models import Coalition, Group, GroupMembership, MemberOrganisation, Participation

_NEW_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Welcome:
    """A coalition with what somebody is in it. `voice`: who speaks for their organisation, None
    where nobody does. `may_choose`: whether there is a group that they can choose.
    """

    part: Participation
    groups: Sequence[Group]
    voice: Person | None
    may_choose: bool

    @property
    def coalition(self) -> Coalition:
        return self.part.coalition

    @property
    def speaks(self) -> bool:
        """Whether they speak for their organisation themselves."""
        return self.voice is not None and self.voice.pk == self.part.person_id

    @property
    def steps(self) -> list[Tab]:
        """A few things to do."""
        key = self.coalition.key
        several = len(self.groups) > 1
        to_group = [
            Tab(
                _("Open the group “%(group)s”") % {"group": group} if several else _("Open your group"),
                reverse("coalitions:group", args=[key, group.pk]),
            )
            for group in self.groups
        ]
        if not to_group and self.may_choose:
            to_group = [Tab(_("Choose a group"), reverse("coalitions:preferences", args=[key]))]
        return [
            *to_group,
            Tab(_("See who takes part"), reverse("coalitions:people", args=[key])),
            Tab(_("Add dates to phone"), reverse("coalitions:timeline", args=[key]) + "#telephone"),
        ]


def welcomes(person: Person, *, today: date) -> list[Welcome]:
    """The coalitions that somebody entered in the last two weeks and does not coordinate. At most
    three queries.
    """
    parts = Participation.objects.filter(person=person, since__gte=today - _NEW_FOR)
    parts = parts.exclude(role=Participation.Role.COORDINATOR).select_related("coalition", "organisation")
    new = list(parts.order_by("coalition__name"))
    if not new:
        return []
    works = Exists(GroupMembership.objects.filter(group=OuterRef("pk"), person=person))
    groups = list(Group.objects.filter(coalition__in=[part.coalition_id for part in new]).annotate(is_theirs=works))
    members = MemberOrganisation.objects.filter(organisation__in=[part.organisation_id for part in new])
    voices = {member.organisation_id: member.representative for member in members.select_related("representative")}
    return [
        Welcome(
            part=part,
            groups=[group for group in groups if group.coalition_id == part.coalition_id and group.is_theirs],
            voice=voices.get(part.organisation_id or 0),
            may_choose=part.role == Participation.Role.PARTICIPANT
            and any(group.coalition_id == part.coalition_id and not group.closed for group in groups),
        )
        for part in new
    ]
