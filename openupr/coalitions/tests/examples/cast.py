"""Who plays in a coalition's tests, and the coalition they are in."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from openupr.accounts.actions import Role
from openupr.accounts.models import Guest, Person, Room
from openupr.accounts.rules import hashed
from openupr.accounts.tests.examples import Player, person, strangers
from openupr.coalitions.models import (
    Coalition,
    Group,
    GroupMembership,
    MemberOrganisation,
    Organisation,
    PairedDevice,
    Participation,
    RapporteurTerm,
)
from openupr.coalitions.pairing import COOKIE
from openupr.coalitions.tests.examples.clock import today_there
from openupr.reviews.models import Review

FOUNDED = date(2026, 3, 12)
_TOKEN = "a phone's token"
_PAIRED_TOKEN = "a paired telephone's token"
_ACCOUNT = frozenset({Role.ANYONE, Role.SIGNED_IN})


@dataclass(frozen=True)
class Cast:
    """Sophea coordinates, Bopha facilitates, Vuthy observes. In `land`, Dara is rapporteur and
    Chan a member; Rithy is in `labour`. Nary speaks for `forest`, an organisation, and is in no
    group. Maly is no part of anything.
    """

    coalition: Coalition
    land: Group
    labour: Group
    forest: Organisation
    sophea: Person
    bopha: Person
    dara: Person
    chan: Person
    rithy: Person
    vuthy: Person
    nary: Person

    @property
    def at_coalition(self) -> dict[str, object]:
        """The parts of an address of the coalition."""
        return {"coalition": self.coalition.key}

    @property
    def at_land(self) -> dict[str, object]:
        """The parts of an address of the group `land`."""
        return {"coalition": self.coalition.key, "group": self.land.pk}


def cast() -> Cast:
    """Everybody but Maly, and the coalition for Cambodia's next review with two groups."""
    review = Review.objects.filter(iso3="KHM", session=None).first()
    review = review or Review.objects.create(iso3="KHM", cycle=5, status=Review.Status.EXPECTED)
    coalition = Coalition.objects.create(
        review=review, name="Coalition of the test", languages=["en", "km"], founded=FOUNDED
    )
    land = Group.objects.create(coalition=coalition, name="Land", issues=["right-to-land"], order=1)
    labour = Group.objects.create(coalition=coalition, name="Labour", issues=["labour"], order=2)
    forest = Organisation.objects.create(
        coalition=coalition, name="Forest Watch of the Test", short_name="Forest Watch"
    )
    roles = Participation.Role
    named = {
        "sophea": _taking_part(coalition, "Sophea", roles.COORDINATOR),
        "bopha": _taking_part(coalition, "Bopha", roles.FACILITATOR),
        "dara": _taking_part(coalition, "Dara", roles.PARTICIPANT, land),
        "chan": _taking_part(coalition, "Chan", roles.PARTICIPANT, land),
        "rithy": _taking_part(coalition, "Rithy", roles.PARTICIPANT, labour),
        "vuthy": _taking_part(coalition, "Vuthy", roles.OBSERVER),
        "nary": _taking_part(coalition, "Nary", roles.PARTICIPANT),
    }
    RapporteurTerm.objects.create(group=land, person=named["dara"], since=FOUNDED)
    MemberOrganisation.objects.create(
        coalition=coalition, organisation=forest, representative=named["nary"], since=FOUNDED
    )
    return Cast(coalition=coalition, land=land, labour=labour, forest=forest, **named)


def another_coalition(coordinator: Person | None = None) -> Coalition:
    """A coalition that the cast knows nothing of."""
    review = Review.objects.get_or_create(iso3="LAO", cycle=5, defaults={"status": Review.Status.EXPECTED})[0]
    coalition = Coalition.objects.create(review=review, name="Another coalition", languages=["en"], founded=FOUNDED)
    if coordinator:
        Participation.objects.create(
            coalition=coalition, person=coordinator, role=Participation.Role.COORDINATOR, since=FOUNDED
        )
    return coalition


def _taking_part(coalition: Coalition, name: str, role: str, group: Group | None = None) -> Person:
    somebody = person(name)
    Participation.objects.create(coalition=coalition, person=somebody, role=role, since=FOUNDED)
    if group:
        GroupMembership.objects.create(group=group, person=somebody, since=FOUNDED)
    return somebody


def players(known: Cast) -> tuple[Player, ...]:
    """Everybody with what they are with regard to the group `land` and all in it, and to the
    coalition as a whole.
    """
    return (
        *strangers(),
        _phone(known),
        _paired(known),
        _player("Sophea, coordinator", known.sophea, Role.COORDINATOR),
        _player("Bopha, facilitator", known.bopha, Role.FACILITATOR),
        _player("Dara, rapporteur", known.dara, Role.PARTICIPANT, Role.RAPPORTEUR, Role.MEMBER),
        _player("Chan, member", known.chan, Role.PARTICIPANT, Role.MEMBER),
        _member_of_another(known),
        _player("Vuthy, observer", known.vuthy, Role.OBSERVER),
        _player("Nary, representative", known.nary, Role.PARTICIPANT, Role.REPRESENTATIVE),
    )


def _player(name: str, somebody: Person, *roles: Role) -> Player:
    elsewhere = {dict: _ACCOUNT, type(None): _ACCOUNT}
    return Player(name, somebody, _ACCOUNT | set(roles), elsewhere=elsewhere)


def _member_of_another(known: Cast) -> Player:
    """In the coalition as a whole, a member of any group is one."""
    here = _ACCOUNT | {Role.PARTICIPANT}
    whole = here | {Role.MEMBER}
    elsewhere = {dict: _ACCOUNT, type(None): _ACCOUNT, Coalition: whole}
    return Player("Rithy, member of another group", known.rithy, here, elsewhere=elsewhere)


def _paired(known: Cast) -> Player:
    """Chan's telephone, paired with the work of `land`: nothing anywhere else."""
    nobody = frozenset({Role.ANYONE})
    device = PairedDevice.objects.create(
        group=known.land,
        person=known.chan,
        code_hash=hashed("its code"),
        code_ends=timezone.now(),
        ends=timezone.now() + timedelta(days=1),
        token_hash=hashed(_PAIRED_TOKEN),
        paired_at=timezone.now(),
        password_mark=known.chan.get_session_auth_hash(),
    )
    actor = Person.objects.get(pk=known.chan.pk)
    actor.paired_group = device.group_id
    elsewhere = dict.fromkeys((dict, type(None), Coalition), nobody)
    return Player(
        "Chan's paired telephone",
        actor,
        nobody | {Role.PAIRED},
        elsewhere=elsewhere,
        token=_PAIRED_TOKEN,
        cookie=COOKIE,
    )


def _phone(known: Cast) -> Player:
    room = Room.objects.create(code="TEST", circle=known.coalition.key, day=today_there(), time_zone="Asia/Phnom_Penh")
    guest = Guest.objects.create(room=room, token_hash=hashed(_TOKEN))
    roles = frozenset({Role.ANYONE, Role.GUEST})
    return Player("a phone in the coalition's room", guest, roles, token=_TOKEN)
