"""Who is on a workshop's list, as those who keep it see it: what is overdue is not shown, deleted already or not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.rules import hashed_link
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Coalition
from openupr.upr.languages import language
from openupr.web.languages import in_page_language
from openupr.workshops.models import Workshop

from ..models import FloorTally, PublishedFigures, Registration, RegistrationLink, SpeakingCount
from ..rules.genders import likely_group, tidied
from ..rules.keeping import DAYS, ROW, deleted_on, gone, registered_too_long_ago
from .counting import last_day_of

# What a field holds once it is deleted.
EMPTY: Mapping[str, Any] = {
    "name": "",
    "code_hash": "",
    "organisation": "",
    "area": "",
    "gender": "",
    "gender_group": "",
    "first_time": None,
    "language": "",
    "access": "",
}
# What is asked for to be counted, and for nothing else: it goes when the figures are published.
COUNTED_ONLY: Mapping[str, Any] = {name: EMPTY[name] for name in ("area", "gender", "gender_group", "first_time")}
ANOTHER_LANGUAGE = "other"


@dataclass(frozen=True)
class OnTheList:
    """Somebody on the list. `called`: their name, or that it is deleted. `came`: keys of the days they came on."""

    number: int
    called: str
    organisation: str
    area: str | Promise
    gender: str
    gender_group: str | Promise
    first_time: bool | None
    language: str
    access: str
    came: frozenset[int]


def people_of(workshop: Workshop, *, today: date) -> list[OnTheList]:
    """The list in the order of its numbers. Three queries, however many people."""
    last_day = last_day_of(workshop)
    overdue = gone(last_day=last_day, today=today) if last_day else ()
    if ROW in overdue:
        return []
    found = workshop.registrations.filter(registered_on__gt=registered_too_long_ago(today)).prefetch_related("days")
    return [_shown(each, frozenset(overdue)) for each in found]


def _shown(person: Registration, overdue: frozenset[str]) -> OnTheList:
    for field in overdue & set(EMPTY):
        setattr(person, field, EMPTY[field])
    return OnTheList(
        number=person.number,
        called=person.name or _("(deleted)"),
        organisation=person.organisation,
        area=person.get_area_display(),
        gender=person.gender,
        gender_group=person.get_gender_group_display() if person.gender else "",
        first_time=person.first_time,
        language=language_named(person.language),
        access=person.access,
        came=frozenset(each.day_id for each in person.days.all()),
    )


def language_named(code: str) -> str:
    """A language's name; what it is called where none of the workshop's was chosen."""
    if not code:
        return ""
    return _("another") if code == ANOTHER_LANGUAGE else in_page_language(language(code).name)


def dates_of(workshop: Workshop, *, today: date) -> dict[str, date]:
    """By field, the day from which what is said today is not there any more; empty for a workshop without days."""
    last_day = last_day_of(workshop)
    if last_day is None:
        return {}
    return {field: deleted_on(field, last_day=last_day, registered_on=today) for field in DAYS}


def lost_by_last_day(workshop: Workshop, last_day: date, today: date) -> list[str]:
    """What is deleted at once were this the last day, and when the rest would be."""
    before = last_day_of(workshop)
    overdue = gone(last_day=before, today=today) if before else ()
    fields = [each for each in gone(last_day=last_day, today=today) if each not in overdue]
    people = workshop.registrations.count()
    if not people:
        return []
    if ROW in fields:
        told = ngettext(
            "The whole list of %(n)s person, with all they said about themselves, at once.",
            "The whole list of %(n)s people, with all they said about themselves, at once.",
            people,
        )
        return [told % {"n": people}]
    held = [each for each in fields if workshop.registrations.exclude(**{each: EMPTY[each]}).exists()]
    if not held:
        return []
    told = ngettext(
        "Of %(n)s person on the list, at once: %(what)s.", "Of %(n)s people on the list, at once: %(what)s.", people
    )
    rest = _("All that is left of the list, on %(day)s.")
    whole = date_format(deleted_on(ROW, last_day=last_day, registered_on=today), "j F Y")
    return [told % {"n": people, "what": _named(held)}, rest % {"day": whole}]


def overdue_in(coalition: Coalition, today: date) -> Iterator[str]:
    """What would be deleted from the lists of a coalition were this the day, one line for each workshop."""
    for workshop in Workshop.objects.filter(coalition=coalition, registrations__isnull=False).distinct():
        last_day = last_day_of(workshop)
        fields = gone(last_day=last_day, today=today) if last_day else ()
        too_long_ago = workshop.registrations.filter(registered_on__lte=registered_too_long_ago(today))
        people = workshop.registrations.count() if ROW in fields else too_long_ago.count()
        if people:
            told = ngettext("%(title)s: the list of %(n)s person", "%(title)s: the list of %(n)s people", people)
            yield told % {"title": workshop.title, "n": people}
        elif held := [each for each in fields if workshop.registrations.exclude(**{each: EMPTY[each]}).exists()]:
            yield f"{workshop.title}: {_named(held)}"


def _named(fields: Iterable[str]) -> str:
    return ", ".join(str(Registration._meta.get_field(each).verbose_name) for each in fields)  # type: ignore[union-attr]


def holds_on_to(workshop: Workshop) -> list[str]:
    """What hangs on a workshop here, so that it cannot be deleted."""
    found = []
    if workshop.registrations.exists():
        found.append(_("People are on its list. Forget them first, or wait until the list is deleted by itself."))
    if workshop.taken_out.exists():
        found.append(_("People were taken out of its list; no older backup may bring them back."))
    if workshop.registration_links.filter(revoked_on=None).exists():
        found.append(_("A link for registering is open. Revoke it first."))
    counted = SpeakingCount.objects.filter(session__day__workshop=workshop).exists()
    if counted or FloorTally.objects.filter(session__day__workshop=workshop).exists():
        found.append(_("It was counted who spoke in its sessions."))
    if PublishedFigures.objects.filter(workshop=workshop).exists():
        found.append(_("Figures about who came are published."))
    return found


def genders_of(workshop: Workshop) -> list[tuple[str, str, bool]]:
    """How people call their gender: the words, the group they are counted in (or likely to be), whether that is chosen.

    Without names, in the order of the alphabet.
    """
    chosen: dict[str, str] = {}
    for words, group in workshop.registrations.exclude(gender="").values_list("gender", "gender_group"):
        chosen[tidied(words)] = chosen.get(tidied(words)) or group
    return [(words, group or likely_group(words), bool(group)) for words, group in sorted(chosen.items())]


def link_of(workshop: Workshop) -> RegistrationLink | None:
    """The workshop's link that is not revoked, if it has one."""
    return workshop.registration_links.filter(revoked_on=None).first()


def open_link(secret: str, *, now: datetime) -> RegistrationLink | None:
    """The link with this secret, while it opens a registration."""
    links = RegistrationLink.objects.select_related("workshop__coalition__review")
    found = links.filter(token_hash=hashed_link(secret), revoked_on=None).first()
    return found if found and link_is_open(found, today=day_of(found.workshop.coalition, now)) else None


def link_is_open(link: RegistrationLink, *, today: date) -> bool:
    """Until it is revoked, and to the end of the last day."""
    last_day = last_day_of(link.workshop)
    there = RegistrationLink.objects.filter(pk=link.pk, revoked_on=None).exists()
    return there and last_day is not None and today <= last_day
