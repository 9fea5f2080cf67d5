"""A group's strategy as a page and as a document of one page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.timeline import coalition_dates
from openupr.documents import word
from openupr.timeline.models import Milestone
from openupr.upr.phases import REVIEW
from openupr.upr.states import by_iso3

from .actions import WRITE_STRATEGY
from .models import Carrier, Strategy, StrategyActivity, StrategyRisk
from .pre_sessions import TaskLine, task_lines

_MID_TERM = "mid-term"


@dataclass(frozen=True)
class StrategyPage:
    """All of it. `carriers`: States that are to carry the group's recommendations.

    `mid_term`: until when it reaches, as the coalition's calendar knows. `ends_early`: no activity
    after the review.
    """

    group: Group
    strategy: Strategy
    activities: list[TaskLine]
    risks: list[StrategyRisk]
    carriers: list[str]
    mid_term: Milestone | None
    ends_early: bool

    @property
    def is_empty(self) -> bool:
        texts = (self.strategy.goal, self.strategy.at_home, self.strategy.abroad)
        return not any((*texts, self.activities, self.risks))


def strategy_of(group: Group, *, today: date) -> StrategyPage:
    """The group's strategy; an empty one where it has none. A few queries."""
    activities = task_lines(StrategyActivity.objects.filter(group=group), today)
    review = coalition_dates(group.coalition, today=today).get(REVIEW)
    review_day = review.entry.window.last if review and review.entry.window else None
    mid_term = Milestone.objects.filter(calendar=group.coalition.calendar_id, key=_MID_TERM).exclude(calendar=None)
    carriers = Carrier.objects.filter(proposal__group=group).values_list("iso3", flat=True)
    return StrategyPage(
        group=group,
        strategy=Strategy.objects.filter(group=group).first() or Strategy(group=group),
        activities=activities,
        risks=list(StrategyRisk.objects.filter(group=group)),
        carriers=sorted({by_iso3(carrier).name for carrier in carriers}),
        mid_term=mid_term.first(),
        ends_early=bool(
            activities and review_day and not any(activity.task.due > review_day for activity in activities)
        ),
    )


@dataclass(frozen=True)
class StrategyLine:
    """A group in the list: its goal, its next activity, and how many are overdue."""

    group: Group
    goal: str
    next_activity: StrategyActivity | None
    overdue: int


def strategies_of(coalition: Coalition, *, today: date) -> list[StrategyLine]:
    """Every open group with what its strategy says. Three queries."""
    groups = list(coalition.groups.filter(closed=False))
    goals = dict(Strategy.objects.filter(group__in=groups).values_list("group", "goal"))
    to_do: dict[int, list[StrategyActivity]] = defaultdict(list)
    for activity in StrategyActivity.objects.filter(group__in=groups, done_on=None).select_related("owner"):
        to_do[activity.group_id].append(activity)
    return [
        StrategyLine(
            group=group,
            goal=goals.get(group.pk, ""),
            next_activity=next(iter(to_do[group.pk]), None),
            overdue=sum(activity.due < today for activity in to_do[group.pk]),
        )
        for group in groups
    ]


def strategy_document(page: StrategyPage) -> word.Document:
    """One page to print or to go on writing in Word."""
    return word.Document(
        title=_("Strategy: %(group)s") % {"group": page.group.name},
        blocks=tuple(_blocks(page)),
        furniture=word.Furniture(header=page.group.name),
    )


def _blocks(page: StrategyPage) -> Iterator[word.Block]:
    strategy = page.strategy
    yield from _text(_("Goal"), strategy.goal)
    yield from _text(_("Targets at home"), strategy.at_home)
    yield from _text(_("Targets abroad"), strategy.abroad)
    if page.carriers:
        states = _("States that we ask: %(states)s") % {"states": ", ".join(page.carriers)}
        yield word.Paragraph(word.plain(states))
    if page.activities:
        yield _heading(_("Activities"))
        yield _table(
            (_("What"), _("Owner"), _("Due")), [_activity(activity) for activity in page.activities], (6, 3, 3)
        )
    if page.risks:
        yield _heading(_("Risks"))
        rows = [(risk.text, risk.response) for risk in page.risks]
        yield _table((_("Risk"), _("Our response")), rows, (1, 1))


def _text(title: str, text: str) -> Iterator[word.Block]:
    if text:
        yield _heading(title)
        yield from (word.Paragraph(word.plain(line)) for line in text.splitlines() if line.strip())


def _activity(line: TaskLine) -> tuple[str, ...]:
    day = date_format(line.task.due, "j F Y")
    due = _("%(day)s, done") % {"day": day} if line.task.done_on else day
    return line.task.text, str(line.task.owner or ""), due


def _heading(text: str) -> word.Heading:
    return word.Heading(word.plain(text), numbered=False)


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]) -> word.DocumentTable:
    return word.DocumentTable(
        tuple(tuple(word.plain(cell) for cell in row) for row in rows),
        header=tuple(word.plain(name) for name in header),
        widths=widths,
        keeps_rows=True,
    )


@act(WRITE_STRATEGY, gettext_lazy("Write the group's strategy"), about="group")
def write_strategy(*, by: Person, group: Group, goal: str, at_home: str, abroad: str) -> Strategy:
    """Save what the group wants and with whom."""
    strategy, _made = Strategy.objects.get_or_create(group=group)
    strategy.goal, strategy.at_home, strategy.abroad = goal, at_home, abroad
    strategy.save()
    return strategy


@act(WRITE_STRATEGY, gettext_lazy("Write an activity of the group's strategy"), about="group")
def save_activity(*, by: Person, group: Group, activity: StrategyActivity) -> StrategyActivity:
    """Save something that the group does, new or changed."""
    activity.group = group
    activity.save()
    return activity


@act(
    WRITE_STRATEGY,
    {
        True: gettext_lazy("Say that an activity is done"),
        False: gettext_lazy("Say that an activity is not done after all"),
    },
    about="group",
    varies_by="done",
)
def finish_activity(*, by: Person, group: Group, activity: StrategyActivity, done: bool, today: date) -> None:
    """Say that an activity is done, or take it back."""
    activity.done_on = (activity.done_on or today) if done else None
    activity.save(update_fields=["done_on"])


@act(WRITE_STRATEGY, gettext_lazy("Remove an activity of the group's strategy"), about="group")
def drop_activity(*, by: Person, group: Group, activity: StrategyActivity) -> None:
    """Take an activity out."""
    activity.delete()


@act(WRITE_STRATEGY, gettext_lazy("Write a risk of the group's strategy"), about="group")
def save_risk(*, by: Person, group: Group, risk: StrategyRisk) -> StrategyRisk:
    """Save a risk and what is done about it, new or changed."""
    risk.group = group
    risk.save()
    return risk


@act(WRITE_STRATEGY, gettext_lazy("Remove a risk of the group's strategy"), about="group")
def drop_risk(*, by: Person, group: Group, risk: StrategyRisk) -> None:
    """Take a risk out."""
    risk.delete()
