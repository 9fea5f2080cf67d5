"""Publishing figures of a workshop: once, then frozen."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.workshops.models import Workshop

from ..actions import PUBLISH
from ..models import Attended, PublishedCount, PublishedFigures, Registration
from ..queries.counting import counted, last_day_of
from ..queries.people import COUNTED_ONLY
from ..queries.publications import all_publications
from ..rules.comparing import tells_of_few
from ..rules.publishing import Publication, publication_of, typed_in
from ..rules.questions import DAY, REGISTERED, TOTAL
from ..rules.refusals import NobodyCame, NothingToPublish, NotOverYet, PublishedAlready, TellsOfFew


@act(PUBLISH, _("Publish figures counted from the list"), about="workshop")
def publish_from_list(*, by: Person, workshop: Workshop, today: date) -> PublishedFigures:
    """Count who came, and tell what may be told; answers that were asked for this alone are deleted then.

    Raises NotOverYet, PublishedAlready, NobodyCame, NothingToPublish.
    """
    _check_it_is_over(workshop, today)
    if PublishedFigures.objects.select_for_update().filter(workshop=workshop).exists():
        raise PublishedAlready
    if not workshop.registrations.filter(days__isnull=False).exists():
        raise NobodyCame
    figures = _publish(workshop, counted(workshop), today=today)
    # What they were asked for is done.
    workshop.registrations.update(**COUNTED_ONLY)
    erase_after_commit(Attended, Registration, wait=PATIENTLY)
    return figures


@act(PUBLISH, _("Publish figures that were typed in"), about="workshop")
def publish_by_hand(
    *,
    by: Person,
    workshop: Workshop,
    today: date,
    total: int,
    approximate: bool = False,
    registered: int | None = None,
    days: Mapping[date, int] | None = None,
    answers: Mapping[str, Mapping[str, int]] | None = None,
) -> PublishedFigures:
    """Figures of a workshop that was held on paper, typed in; what may not be told is not kept.

    `answers`: {"gender": {"women": 31}}, by the keys of rules.questions. Figures typed in before give way to these,
    unless these tell of a few beside any that were ever told.
    Raises NotOverYet, PublishedAlready, NothingToPublish, MoreThanAll, TellsOfFew.
    """
    _check_it_is_over(workshop, today)
    earlier = PublishedFigures.objects.select_for_update().filter(workshop=workshop)
    if earlier.filter(by_hand=False).exists():
        raise PublishedAlready
    typed = typed_in(total=total, registered=registered, days=days, answers=answers)
    told = publication_of(typed)
    if tells_of_few(all_publications(workshop), typed=typed, told=told):
        raise TellsOfFew
    earlier.filter(replaced_on=None).update(replaced_on=today)
    return _publish(workshop, told, today=today, by_hand=True, approximate=approximate)


@act(PUBLISH, _("Withdraw published figures"), about="workshop")
def withdraw_figures(*, by: Person, workshop: Workshop, today: date) -> None:
    """They are not shown any more. What was taken from a list is not taken a second time."""
    PublishedFigures.objects.filter(workshop=workshop, withdrawn_on=None, replaced_on=None).update(withdrawn_on=today)


def _check_it_is_over(workshop: Workshop, today: date) -> None:
    last = last_day_of(workshop)
    if last is None or today < last:
        raise NotOverYet


def _publish(
    workshop: Workshop, told: Publication, *, today: date, by_hand: bool = False, approximate: bool = False
) -> PublishedFigures:
    if told.total is None:
        raise NothingToPublish
    figures = PublishedFigures.objects.create(
        workshop=workshop, published_on=today, by_hand=by_hand, approximate=approximate
    )
    rows = [
        (TOTAL, "", told.total),
        *([(REGISTERED, "", told.registered)] if told.registered else []),
        *((DAY, day, came) for day, came in told.days.items()),
        *((question, group, count) for question, groups in told.answers.items() for group, count in groups.items()),
    ]
    PublishedCount.objects.bulk_create(
        PublishedCount(figures=figures, question=question, group=group, count=count) for question, group, count in rows
    )
    return figures
