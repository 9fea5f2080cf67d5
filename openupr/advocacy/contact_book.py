"""Contacts and meetings are turned on, kept longer, and deleted on their day or by a button."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.clock_jump import is_believed
from openupr.coalitions.rules.refusals import Refused
from openupr.timeline.models import APPOINTMENT, EarlierDate, Milestone
from openupr.timeline.rules.phases import dated_phases
from openupr.timeline.rules.statuses import DONE, PUBLISHED
from openupr.upr.phases import ADOPTION
from openupr.workshops.models import Day

from .actions import KEEP_CONTACTS
from .models import OF_DIPLOMATS, PRE_SESSION_KINDS, PRIVATE, ContactBook, WipedBook
from .rules import LONGEST_EXTENSION, deletion_day

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Keeping:
    """On which day all is deleted, and why then."""

    day: date
    reason: str
    today: date

    @property
    def is_over(self) -> bool:
        return self.day <= self.today

    @property
    def is_near(self) -> bool:
        """Whether a coordinator who wants to keep it has to say so now."""
        return self.day - self.today <= SOON


def book_of(coalition: Coalition) -> ContactBook | None:
    """The coalition's book; None until contacts and meetings are turned on."""
    return ContactBook.objects.filter(coalition=coalition).first()


def keeping(book: ContactBook, *, today: date) -> Keeping:
    """Until when a coalition's contacts are kept."""
    adoption, is_known = adoption_of(book.coalition)
    day = deletion_day(adoption=adoption, opened_on=book.opened_on, keep_until=book.keep_until)
    if book.keep_until == day:
        reason = _("A coordinator chose this day.")
    elif adoption is None:
        reason = _("No date of the adoption is known, so they are kept for two years.")
    elif is_known:
        reason = _("That is 30 days after the Council adopts the outcome.")
    else:
        reason = _("That is 30 days after the adoption of the outcome, by the last day of its estimate.")
    return Keeping(day, reason, today)


def adoption_of(coalition: Coalition) -> tuple[date | None, bool]:
    """The day on which the Council adopts the outcome, and whether that day is known.

    Of an estimate it is the last day. It comes from the coalition's timeline, else from the dates
    of its review.
    """
    milestone = Milestone.objects.filter(calendar=coalition.calendar_id, key=ADOPTION).first()
    if coalition.calendar_id and milestone:
        return milestone.window.last, milestone.status in (PUBLISHED, DONE)
    review = coalition.review
    phases = dated_phases(iso3=review.iso3, cycle=review.cycle, session=review.session)
    dated = next(phase for phase in phases if phase.phase.key == ADOPTION)
    return (dated.window.last if dated.window else None), dated.status == PUBLISHED


def diplomats_until(coalition: Coalition) -> date | None:
    """Until when it is kept who came to pre-sessions and what diplomats asked: as long as contacts,
    or where these are off, by the same rule from the last pre-session on. None where there is
    nothing.
    """
    rows_by_model = [model._default_manager.filter(workshop__coalition=coalition) for model in OF_DIPLOMATS]
    if not any(rows.exists() for rows in rows_by_model):
        return None
    if book := book_of(coalition):
        return keeping(book, today=date.max).day
    days = Day.objects.filter(workshop__coalition=coalition, workshop__kind__in=PRE_SESSION_KINDS)
    last = days.aggregate(last=Max("date"))["last"] or coalition.founded
    return deletion_day(adoption=adoption_of(coalition)[0], opened_on=last, keep_until=None)


def overdue_contacts_in(coalition: Coalition, today: date) -> Iterator[str]:
    """For DELETIONS_WAITING."""
    book = book_of(coalition)
    if book and keeping(book, today=today).is_over:
        yield _("All contacts at missions, meetings and private notes.")
    until = diplomats_until(coalition)
    if until and until <= today:
        yield _("Who came to pre-sessions, and what diplomats asked there.")


_log = logging.getLogger(__name__)


class NotKeptUntil(Refused):
    """People who were met trust that this ends."""

    def __init__(self, last: date) -> None:
        day = date_format(last, "j F Y")
        super().__init__(
            _("Choose a day between today and %(day)s. Before that day you can choose again.") % {"day": day}
        )


@act(KEEP_CONTACTS, gettext_lazy("Turn contacts and meetings on"), about="coalition")
def open_book(*, by: Person, coalition: Coalition, today: date) -> ContactBook:
    """Turn contacts and meetings on. Asking again changes nothing."""
    return ContactBook.objects.get_or_create(coalition=coalition, defaults={"opened_on": today})[0]


@act(KEEP_CONTACTS, gettext_lazy("Keep contacts and meetings longer"), about="coalition")
def keep_book(*, by: Person, coalition: Coalition, book: ContactBook, until: date, today: date) -> ContactBook:
    """Keep all of it until this day, where it would be deleted before. Raises NotKeptUntil."""
    if not today <= until <= today + LONGEST_EXTENSION:
        raise NotKeptUntil(today + LONGEST_EXTENSION)
    book.keep_until = until
    book.save(update_fields=["keep_until"])
    return book


@act(KEEP_CONTACTS, gettext_lazy("Delete all contacts and meetings now"), about="coalition")
def wipe_book(*, by: Person, coalition: Coalition) -> None:
    """Delete all of it now, here and from every backup that is restored here later; turn it off."""
    wipe(coalition)


def wipe(coalition: Coalition, *, by_itself: bool = False) -> None:
    """Delete a coalition's contacts, meetings, answers and private notes, who came to its
    pre-sessions and what diplomats asked. Call it inside a transaction.
    """
    for model in OF_DIPLOMATS:
        model._default_manager.filter(workshop__coalition=coalition).delete()
    erase_after_commit(*OF_DIPLOMATS, wait=PATIENTLY, by_itself=by_itself)
    book = book_of(coalition)
    if book is None:
        return
    WipedBook.objects.get_or_create(key=book.key, defaults={"coalition": coalition})
    if coalition.calendar:
        coalition.calendar.milestones.filter(key__startswith=APPOINTMENT).delete()
    book.delete()
    erase_after_commit(*PRIVATE, EarlierDate, Milestone, wait=PATIENTLY, by_itself=by_itself)


def delete_overdue_contacts_everywhere(*, now: datetime) -> None:
    """In every coalition, by the day in its State."""
    has_some = Q(contact_book__isnull=False) | Q(workshops__kind__in=PRE_SESSION_KINDS)
    for coalition in Coalition.objects.filter(has_some).distinct().select_related("review", "calendar"):
        try:
            delete_overdue_contacts(coalition=coalition, today=day_of(coalition, now))
        except Exception as fault:
            # What is wrong with one keeps neither the others nor the server's start. No traceback:
            # it could hold what somebody said.
            _log.error("The contacts of coalition %s were not looked through: %s", coalition.pk, type(fault).__name__)


def delete_overdue_contacts(*, coalition: Coalition, today: date) -> bool:
    """Delete them if their day has come; return whether it had.

    Nothing is deleted while the clock is in doubt.
    """
    book = book_of(coalition)
    until = keeping(book, today=today).day if book else diplomats_until(coalition)
    if until is None or until > today or not is_believed(coalition.clock_seen, today):
        return False
    with transaction.atomic():
        wipe(coalition, by_itself=True)
    return True


def keep_wiped() -> Callable[[], None]:
    """For STAYS_WITHDRAWN: what was deleted here is not back with an older backup."""
    wiped = list(WipedBook.objects.values_list("key", "coalition__key"))

    def delete() -> None:
        for coalition in Coalition.objects.filter(contact_book__key__in=[key for key, _coalition in wiped]):
            with transaction.atomic():
                wipe(coalition)
        here = dict(Coalition.objects.values_list("key", "pk"))
        for key, coalition_key in wiped:
            if coalition_key in here:
                WipedBook.objects.get_or_create(key=key, defaults={"coalition_id": here[coalition_key]})

    return delete
