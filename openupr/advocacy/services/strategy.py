"""A group writes its strategy."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.coalitions.rules.versions import check_version

from ..actions import WRITE_STRATEGY
from ..models import Strategy, StrategyActivity, StrategyRisk


@act(WRITE_STRATEGY, _("Write the group's strategy"), about="group")
def write_strategy(*, by: Person, group: Group, goal: str, at_home: str, abroad: str, version: int) -> Strategy:
    """Save what the group wants and with whom.

    `version`: of what was open. Raises SavedMeanwhile.
    """
    Strategy.objects.get_or_create(group=group)
    held = Strategy.objects.select_for_update().get(group=group)
    theirs, yours = (held.goal, held.at_home, held.abroad), (goal, at_home, abroad)
    check_version(seen=version, current=held.version, theirs="\n\n".join(theirs), yours="\n\n".join(yours))
    if theirs != yours:
        held.goal, held.at_home, held.abroad = yours
        held.version += 1
        held.save()
    return held


@act(WRITE_STRATEGY, _("Write an activity of the group's strategy"), about="group")
def save_activity(*, by: Person, group: Group, activity: StrategyActivity) -> StrategyActivity:
    """Save something that the group does, new or changed."""
    activity.group = group
    activity.save()
    return activity


@act(
    WRITE_STRATEGY,
    {True: _("Say that an activity is done"), False: _("Say that an activity is not done after all")},
    about="group",
    varies_by="done",
)
def finish_activity(*, by: Person, group: Group, activity: StrategyActivity, done: bool, today: date) -> None:
    """Say that an activity is done, or take it back."""
    activity.done_on = (activity.done_on or today) if done else None
    activity.save(update_fields=["done_on"])


@act(WRITE_STRATEGY, _("Remove an activity of the group's strategy"), about="group")
def drop_activity(*, by: Person, group: Group, activity: StrategyActivity) -> None:
    """Take an activity out."""
    activity.delete()


@act(WRITE_STRATEGY, _("Write a risk of the group's strategy"), about="group")
def save_risk(*, by: Person, group: Group, risk: StrategyRisk) -> StrategyRisk:
    """Save a risk and what is done about it, new or changed."""
    risk.group = group
    risk.save()
    return risk


@act(WRITE_STRATEGY, _("Remove a risk of the group's strategy"), about="group")
def drop_risk(*, by: Person, group: Group, risk: StrategyRisk) -> None:
    """Take a risk out."""
    risk.delete()
