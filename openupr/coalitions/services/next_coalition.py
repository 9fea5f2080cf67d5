"""The coalition for the next review, which begins with what the last one leaves."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.reviews.models import Review
from openupr.timeline.models import Milestone
from openupr.timeline.rules.statuses import DONE, EVENT
from openupr.upr.local_time import local_time
from openupr.web.clock import day_in

from ..actions.coalition import START_NEXT
from ..models import Coalition, ExternalEvent, Group, Organisation
from ..queries.carry_over import CARRY_OVER, CarryingOver, events_to_come, past_dates
from ..rules.refusals import Refused
from .events import put_in_timeline
from .found_coalition import found_coalition

_LONGEST_TITLE = 200


class NeedsAlso(Refused):
    """Something is to be taken along without what it hangs on."""

    def __init__(self, what: str, needed: str) -> None:
        super().__init__("Take “%(needed)s” along too: “%(what)s” hangs on it.", what=what, needed=needed)


class StartedByAnother(Refused):
    """Another coordinator started the next coalition."""

    def __init__(self) -> None:
        super().__init__("Another coordinator started the next review's coalition. Ask to be invited there.")


@act(START_NEXT, about="coalition")
def start_next_coalition(
    *, by: Person, coalition: Coalition, name: str, languages: Sequence[str], take: Collection[str], now: datetime
) -> Coalition:
    """Found the coalition for the State's next review and copy into it what is to be taken along (keys of CARRY_OVER).

    The old one stays as it is. A second time the coalition that was started is returned.
    Raises NeedsAlso, StartedByAnother, MayNotFound.
    """
    old = Coalition.objects.select_for_update(of=("self",)).select_related("review", "calendar").get(pk=coalition.pk)
    if there := old.successors.first():
        if not there.participations.filter(person=by).exists():
            raise StartedByAnother
        return there
    chosen = [each for each in CARRY_OVER if each.key in take]
    for each in chosen:
        for needed in each.needs:
            if needed not in take:
                raise NeedsAlso(str(each.label), str(CARRY_OVER.get(needed).label))  # type: ignore[union-attr]
    review = _next_review(old.review)
    today = day_in(local_time(review.iso3).time_zone, now)
    new: Coalition = found_coalition(by=by, review=review, name=name, languages=languages, today=today)
    new.comes_from = old
    new.save(update_fields=["comes_from"])
    going = CarryingOver(old, new, now)
    for each in chosen:
        each.carry(going)
    return new


def _next_review(review: Review) -> Review:
    """The State's review of the next cycle; where the calendar has none yet, one without a date."""
    later = Review.objects.filter(iso3=review.iso3, cycle__gt=review.cycle).order_by(
        "cycle", F("session").desc(nulls_last=True)
    )
    return later.first() or Review.objects.create(
        iso3=review.iso3, cycle=review.cycle + 1, status=Review.Status.EXPECTED
    )


def carry_organisations(going: CarryingOver) -> None:
    """The organisations by name, to be added or invited: none is a member of the new coalition before it says so."""
    for member in going.old.member_organisations.select_related("organisation"):
        old = member.organisation
        new = Organisation.objects.create(
            coalition=going.new, name=old.name, short_name=old.short_name, about=old.about
        )
        going.note(old, new)


def carry_groups(going: CarryingOver) -> None:
    """The thematic groups with what they work on; nobody is in them yet."""
    for old in going.old.groups.all():
        new = Group.objects.create(
            coalition=going.new,
            name=old.name,
            focus=old.focus,
            issues=old.issues,
            populations=old.populations,
            order=old.order,
            closed=old.closed,
        )
        going.note(old, new)


def carry_dates(going: CarryingOver) -> None:
    """The dates that are over, as events of the past; nobody is named."""
    today = day_in(local_time(going.new.review.iso3).time_zone, going.now)
    Milestone.objects.bulk_create(
        Milestone(
            calendar=going.new.calendar,
            key=f"before-{old.pk}",
            kind=EVENT,
            title=_title(going.old.review.cycle, old.title),
            day=old.day,
            until=old.until,
            hour=old.hour,
            zone=old.zone,
            status=DONE,
            source=old.source,
            written_on=today,
            done_on=old.done_on or old.until or old.day,
        )
        for old in past_dates(going.old, going.now)
    )


def carry_events(going: CarryingOver) -> None:
    """The events outside that are still to come. What each puts at risk stays: it says for whom."""
    today = day_in(local_time(going.new.review.iso3).time_zone, going.now)
    for old in events_to_come(going.old, going.now):
        put_in_timeline(
            ExternalEvent(coalition=going.new, title=old.title, day=old.day, until=old.until, effect=old.effect),
            today=today,
        )


def _title(cycle: int, title: str) -> str:
    return (_("Cycle %(number)s: %(title)s") % {"number": cycle, "title": title})[:_LONGEST_TITLE]
