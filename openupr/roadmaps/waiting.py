"""What roadmaps ask of people: questions to answer, dates, the outline."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.models import Person
from openupr.coalitions.dates import DateWork
from openupr.coalitions.for_me import WaitingItem, WaitingKind, waiting_rows
from openupr.coalitions.group_members import groups_led_by
from openupr.coalitions.messages import GroupAsk
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.next_steps import is_anything_lodged
from openupr.proposals.adoption import ask_to_answer, stance_tallies
from openupr.proposals.proposals import proposals_of
from openupr.proposals.waiting import group_rows
from openupr.timeline.models import Milestone
from openupr.web.languages import in_page_language

from .models import Answer, OutlinePoint
from .roadmap import groups_that_answer, question_text, roadmap_of
from .rules.roadmap import questions, roadmap_question, timeline_key


def question_name(item: WaitingItem) -> str:
    words = {"number": item.number, "question": question_text(roadmap_question(item.number))}
    return _("%(number)s. %(question)s") % words


def question_asked(item: WaitingItem) -> str:
    return _("Finish the answer") if item.part else _("Answer a question of the roadmap")


def day_name(item: WaitingItem) -> str:
    return in_page_language(roadmap_question(item.number).date_title)


def at_roadmap(item: WaitingItem) -> str:
    return reverse("roadmaps:roadmap", args=[item.coalition.key, item.group])


def at_question(item: WaitingItem) -> str:
    return reverse("roadmaps:roadmap-answer", args=[item.coalition.key, item.group, item.number])


def at_dates(item: WaitingItem) -> str:
    return reverse("coalitions:group-timeline", args=[item.coalition.key, item.group])


def at_outline(item: WaitingItem) -> str:
    return reverse("roadmaps:outline", args=[item.coalition.key, item.group])


def _questions(today: date) -> QuerySet[Any]:
    """Questions with an owner that are not done."""
    rows = Answer.objects.filter(group__closed=False).exclude(owner=None).exclude(state=Answer.State.DONE)
    return _of_question(rows, person="owner")


def _questions_of_nobody(today: date) -> QuerySet[Any]:
    """Questions with a day and no owner that are not done, for the rapporteur."""
    rows = Answer.objects.filter(group__closed=False, owner=None).exclude(due=None).exclude(state=Answer.State.DONE)
    return _of_question(rows, rapporteur_of="group")


def _roadmaps(today: date) -> QuerySet[Any]:
    """Groups with an open question that has neither an owner nor a day, for the rapporteur: one row
    a roadmap. It tells how many are open of all, as the overview does.
    """
    done = Q(answers__state=Answer.State.DONE)
    seen_to = done | ~Q(answers__owner=None) | ~Q(answers__due=None)
    all_of_them: Any = Value(len(questions()))
    by_itself: Any = Value(0)
    also_seen_to: Any = Value(0)
    for question in questions():
        if question.done_by_itself:
            answered_by_page = groups_that_answer(question).filter(pk=OuterRef("pk"))
            asked_of = Answer.objects.filter(group=OuterRef("pk"), question=question.number).exclude(
                owner=None, due=None
            )
            by_itself += _one(Exists(answered_by_page))
            also_seen_to += _one(Exists(answered_by_page) & ~Exists(asked_of))
    groups = Group.objects.filter(closed=False).annotate(
        w_open=all_of_them - Count("answers", filter=done) - by_itself,
        w_left=all_of_them - Count("answers", filter=seen_to) - also_seen_to,
    )
    return group_rows(groups.filter(w_left__gt=0))


def _one(is_so: Any) -> Case:
    return Case(When(is_so, then=1), default=0)


def _of_question(rows: QuerySet[Answer], **whose: str) -> QuerySet[Any]:
    group = {"coalition": "group__coalition", "group": "group", "about": "group__name"}
    begun: Any = Case(When(text="", then=0), default=1, output_field=BigIntegerField())
    return waiting_rows(rows, number="question", part=begun, due="due", **group, **whose)


def _days(today: date) -> QuerySet[Any]:
    """The days to come that answers with an owner name, unless the timeline calls them done."""
    key = Concat(Value(timeline_key("")), Cast(OuterRef("question"), TextField()))
    named = Milestone.objects.filter(calendar=OuterRef("group__calendar"), key=key).exclude(
        status=Milestone.Status.DONE
    )
    rows = Answer.objects.filter(Exists(named), group__closed=False, day__gte=today).exclude(owner=None)
    group = {"coalition": "group__coalition", "group": "group", "about": "group__name"}
    return waiting_rows(rows, person="owner", number="question", due="day", **group)


def _outlines(today: date) -> QuerySet[Any]:
    """Groups without a point in their outline while the plan has a day for it, for the
    rapporteur.
    """
    return _of_outline(Group.objects.filter(~Exists(_points())))


def _outlines_to_agree(today: date) -> QuerySet[Any]:
    """The other groups, until that day. After it the step of the plan itself is asked for."""
    return _of_outline(Group.objects.filter(Exists(_points()))).filter(w_until__gte=today)


def _points() -> QuerySet[OutlinePoint]:
    return OutlinePoint.objects.filter(group=OuterRef("pk"), is_heading=False)


def _of_outline(groups: QuerySet[Group]) -> QuerySet[Any]:
    planned = Milestone.objects.filter(calendar=OuterRef("coalition__calendar"), key="outline")
    days = planned.exclude(status=Milestone.Status.DONE).values("day")
    rows = groups.filter(closed=False).annotate(w_until=Subquery(days)).exclude(w_until=None)
    return waiting_rows(rows, coalition="coalition", rapporteur_of="pk", group="pk", about="name", due="w_until")


_ANSWER = (gettext_lazy("Answer a question of the roadmap"), gettext_lazy("Answer it"))
_ASKED: Mapping[str, Any] = {"name": question_name, "says": question_asked, "until_lodged": True}
KINDS = (
    WaitingKind("question", *_ANSWER, _questions, at_question, **_ASKED),
    WaitingKind("unowned-question", *_ANSWER, _questions_of_nobody, at_question, **_ASKED),
    WaitingKind(
        "roadmap",
        gettext_lazy("Open questions of the roadmap"),
        gettext_lazy("Answer questions"),
        _roadmaps,
        at_roadmap,
        until_lodged=True,
    ),
    WaitingKind(
        "roadmap-day",
        gettext_lazy("A date of the group"),
        gettext_lazy("Open its dates"),
        _days,
        at_dates,
        name=day_name,
        is_date=True,
        on_the_day=lambda _item: True,
    ),
    WaitingKind(
        "outline",
        gettext_lazy("Write the group's outline"),
        gettext_lazy("Write it"),
        _outlines,
        at_outline,
        until_lodged=True,
    ),
    WaitingKind(
        "outline-agreed",
        gettext_lazy("Agree on the outline with your group"),
        gettext_lazy("Open the outline"),
        _outlines_to_agree,
        at_outline,
        until_lodged=True,
        is_date=True,
    ),
)


def ask_group(group: Group, today: date) -> Iterator[GroupAsk]:
    """To answer the group's recommendations; where none waits, the questions of its roadmap.
    Nothing once lodged.
    """
    if is_anything_lodged(group.coalition):
        return
    before = [proposal for proposal in proposals_of(group) if proposal.may_be_adopted]
    ask = ask_to_answer(group, before, stance_tallies(before))
    if ask:
        yield ask
        return
    roadmap = roadmap_of(group, today=today)
    still_open = len(roadmap.lines) - roadmap.done
    if still_open:
        words = ngettext("A question of our roadmap is open.", "%(n)s questions of our roadmap are open.", still_open)
        path = reverse("roadmaps:roadmap", args=[group.coalition.key, group.pk])
        yield GroupAsk(words % {"n": still_open}, path)


def _of_the_group(page: str) -> Callable[[Coalition | Group, Person, Collection[str]], str]:
    """A page of the date's group; of a coalition's date, of the group that the reader leads or
    works in.

    None for a coordinator, who says that the coalition's date is done.
    """

    def address(holder: Coalition | Group, reader: Person, may: Collection[str]) -> str:
        if isinstance(holder, Group):
            return reverse(page, args=[holder.coalition.key, holder.pk])
        if "coalitions.write_dates" in may:
            return ""
        led = [group.pk for group in groups_led_by(reader) if group.coalition_id == holder.pk]
        works_in = holder.groups.filter(closed=False, memberships__person=reader)
        groups = led or list(works_in.values_list("pk", flat=True))
        if len(groups) != 1:
            return reverse("coalitions:groups", args=[holder.key])
        return reverse(page, args=[holder.key, groups[0]])

    return address


def _names_roadmap(_key: str, title: str) -> bool:
    return any(word.lower() in title.lower() for word in ("roadmap", _("Roadmap")))


DATE_WORKS = (
    DateWork("outline", lambda key, _title: key == "outline", _of_the_group("roadmaps:outline")),
    DateWork("roadmap", _names_roadmap, _of_the_group("roadmaps:roadmap")),
)
