"""A person's telephone follows the dates of a coalition: see openupr.timeline's feeds."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.timeline.feeds import close_feed, open_feed
from openupr.timeline.models import Calendar

from ..actions.timeline import FOLLOW_DATES, FOLLOW_EVERYWHERE
from ..models import Coalition, FollowedCalendar, Group
from .calendars import calendar_of, follow_along, follow_everybody, group_calendar

_WHOLE, _OWN, _GROUP = FollowedCalendar.Extent.WHOLE, FollowedCalendar.Extent.OWN, FollowedCalendar.Extent.GROUP
_EVERYWHERE = FollowedCalendar.Extent.EVERYWHERE


@act(FOLLOW_DATES, _("Have the coalition's dates in one's phone"), about="coalition")
def follow_coalition(
    *, by: Person, coalition: Coalition, whole: bool, neutral: bool, today: date, language: str = ""
) -> tuple[FollowedCalendar, str]:
    """Follow a coalition's dates, with those of all its groups (`whole`) or of one's own; and the link's secret.

    `neutral` titles tell nothing to whoever finds the telephone. The `language` that the page was read in becomes that
    of the account, which the link's dates follow.
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
    """Take back a link of one's own: from now on nothing is there. One of somebody else is left alone."""
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
