"""What is overdue is deleted: every day by the worker, at the server's start, before each page of a list, and after a
restored backup.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.coalitions.clock import day_of
from openupr.coalitions.rules.clock_jump import is_believed
from openupr.workshops.models import Workshop

from ..models import Attended, PublishedCount, PublishedFigures, Registration, RegistrationLink, TakenOut
from ..queries.people import COUNTED_ONLY, EMPTY
from ..rules.keeping import ROW, gone, registered_too_long_ago

_log = logging.getLogger(__name__)


def delete_overdue_everywhere(*, now: datetime) -> None:
    """In every workshop with a list, by the day in its State; a list that cannot be read stops no other."""
    listed = Workshop.objects.filter(Q(registrations__isnull=False) | Q(taken_out__isnull=False)).distinct()
    for workshop in listed.select_related("coalition__review"):
        try:
            delete_overdue(workshop=workshop, today=day_of(workshop.coalition, now))
        except Exception as fault:
            # What is wrong with one list keeps neither the others nor the server's start. No traceback: it could
            # hold what somebody said.
            _log.error("The list of workshop %s was not looked through: %s", workshop.pk, type(fault).__name__)


def delete_overdue(*, workshop: Workshop, today: date) -> None:
    """Blank every answer whose time is over, and delete registrations of which nothing is left to keep.

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
    """The whole list of a workshop that is over, before its time; also not back with an older backup.

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
        Registration.objects.filter(key__in=[each["key"] for each in taken]).delete()
        # By the coalition's key as well: a backup of somewhere else has other workshops under the same numbers.
        there = {(each.coalition.key, each.pk) for each in Workshop.objects.select_related("coalition")}
        for each in taken:
            if (each["workshop__coalition__key"], each["workshop"]) in there:
                stays = {"workshop_id": each["workshop"], "number": each["number"]}
                TakenOut.objects.get_or_create(key=each["key"], defaults=stays)
        for link in RegistrationLink.objects.filter(revoked_on=None):
            if link.token_hash in revoked:
                RegistrationLink.objects.filter(pk=link.pk).update(revoked_on=revoked[link.token_hash])
        again = [each for each in figures if (each.workshop.coalition.key, each.workshop_id) in there]
        PublishedFigures.objects.filter(workshop__in=[each.workshop_id for each in again]).delete()
        for published in again:
            _publish_again(published)

    return delete


def _publish_again(published: PublishedFigures) -> None:
    """What was told is told: figures that an older backup does not have, or has as not yet withdrawn or replaced."""
    counts = list(published.counts.all())
    published.pk = None
    published._state.adding = True
    published.save()
    for each in counts:
        each.pk, each.figures = None, published
    PublishedCount.objects.bulk_create(counts)
    if not published.by_hand:
        Registration.objects.filter(workshop=published.workshop_id).update(**COUNTED_ONLY)
