"""Who works in which group, and who is its rapporteur."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.web.kept_queries import kept_rows

from .actions.groups import APPOINT_RAPPORTEUR, PLACE_ONESELF
from .actions.people import MANAGE_PEOPLE
from .calendars import follow_along
from .models import Coalition, Group, GroupMembership, Participation, Preference, RapporteurTerm
from .rules.balance import balanced
from .rules.refusals import Refused


def groups_to_choose(coalition: Coalition) -> Sequence[Group]:
    """The open groups, with `people` in them and `wanted`: who names them as first choice."""
    first = Count("preferences", filter=Q(preferences__rank=1), distinct=True)
    members = Count("memberships", distinct=True)
    return list(coalition.groups.filter(closed=False).annotate(people=members, wanted=first))


def proposed_places(coalition: Coalition) -> list[tuple[Person, Group]]:
    """A group for each person who is in none, by their preferences, while groups stay of similar
    size.
    """
    groups = {group.pk: group for group in groups_to_choose(coalition)}
    placed = GroupMembership.objects.filter(group__coalition=coalition).values("person")
    preferences = (
        Preference.objects.filter(group__coalition=coalition).exclude(person__in=placed).select_related("person")
    )
    people: dict[int, Person] = {}
    named: dict[int, list[int]] = {}
    for preference in preferences.order_by("rank"):
        people[preference.person_id] = preference.person
        named.setdefault(preference.person_id, []).append(preference.group_id)
    sizes = {pk: group.people for pk, group in groups.items()}  # type: ignore[attr-defined]
    return [(people[person], groups[group]) for person, group in balanced(named, sizes).items()]


def preferred_by(person: Person, *, coalition: Coalition) -> dict[str, str]:
    """What somebody said before, as the form holds it."""
    preferences = Preference.objects.filter(person=person, group__coalition=coalition).order_by("rank")
    return dict(
        zip(("first", "second", "third"), (str(preference.group_id) for preference in preferences), strict=False)
    )


def rapporteur_of(group: Group) -> Person | None:
    """Who leads a group now."""
    term = RapporteurTerm.objects.filter(group=group, until=None).select_related("person").first()
    return term.person if term else None


def groups_led_by(person: Person) -> list[Group]:
    """The open groups whose rapporteur somebody is now, in all their coalitions. One query."""
    leads = RapporteurTerm.objects.filter(person=person, until=None).values("group")
    return list(Group.objects.filter(pk__in=leads, closed=False).select_related("coalition"))


def groups_without_rapporteur(coalition: Coalition) -> list[Group]:
    """The open groups without a rapporteur."""
    led = RapporteurTerm.objects.filter(group__coalition=coalition, until=None).values("group")
    return list(coalition.groups.filter(closed=False).exclude(pk__in=led).select_related("coalition"))


def organisations_of_its_people(group: Group) -> list[str]:
    """The organisations of the coalition for which a group's people take part, and which the group
    did not enter as its own.

    Everybody in the coalition can read this, as in the list of its people. The group decides
    whether an organisation takes part: files that leave the coalition name only those that are
    entered.
    """
    people = group.memberships.values("person")
    ours = group.coalition.member_organisations.values("organisation")
    parts = group.coalition.participations.filter(person__in=people, organisation__in=ours)
    others = parts.exclude(organisation__in=group.organisations.values("pk")).order_by("organisation__name")
    return list(others.values_list("organisation__name", flat=True).distinct())


def groups_worked_in(person: Person, but: Group) -> list[Group]:
    """The other groups of the same coalition that somebody works in or leads."""
    return list(groups_of_person(person, but.coalition).exclude(pk=but.pk))


def groups_of_person(person: Person, coalition: Coalition) -> QuerySet[Group]:
    """The groups of a coalition that somebody works in or leads."""
    works = Q(memberships__person=person) | Q(rapporteur_terms__person=person, rapporteur_terms__until=None)
    return coalition.groups.filter(works).distinct()


def open_groups_of_person(person: Person, coalition: Coalition) -> list[Group]:
    """The same, without those that are closed. One query, put together once."""
    return kept_rows(_open_and_own, coalition.pk, person.pk)


def _open_and_own(coalition: int, person: int) -> QuerySet[Group]:
    works = GroupMembership.objects.filter(person=person).values("group")
    leads = RapporteurTerm.objects.filter(person=person, until=None).values("group")
    return Group.objects.filter(Q(pk__in=works) | Q(pk__in=leads), coalition=coalition, closed=False)


class GroupClosed(Refused):
    """Nobody joins a group that is closed."""

    def __init__(self) -> None:
        super().__init__(_("This group is closed. You cannot join it."))


class RapporteurStays(Refused):
    """A rapporteur hands the group over before leaving."""

    def __init__(self) -> None:
        super().__init__(_("Hand over the group first: its rapporteur cannot just leave."))


@act(PLACE_ONESELF, gettext_lazy("Say where one would like to work"), about="coalition")
def prefer_groups(*, by: Person, coalition: Coalition, groups: Sequence[Group]) -> None:
    """Save where one would like to work, first choice first; this replaces earlier choices."""
    ours = coalition.groups.values("pk")
    Preference.objects.filter(person=by, group__in=ours).delete()
    Preference.objects.bulk_create(
        Preference(person=by, group=group, rank=rank) for rank, group in enumerate(groups, start=1)
    )


@act(MANAGE_PEOPLE, gettext_lazy("Place people in groups by what they prefer"), about="coalition")
def place_by_preference(*, by: Person, coalition: Coalition, today: date) -> int:
    """Place those who are in no group by what they prefer; return how many."""
    places = proposed_places(coalition)
    for person, group in places:
        GroupMembership.objects.get_or_create(group=group, person=person, defaults={"since": today})
    follow_along(coalition=coalition)
    return len(places)


@act(MANAGE_PEOPLE, gettext_lazy("Add people to a group"), about="group")
def add_to_group(*, by: Person, group: Group, people: Collection[Person], today: date) -> None:
    """Add people of the coalition to a group. Raises GroupClosed."""
    if group.closed:
        raise GroupClosed
    for person in people:
        GroupMembership.objects.get_or_create(group=group, person=person, defaults={"since": today})
    follow_along(coalition=group.coalition)


@act(PLACE_ONESELF, gettext_lazy("Join a group"), about="group")
def join_group(*, by: Person, group: Group, today: date) -> None:
    """Work in a group, beside others. Raises GroupClosed."""
    if group.closed:
        raise GroupClosed
    GroupMembership.objects.get_or_create(group=group, person=by, defaults={"since": today})
    follow_along(coalition=group.coalition)


@act(PLACE_ONESELF, gettext_lazy("Leave a group"), about="group")
def leave_group(*, by: Person, group: Group) -> None:
    """Leave a group. Raises RapporteurStays."""
    if RapporteurTerm.objects.filter(group=group, person=by, until=None).exists():
        raise RapporteurStays
    GroupMembership.objects.filter(group=group, person=by).delete()
    follow_along(coalition=group.coalition)


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
    """Make somebody a group's rapporteur. The term of the present one ends today, with
    `handed_over`.

    A rapporteur works in the group. Raises CannotLead, LeadsAlready.
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
