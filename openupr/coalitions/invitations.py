"""Inviting people into a coalition, one or many at once, in a role, for an organisation."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts import invitations
from openupr.accounts.acting import act
from openupr.accounts.models import Invitation, Person

from .actions.people import INVITE
from .actions.roles import circle
from .calendars import follow_everybody
from .clock import day_of
from .group_members import MAY_LEAD
from .models import (
    Coalition,
    Group,
    GroupMembership,
    MemberOrganisation,
    Organisation,
    Participation,
    Place,
    RapporteurTerm,
)
from .organisations import add_organisation, add_to_organisation
from .rules.refusals import Refused

_BETWEEN = re.compile(r"[\t;]")
_LETTERS = re.compile(r"\w+")
_WORDS = re.compile(r"[,/+]|\band\b")
MOST_LINES = 200
LONGEST_NAME, LONGEST_SHORT_NAME = 200, 40
PARTICIPANT = "participant"
RAPPORTEUR, VOICE = "rapporteur", "voice"
# Only who takes part leads a group or speaks for an organisation.
_TAKE_PART = frozenset({PARTICIPANT, "coordinator"})


@dataclass(frozen=True)
class InvitedLine:
    """One line: `organisation` and `group` are keys, None where the line names none.

    `new_organisation`: the name of one to add first.
    """

    name: str
    organisation: int | None = None
    group: int | None = None
    role: str = PARTICIPANT
    leads: bool = False
    speaks: bool = False
    new_organisation: str = ""


@dataclass
class ReadLines:
    """What was read, and what is wrong with which line."""

    invited: list[InvitedLine] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LineNames:
    """What a line can name, by its spelling in lower case: keys of organisations and groups,
    roles.
    """

    organisations: Mapping[str, int]
    groups: Mapping[str, int]
    roles: Mapping[str, str]
    group_names: Sequence[str] = ()

    def group(self, name: str) -> int | None:
        """The group of this name, or the only one whose name begins with these words, else that has
        all of them.
        """
        spelling = name.casefold()
        words = set(_LETTERS.findall(spelling))
        begins = [key for group, key in self.groups.items() if re.match(rf"{re.escape(spelling)}\b", group)]
        having = [key for group, key in self.groups.items() if words and words <= set(_LETTERS.findall(group))]
        return self.groups.get(spelling) or next((keys[0] for keys in (begins, having) if len(keys) == 1), None)


def read_lines(text: str, known: LineNames, *, adds_organisations: bool = False) -> ReadLines:
    """Every line that is not empty; the head of a table is passed over.

    An organisation that nobody knows is wrong, unless those are to be added.
    """
    result = ReadLines()
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip(" \t;")]
    if len(lines) > MOST_LINES:
        result.wrong.append(_("At most %(most)s lines at once.") % {"most": MOST_LINES})
        return result
    for number, line in lines:
        cells = [" ".join(cell.split()) for cell in _BETWEEN.split(line)]
        if number == lines[0][0] and cells[0].casefold() in {"name", "names", "person"}:
            continue
        faults = list(_faults(cells, known, adds_organisations=adds_organisations))
        result.wrong += [_("Line %(number)s: %(told)s") % {"number": number, "told": fault} for fault in faults]
        if not faults:
            result.invited.append(_line(cells, known))
    return result


def named_lines(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Organisations with their short names, one a line; and what is wrong with which line."""
    named: list[tuple[str, str]] = []
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        name, short_name, *more = ([" ".join(cell.split()) for cell in _BETWEEN.split(line)] + [""])[:3]
        if not name and not short_name:
            continue
        fault = _fault_of_organisation(name, short_name, more=any(more))
        if fault:
            wrong.append(_("Line %(number)s: %(told)s") % {"number": number, "told": fault})
        else:
            named.append((name, short_name))
    if len(named) > MOST_LINES:
        wrong.append(_("At most %(most)s lines at once.") % {"most": MOST_LINES})
    return named, wrong


def _fault_of_organisation(name: str, short_name: str, *, more: bool) -> str:
    if more:
        return _("there are more than two parts. A line is: name; short name.")
    if not name:
        return _("the name is missing.")
    if len(name) > LONGEST_NAME:
        return _too_long()
    if len(short_name) > LONGEST_SHORT_NAME:
        return _("the short name is too long: at most %(most)s characters.") % {"most": LONGEST_SHORT_NAME}
    return ""


def _too_long() -> str:
    return _("the organisation's name is too long: at most %(most)s characters.") % {"most": LONGEST_NAME}


def _faults(cells: list[str], known: LineNames, *, adds_organisations: bool) -> Iterator[str]:
    """All faults of one line: a person corrects them at once."""
    if len(cells) > 4:
        yield _("there are more than four parts. A line is: name; organisation; group; role.")
        return
    name, organisation, group, roles = _four(cells)
    if not name:
        yield _("the name is missing.")
    if organisation and organisation.casefold() not in known.organisations:
        if not adds_organisations:
            yield _("there is no organisation “%(name)s” in this coalition. Correct it, or tick the box below.") % {
                "name": organisation
            }
        elif len(organisation) > LONGEST_NAME:
            yield _too_long()
    if group and known.group(group) is None:
        yield _("there is no open group “%(name)s”. Groups: %(groups)s.") % {
            "name": group,
            "groups": "; ".join(known.group_names) or _("none yet"),
        }
    yield from _faults_of_roles(organisation, group, _words(roles), known)


def _faults_of_roles(organisation: str, group: str, words: list[str], known: LineNames) -> Iterator[str]:
    strange = [word for word in words if word not in known.roles]
    if strange:
        yield _("“%(word)s” is no role. Roles: %(roles)s.") % {
            "word": strange[0],
            "roles": ", ".join(sorted(set(known.roles.values()))),
        }
        return
    meant = {known.roles[word] for word in words}
    leads, speaks = RAPPORTEUR in meant, VOICE in meant
    plain = meant - {RAPPORTEUR, VOICE}
    if len(plain) > 1:
        yield _("one person has one role.")
        return
    if not plain <= _TAKE_PART:
        if leads or speaks:
            yield _("a facilitator or observer is no rapporteur and speaks for no organisation.")
        if group:
            yield _("a facilitator or observer belongs to no group.")
        return
    if leads and not group:
        yield _("a rapporteur needs a group.")
    if speaks and not organisation:
        yield _("a person who speaks for an organisation needs one.")


def _line(cells: list[str], known: LineNames) -> InvitedLine:
    name, organisation, group, roles = _four(cells)
    meant = {known.roles[word] for word in _words(roles)}
    key = known.organisations.get(organisation.casefold())
    return InvitedLine(
        name=name[:120],
        organisation=key,
        group=known.group(group) if group else None,
        role=next(iter(meant - {RAPPORTEUR, VOICE}), PARTICIPANT),
        leads=RAPPORTEUR in meant,
        speaks=VOICE in meant,
        new_organisation=organisation if organisation and key is None else "",
    )


def _four(cells: list[str]) -> tuple[str, str, str, str]:
    name, organisation, group, roles = (*cells, "", "", "", "")[:4]
    return name, organisation, group, roles


def _words(roles: str) -> list[str]:
    return [word.strip().casefold() for word in _WORDS.split(roles) if word.strip()]


def keys_by_spelling(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Keys by the spellings that are not empty."""
    return {name.casefold(): key for name, key in names if name}


class NotOfThisCoalition(Refused):
    """The organisation or the group is none of the coalition's."""

    def __init__(self) -> None:
        super().__init__(_("Choose an organisation and a group of this coalition."))


@act(INVITE, gettext_lazy("Invite somebody into the coalition"), about="coalition")
def invite_person(
    *,
    by: Person,
    coalition: Coalition,
    role: str,
    now: datetime,
    organisation: Organisation | None = None,
    group: Group | None = None,
    leads: bool = False,
    speaks: bool = False,
    note: str = "",
    days: int = invitations.DAYS,
) -> tuple[Invitation, str]:
    """An invitation and its secret, which is kept nowhere. Raises NotOfThisCoalition."""
    if organisation and not coalition.member_organisations.filter(organisation=organisation).exists():
        raise NotOfThisCoalition
    if group and group.coalition_id != coalition.pk:
        raise NotOfThisCoalition
    invitation, secret = invitations.invite(by=by, circle=circle(coalition), note=note, now=now, days=days)
    Place.objects.create(
        invitation=invitation,
        coalition=coalition,
        role=role,
        organisation=organisation,
        group=group,
        leads=leads,
        speaks=speaks,
    )
    return invitation, secret


@act(INVITE, gettext_lazy("Invite several people into the coalition"), about="coalition")
def invite_people(
    *, by: Person, coalition: Coalition, invited: Sequence[InvitedLine], now: datetime, days: int
) -> list[tuple[Place, str]]:
    """An invitation for each line, all or none, with its secret; new organisations join before.

    Raises NotOfThisCoalition, JoinedAlready.
    """
    new: dict[str, str] = {}
    for line in invited:
        if line.new_organisation:
            new.setdefault(line.new_organisation.casefold(), line.new_organisation)
    today = day_of(coalition, now)
    added = {
        spelling: add_organisation(by=by, coalition=coalition, name=name, today=today).organisation
        for spelling, name in new.items()
    }
    organisations = Organisation.objects.filter(memberships__coalition=coalition).in_bulk()
    groups = coalition.groups.in_bulk()
    places = []
    for line in invited:
        if line.organisation not in {None, *organisations} or line.group not in {None, *groups}:
            raise NotOfThisCoalition
        invitation, secret = invitations.invite(by=by, circle=circle(coalition), note=line.name, now=now, days=days)
        place = Place.objects.create(
            invitation=invitation,
            coalition=coalition,
            role=line.role,
            organisation=added.get(line.new_organisation.casefold()) or organisations.get(line.organisation or 0),
            group=groups.get(line.group or 0),
            leads=line.leads,
            speaks=line.speaks,
        )
        places.append((place, secret))
    return places


@act(INVITE, gettext_lazy("Withdraw an invitation"), about="coalition")
def withdraw_invitation(*, by: Person, coalition: Coalition, number: int, now: datetime) -> None:
    """Withdraw an invitation; does nothing with one of another circle."""
    place = Place.objects.filter(coalition=coalition, invitation=number).select_related("invitation").first()
    if place:
        invitations.withdraw(invitation=place.invitation, now=now)


def enter_when_invited(invitation: Invitation, person: Person, now: datetime) -> None:
    """Enter the coalition when an invitation is accepted. People who take part already keep their
    role.
    """
    place = Place.objects.filter(invitation=invitation).select_related("coalition", "group", "organisation").first()
    if place is None:
        return
    today = day_of(place.coalition, now)
    part, _is_new = Participation.objects.get_or_create(
        coalition=place.coalition,
        person=person,
        defaults={"role": place.role, "organisation": place.organisation, "since": today},
    )
    if part.organisation is None and place.organisation:
        part.organisation = place.organisation
        part.save(update_fields=["organisation"])
    if place.organisation:
        add_to_organisation(person=person, organisation=place.organisation, today=today)
    if place.group and not place.group.closed and part.role in MAY_LEAD:
        GroupMembership.objects.get_or_create(group=place.group, person=person, defaults={"since": today})
    if part.role in MAY_LEAD:
        _lead_or_speak(place, person, today)
    follow_everybody([person])


def _lead_or_speak(place: Place, person: Person, today: date) -> None:
    """What a coordinator gave with the invitation, where nobody has it meanwhile."""
    if place.leads and place.group and not place.group.closed:
        RapporteurTerm.objects.get_or_create(group=place.group, until=None, defaults={"person": person, "since": today})
    voices = MemberOrganisation.objects.filter(coalition=place.coalition)
    if place.speaks and not voices.filter(representative=person).exists():
        voices.filter(organisation=place.organisation, representative=None).update(
            representative=person, represented_since=today
        )
