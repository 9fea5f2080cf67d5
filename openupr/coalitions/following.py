"""Links by which a person's phone follows the dates of a coalition."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.timeline.feeds import close_feed, open_feed
from openupr.timeline.models import Calendar

from .actions.timeline import FOLLOW_DATES, FOLLOW_EVERYWHERE
from .calendars import calendar_of, follow_along, follow_everybody, group_calendar
from .models import Coalition, FollowedCalendar, Group

_WHOLE, _OWN, _GROUP = FollowedCalendar.Extent.WHOLE, FollowedCalendar.Extent.OWN, FollowedCalendar.Extent.GROUP
_EVERYWHERE = FollowedCalendar.Extent.EVERYWHERE


@act(FOLLOW_DATES, _("Have the coalition's dates in one's phone"), about="coalition")
def follow_coalition(
    *, by: Person, coalition: Coalition, whole: bool, neutral: bool, today: date, language: str = ""
) -> tuple[FollowedCalendar, str]:
    """Open a link to a coalition's dates, with those of all its groups (`whole`) or of one's own
    groups; return it with its secret.

    `neutral` titles say nothing to a person who finds the phone. The account takes the `language`
    of the page, and the link's dates use it.
    """
    kept = FollowedCalendar(coalition=coalition, person=by, extent=_WHOLE if whole else _OWN)
    opened = _opened(kept, [calendar_of(coalition, today=today)], neutral=neutral, today=today, language=language)
    follow_along(coalition=coalition)
    return opened


@act(FOLLOW_DATES, _("Have a group's dates in one's phone"), about="group", names="group")
def follow_group(
    *, by: Person, group: Group, neutral: bool, today: date, language: str = ""
) -> tuple[FollowedCalendar, str]:
    """Follow the dates of one group, and of the coalition around it; and the link's secret."""
    kept = FollowedCalendar(coalition=group.coalition, group=group, person=by, extent=_GROUP)
    return _opened(kept, [group_calendar(group, today=today)], neutral=neutral, today=today, language=language)


@act(FOLLOW_DATES, _("Take a phone's dates back"), about="coalition")
def unfollow(*, by: Person, coalition: Coalition, number: int, today: date) -> None:
    """Close one's own link: from now on it shows nothing. Does nothing with the link of another
    person.
    """
    kept = FollowedCalendar.objects.filter(coalition=coalition, person=by, pk=number).select_related("feed").first()
    if kept:
        close_feed(feed=kept.feed, today=today)


@act(FOLLOW_EVERYWHERE, _("Have the dates of all one's coalitions in one's phone"), own=True)
def follow_everywhere(*, by: Person, neutral: bool, today: date, language: str = "") -> tuple[FollowedCalendar, str]:
    """Follow one's own dates in every coalition, present and to come; and the link's secret."""
    kept = FollowedCalendar(person=by, extent=_EVERYWHERE)
    opened = _opened(kept, [], neutral=neutral, today=today, language=language)
    follow_everybody([by])
    return opened


@act(FOLLOW_EVERYWHERE, _("Take the dates of all one's coalitions back from a phone"), own=True)
def unfollow_everywhere(*, by: Person, number: int, today: date) -> None:
    """Take such a link of one's own back."""
    kept = FollowedCalendar.objects.filter(extent=_EVERYWHERE, person=by, pk=number).select_related("feed").first()
    if kept:
        close_feed(feed=kept.feed, today=today)


def _opened(
    kept: FollowedCalendar, calendars: list[Calendar], *, neutral: bool, today: date, language: str
) -> tuple[FollowedCalendar, str]:
    label = str(kept.group or kept.coalition or "")
    kept.feed, token = open_feed(calendars=calendars, today=today, label=label, neutral=neutral)
    kept.save()
    if language and kept.person.language != language:
        kept.person.language = language
        kept.person.save(update_fields=["language"])
    return kept, token


def followed_by(person: Person, *, coalition: Coalition) -> Sequence[FollowedCalendar]:
    """The links that somebody opened and did not take back."""
    open_ones = FollowedCalendar.objects.filter(person=person, coalition=coalition, feed__closed_on=None)
    return list(open_ones.select_related("feed", "group"))


def followed_everywhere(person: Person) -> Sequence[FollowedCalendar]:
    """The links of somebody's dates in all their coalitions that are open."""
    open_ones = FollowedCalendar.objects.filter(person=person, coalition=None, feed__closed_on=None)
    return list(open_ones.select_related("feed"))
