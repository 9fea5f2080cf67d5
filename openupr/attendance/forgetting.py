"""What is overdue is deleted, and the names of a workshop that is over are forgotten.

Deleted: every day by the worker, at the server's start, before each page of a list, and after a
restored backup. Forgotten: names on the agenda, which is free text, and on the list.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.clock_jump import is_believed
from openupr.workshops.models import AgendaTemplate, SessionRole, Workshop
from openupr.workshops.workshops import organisers

from .actions import FORGET_NAMES
from .models import (
    Attended,
    FloorTally,
    PublishedCount,
    PublishedFigures,
    Registration,
    RegistrationLink,
    SpeakingCount,
    TakenOut,
)
from .registrations import COUNTED_ONLY, EMPTY, last_day_of
from .rules.keeping import ROW, deleted_on, gone, registered_too_long_ago
from .rules.refusals import NotOverYet


def names_that_stay(workshop: Workshop) -> frozenset[str]:
    """Names of organisations, in small letters: they are no person's, and stay when names are
    forgotten.
    """
    of_coalition = workshop.coalition.member_organisations.values_list("organisation__name", "organisation__short_name")
    names = {name for pair in of_coalition for name in pair if name} | set(organisers(workshop))
    return frozenset(name.strip().casefold() for name in names)


def names_to_forget(workshop: Workshop) -> int:
    """How many entries of the agenda name somebody who is no organisation."""
    stay = names_that_stay(workshop)
    named = SessionRole.objects.filter(session__day__workshop=workshop).values_list("name", flat=True)
    return sum(name.strip().casefold() not in stay for name in named)


def lost_by_last_day(workshop: Workshop, last_day: date, today: date) -> list[str]:
    """What is deleted at once were this the last day, and when the rest would be."""
    before = last_day_of(workshop)
    overdue = gone(last_day=before, today=today) if before else ()
    fields = [field_name for field_name in gone(last_day=last_day, today=today) if field_name not in overdue]
    people = workshop.registrations.count()
    if not people:
        return []
    if ROW in fields:
        sentence = ngettext(
            "The whole list of %(n)s person, with all they said about themselves, at once.",
            "The whole list of %(n)s people, with all they said about themselves, at once.",
            people,
        )
        return [sentence % {"n": people}]
    lost_fields = [field for field in fields if workshop.registrations.exclude(**{field: EMPTY[field]}).exists()]
    if not lost_fields:
        return []
    sentence = ngettext(
        "Of %(n)s person on the list, at once: %(what)s.", "Of %(n)s people on the list, at once: %(what)s.", people
    )
    rest = _("All that is left of the list, on %(day)s.")
    whole = date_format(deleted_on(ROW, last_day=last_day, registered_on=today), "j F Y")
    return [sentence % {"n": people, "what": _named(lost_fields)}, rest % {"day": whole}]


def overdue_in(coalition: Coalition, today: date) -> Iterator[str]:
    """What would be deleted from the lists of a coalition were this the day, one line for each
    workshop.
    """
    for workshop in Workshop.objects.filter(coalition=coalition, registrations__isnull=False).distinct():
        last_day = last_day_of(workshop)
        fields = gone(last_day=last_day, today=today) if last_day else ()
        too_long_ago = workshop.registrations.filter(registered_on__lte=registered_too_long_ago(today))
        people = workshop.registrations.count() if ROW in fields else too_long_ago.count()
        if people:
            sentence = ngettext("%(title)s: the list of %(n)s person", "%(title)s: the list of %(n)s people", people)
            yield sentence % {"title": workshop.title, "n": people}
        elif lost_fields := [
            field for field in fields if workshop.registrations.exclude(**{field: EMPTY[field]}).exists()
        ]:
            yield f"{workshop.title}: {_named(lost_fields)}"


def _named(fields: Iterable[str]) -> str:
    return ", ".join(str(Registration._meta.get_field(field).verbose_name) for field in fields)  # type: ignore[union-attr]


def holds_on_to(workshop: Workshop) -> list[str]:
    """What is kept here of a workshop, and why it therefore cannot be deleted."""
    reasons = []
    if workshop.registrations.exists():
        reasons.append(_("People are on its list. Forget them first, or wait until the list is deleted by itself."))
    if workshop.taken_out.exists():
        reasons.append(_("People were taken out of its list; no older backup may bring them back."))
    if workshop.registration_links.filter(revoked_on=None).exists():
        reasons.append(_("A link for registering is open. Revoke it first."))
    counted = SpeakingCount.objects.filter(session__day__workshop=workshop).exists()
    if counted or FloorTally.objects.filter(session__day__workshop=workshop).exists():
        reasons.append(_("It was counted who spoke in its sessions."))
    if PublishedFigures.objects.filter(workshop=workshop).exists():
        reasons.append(_("Figures about who came are published."))
    return reasons


_log = logging.getLogger(__name__)


def delete_overdue_everywhere(*, now: datetime) -> None:
    """In every workshop with a list, by the day in its State; a list that cannot be read stops no
    other.
    """
    listed = Workshop.objects.filter(Q(registrations__isnull=False) | Q(taken_out__isnull=False)).distinct()
    for workshop in listed.select_related("coalition__review"):
        try:
            delete_overdue(workshop=workshop, today=day_of(workshop.coalition, now))
        except Exception as fault:
            # What is wrong with one list keeps neither the others nor the server's start. No
            # traceback: it could hold what somebody said.
            _log.error("The list of workshop %s was not looked through: %s", workshop.pk, type(fault).__name__)


def delete_overdue(*, workshop: Workshop, today: date) -> None:
    """Blank every answer whose time is over, and delete registrations of which nothing is left to
    keep.

    Two queries while nothing is overdue. Nothing is deleted while the computer's clock is in doubt.
    """
    if not is_believed(workshop.coalition.clock_seen, today):
        return
    people = Registration.objects.filter(workshop=workshop)
    last_day = workshop.days.aggregate(last=Max("date"))["last"]
    fields = gone(last_day=last_day, today=today) if last_day else ()
    with transaction.atomic():
        overdue = people if ROW in fields else people.filter(registered_on__lte=registered_too_long_ago(today))
        if overdue.exists():
            overdue.delete()
            erase_after_commit(Attended, Registration, wait=PATIENTLY, by_itself=True)
        if ROW in fields:
            TakenOut.objects.filter(workshop=workshop).delete()
        blanked = {name: EMPTY[name] for field in fields if field != ROW for name in _together(field)}
        if blanked and people.exclude(**blanked).exists():
            people.update(**blanked)
            erase_after_commit(Attended, Registration, wait=PATIENTLY, by_itself=True)


def _together(field: str) -> tuple[str, ...]:
    """What goes with a field: the group with the words, the code with the name."""
    return {"gender": ("gender", "gender_group"), "name": ("name", "code_hash")}.get(field, (field,))


def forget_list_of(workshop: Workshop) -> None:
    """The whole list of a workshop that is over, before its time; also not back with an older
    backup.

    What remains of each until that time comes is a key of chance and a number on the list.
    """
    people = list(workshop.registrations.values_list("key", "number"))
    TakenOut.objects.bulk_create(TakenOut(workshop=workshop, key=key, number=number) for key, number in people)
    workshop.registrations.all().delete()
    erase_after_commit(Attended, Registration, wait=PATIENTLY)


def keep_deleted() -> Callable[[], None]:
    """For restoring an older backup: what is taken out, revoked or published since stays so."""
    taken = list(TakenOut.objects.values("key", "number", "workshop", "workshop__coalition__key"))
    revoked = dict(RegistrationLink.objects.exclude(revoked_on=None).values_list("token_hash", "revoked_on"))
    figures = list(PublishedFigures.objects.select_related("workshop__coalition").prefetch_related("counts"))

    def delete() -> None:
        Registration.objects.filter(key__in=[registration["key"] for registration in taken]).delete()
        # By the coalition's key as well: a backup of somewhere else has other workshops under the
        # same numbers.
        there = {(workshop.coalition.key, workshop.pk) for workshop in Workshop.objects.select_related("coalition")}
        for row in taken:
            if (row["workshop__coalition__key"], row["workshop"]) in there:
                stays = {"workshop_id": row["workshop"], "number": row["number"]}
                TakenOut.objects.get_or_create(key=row["key"], defaults=stays)
        for link in RegistrationLink.objects.filter(revoked_on=None):
            if link.token_hash in revoked:
                RegistrationLink.objects.filter(pk=link.pk).update(revoked_on=revoked[link.token_hash])
        again = [figure for figure in figures if (figure.workshop.coalition.key, figure.workshop_id) in there]
        PublishedFigures.objects.filter(workshop__in=[figure.workshop_id for figure in again]).delete()
        for published in again:
            _publish_again(published)

    return delete


def _publish_again(published: PublishedFigures) -> None:
    """Publish again what was published: an older backup may not have it, or not know its end."""
    counts = list(published.counts.all())
    published.pk = None
    published._state.adding = True
    published.save()
    for count in counts:
        count.pk, count.figures = None, published
    PublishedCount.objects.bulk_create(counts)
    if not published.by_hand:
        Registration.objects.filter(workshop=published.workshop_id).update(**COUNTED_ONLY)


@act(FORGET_NAMES, about="workshop")
def forget_names(*, by: Person, workshop: Workshop, today: date) -> None:
    """Take every name from the agenda that is no organisation's, and delete the list, for good.
    Raises NotOverYet.
    """
    last = last_day_of(workshop)
    if last is None or today <= last:
        raise NotOverYet
    _forget_in(workshop)


def forget_in_coalition(circle: str, now: datetime) -> None:
    """What accounts call when authorship in a circle is forgotten: all its workshops that are over,
    and the names in agendas kept as templates.
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
