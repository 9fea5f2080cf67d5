"""What roadmaps ask of people: questions to answer, recommendations to adopt, objections and comments to answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Group, GroupMembership, RapporteurTerm
from openupr.coalitions.queries.for_me import WaitingKind, waiting_rows
from openupr.timeline.models import Milestone

from ..models import Answer, OutlinePoint, Proposal, Stance, WordingVersion
from ..rules.roadmap import questions, timeline_key
from .proposals import number_of, open_comments
from .roadmap import groups_that_answer
from .waiting_words import (
    adopt_button,
    adopt_says,
    agreed_name,
    at_dates,
    at_outline,
    at_question,
    at_roadmap,
    at_those,
    at_voices,
    changed_name,
    day_name,
    proposal_name,
    question_asked,
    question_name,
    speak_says,
)

_GONE = (Proposal.State.MERGED, Proposal.State.DROPPED)


def _questions(today: date) -> QuerySet[Any]:
    """Questions with an owner that are not done."""
    rows = Answer.objects.filter(group__closed=False).exclude(owner=None).exclude(state=Answer.State.DONE)
    return _of_question(rows, person="owner")


def _questions_of_nobody(today: date) -> QuerySet[Any]:
    """Questions with a day and no owner that are not done, for the rapporteur."""
    rows = Answer.objects.filter(group__closed=False, owner=None).exclude(due=None).exclude(state=Answer.State.DONE)
    return _of_question(rows, rapporteur_of="group")


def _roadmaps(today: date) -> QuerySet[Any]:
    """Groups with an open question that has neither an owner nor a day, for the rapporteur: one row a roadmap. It tells
    how many are open of all, as the overview does.
    """
    done = Q(answers__state=Answer.State.DONE)
    seen_to = done | ~Q(answers__owner=None) | ~Q(answers__due=None)
    all_of_them: Any = Value(len(questions()))
    by_itself: Any = Value(0)
    also_seen_to: Any = Value(0)
    for each in questions():
        if each.done_by_itself:
            told = groups_that_answer(each).filter(pk=OuterRef("pk"))
            asked_of = Answer.objects.filter(group=OuterRef("pk"), question=each.number).exclude(owner=None, due=None)
            by_itself += _one(Exists(told))
            also_seen_to += _one(Exists(told) & ~Exists(asked_of))
    groups = Group.objects.filter(closed=False).annotate(
        w_open=all_of_them - Count("answers", filter=done) - by_itself,
        w_left=all_of_them - Count("answers", filter=seen_to) - also_seen_to,
    )
    return _of_group(groups.filter(w_left__gt=0))


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
    """Groups without a point in their outline while the plan has a day for it, for the rapporteur."""
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


def _to_adopt(today: date) -> QuerySet[Any]:
    """Groups with recommendations that can be adopted, for the rapporteur. An objection comes first: see there."""
    proposed = Proposal.objects.filter(group=OuterRef("pk"), state__in=Proposal.BEFORE_THE_GROUP).exclude(
        pk__in=_unanswered().values("proposal")
    )
    agreed = proposed.filter(Exists(_accepted()), ~Exists(_unheard()), wordings__is_original=True)
    groups = Group.objects.filter(closed=False).annotate(
        w_open=number_of(proposed, "group"), w_agreed=number_of(agreed, "group")
    )
    return _of_group(groups, part="w_agreed")


def _accepted() -> QuerySet[Stance]:
    """What members said on a recommendation as it is now, without objections."""
    said = Stance.objects.filter(proposal=OuterRef("pk"), version=OuterRef("wordings__version"))
    return said.exclude(says=Stance.Says.OBJECT).order_by()


def _unheard() -> QuerySet[GroupMembership]:
    """Members but the rapporteur who did not accept a recommendation as it is now."""
    members = GroupMembership.objects.filter(group=OuterRef("group")).exclude(Exists(_leads("group", "person")))
    accepted = Stance.objects.filter(
        proposal=OuterRef(OuterRef("pk")), version=OuterRef(OuterRef("wordings__version")), person=OuterRef("person")
    )
    return members.exclude(Exists(accepted.exclude(says=Stance.Says.OBJECT))).order_by()


def _to_speak_on(today: date) -> QuerySet[Any]:
    """Members with recommendations before their group on which they have not spoken, on no wording of them."""
    spoken = Stance.objects.filter(proposal=OuterRef("pk"), person=OuterRef(OuterRef("person")))
    unspoken = Proposal.objects.filter(group=OuterRef("group"), state__in=Proposal.BEFORE_THE_GROUP).exclude(
        Exists(spoken)
    )
    members = GroupMembership.objects.filter(group__closed=False).annotate(w_open=number_of(unspoken, "group"))
    group = {"coalition": "group__coalition", "group": "group", "about": "group__name"}
    return waiting_rows(members.filter(w_open__gt=0), person="person", number="group", many="w_open", **group)


def _changed(today: date) -> QuerySet[Any]:
    """Recommendations whose text changed since a member spoke, for each such member but the rapporteur."""
    return _of_stance(_on_an_earlier_text().exclude(_is_answered()))


def _answered_by_change(today: date) -> QuerySet[Any]:
    """Objections that the rapporteur answered by a new text, for the member who objects."""
    return _of_stance(_on_an_earlier_text().filter(_is_answered()))


def _on_an_earlier_text() -> QuerySet[Stance]:
    rows = Stance.objects.filter(
        proposal__state__in=Proposal.BEFORE_THE_GROUP,
        proposal__group__closed=False,
        proposal__wordings__is_original=True,
        version__lt=F("proposal__wordings__version"),
    ).exclude(Exists(_leads("proposal__group", "person")))
    works = GroupMembership.objects.filter(group=OuterRef("proposal__group"), person=OuterRef("person"))
    return rows.filter(Exists(works))


def _is_answered() -> Q:
    """An objection that has an answer, or after which the rapporteur wrote the text as it is now."""
    by_the_rapporteur = _newest("proposal").filter(Exists(_leads("wording__proposal__group", "saved_by")))
    return Q(says=Stance.Says.OBJECT) & (~Q(answer="") | Q(Exists(by_the_rapporteur)))


def _of_stance(rows: QuerySet[Stance]) -> QuerySet[Any]:
    return _of_proposal(rows, "proposal__", person="person", title=_changed_by("proposal"))


def _changed_for_the_rapporteur(today: date) -> QuerySet[Any]:
    """The same for the rapporteur, by whomever else it was changed, until he or she has spoken on the new text."""
    said = Stance.objects.filter(proposal=OuterRef("pk"))
    before = said.filter(version__lt=OuterRef("wordings__version"))
    spoke = said.filter(Exists(_leads("proposal__group", "person")), version=OuterRef("wordings__version"))
    own = _newest("pk").filter(Exists(_leads("wording__proposal__group", "saved_by")))
    # All in one filter: in another, `wordings` would be any language's, also a translation's.
    rows = _before_the_group().filter(Exists(before), ~Exists(spoke), ~Exists(own), wordings__is_original=True)
    return _of_proposal(rows, rapporteur_of="group", title=_changed_by("pk"))


def _newest(proposal: str) -> QuerySet[Any]:
    """The original text of a recommendation as it is now."""
    of_it = WordingVersion.objects.filter(wording__proposal=OuterRef(proposal), wording__is_original=True)
    return of_it.filter(version=F("wording__version")).order_by()


def _changed_by(proposal: str) -> Coalesce:
    return Coalesce(Subquery(_newest(proposal).values("saved_by__called")[:1]), Value(""))


def _leads(group: str, person: str) -> QuerySet[Any]:
    return RapporteurTerm.objects.filter(group=OuterRef(group), person=OuterRef(person), until=None)


def _before_the_group() -> QuerySet[Any]:
    return Proposal.objects.filter(state__in=Proposal.BEFORE_THE_GROUP, group__closed=False)


def _objections(today: date) -> QuerySet[Any]:
    """Recommendations to which a member objects who got no answer yet, for the rapporteur."""
    rows = _before_the_group().filter(pk__in=_unanswered().values("proposal"))
    return _of_proposal(rows, rapporteur_of="group")


def _unanswered() -> QuerySet[Stance]:
    """Objections to texts as they are now, without an answer, of members but the rapporteur."""
    rows = Stance.objects.filter(
        proposal__wordings__is_original=True,
        version=F("proposal__wordings__version"),
        says=Stance.Says.OBJECT,
        answer="",
    )
    return rows.exclude(Exists(_leads("proposal__group", "person"))).order_by()


def _answered(today: date) -> QuerySet[Any]:
    """Answers to objections, for the member who objects, until the member speaks again or the text changes."""
    rows = Stance.objects.filter(
        proposal__in=_before_the_group(),
        proposal__wordings__is_original=True,
        version=F("proposal__wordings__version"),
        says=Stance.Says.OBJECT,
    ).exclude(answer="")
    return _of_proposal(rows, "proposal__", person="person")


def _of_proposal(rows: QuerySet[Any], to: str = "", **given: Any) -> QuerySet[Any]:
    of = {"coalition": f"{to}group__coalition", "group": f"{to}group", "about": f"{to}group__name"}
    return waiting_rows(rows, number=f"{to}pk", part=f"{to}number", **of, **given)


def _comments(today: date) -> QuerySet[Any]:
    """Groups with comments on their recommendations that are not dealt with, for the rapporteur."""
    standing = open_comments().filter(proposal__group=OuterRef("pk")).exclude(proposal__state__in=_GONE)
    return _of_group(Group.objects.filter(closed=False).annotate(w_open=number_of(standing, "proposal__group")))


def _of_group(groups: QuerySet[Any], **given: Any) -> QuerySet[Any]:
    group = {"coalition": "coalition", "rapporteur_of": "pk", "group": "pk", "about": "name"}
    return waiting_rows(groups.filter(w_open__gt=0), many="w_open", **group, **given)


_CHANGED = (_("A text has changed"), _("Read it"))
_ANSWERED = (_("Your objection has a reply"), _("Read it"))
_ANSWER = (_("Answer a question of the roadmap"), _("Answer it"))
_ASKED: Mapping[str, Any] = {"name": question_name, "says": question_asked, "until_lodged": True}
PROPOSAL_KINDS = (
    WaitingKind(
        "objection-in-group",
        _("An objection"),
        _("Read it"),
        _objections,
        at_voices,
        name=proposal_name,
        until_lodged=True,
    ),
    WaitingKind(
        "adopt",
        _("Recommendations to adopt"),
        _("Adopt them"),
        _to_adopt,
        at_those("adopt"),
        name=agreed_name,
        says=adopt_says,
        does=adopt_button,
        until_lodged=True,
    ),
    WaitingKind(
        "stance",
        _("Say if you agree with recommendations"),
        _("Agree or object"),
        _to_speak_on,
        at_those("speak"),
        says=speak_says,
        until_lodged=True,
    ),
    WaitingKind("changed", *_CHANGED, _changed, at_voices, name=changed_name, until_lodged=True),
    WaitingKind(
        "changed-in-group",
        *_CHANGED,
        _changed_for_the_rapporteur,
        at_voices,
        name=changed_name,
        until_lodged=True,
    ),
    WaitingKind("answered", *_ANSWERED, _answered, at_voices, name=proposal_name, private=True, until_lodged=True),
    WaitingKind(
        "answered-by-change",
        *_ANSWERED,
        _answered_by_change,
        at_voices,
        name=changed_name,
        private=True,
        until_lodged=True,
    ),
    WaitingKind(
        "comments",
        _("Answer comments on recommendations"),
        _("Answer comments"),
        _comments,
        at_those("comments"),
        until_lodged=True,
    ),
)
KINDS = (
    WaitingKind("question", *_ANSWER, _questions, at_question, **_ASKED),
    WaitingKind("unowned-question", *_ANSWER, _questions_of_nobody, at_question, **_ASKED),
    WaitingKind(
        "roadmap",
        _("Open questions of the roadmap"),
        _("Answer questions"),
        _roadmaps,
        at_roadmap,
        until_lodged=True,
    ),
    WaitingKind(
        "roadmap-day",
        _("A date of the group"),
        _("Open its dates"),
        _days,
        at_dates,
        name=day_name,
        is_date=True,
        on_the_day=lambda _item: True,
    ),
    WaitingKind("outline", _("Write the group's outline"), _("Write it"), _outlines, at_outline, until_lodged=True),
    WaitingKind(
        "outline-agreed",
        _("Agree on the outline with your group"),
        _("Open the outline"),
        _outlines_to_agree,
        at_outline,
        until_lodged=True,
        is_date=True,
    ),
    *PROPOSAL_KINDS,
)
