"""What recommendations ask of people: to adopt, to agree, to answer; and the coalition's
next step.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import (
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from openupr.coalitions.for_me import WaitingItem, WaitingKind, waiting_rows
from openupr.coalitions.models import Coalition, Group, GroupMembership, RapporteurTerm
from openupr.coalitions.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.web.kept_queries import kept_row

from .models import Proposal, Stance, WordingVersion
from .proposals import number_of, open_comments


def agreed_name(item: WaitingItem) -> str:
    """How many of them are ready; "" where none is."""
    if not item.part:
        return ""
    words = {"n": item.part, "all": item.many}
    return _("All have spoken and no one objects: %(n)s of %(all)s") % words


def adopt_says(item: WaitingItem) -> str:
    if not item.part:
        return _("Recommendations before your group")
    return _("A recommendation to adopt") if item.many == 1 else _("Recommendations to adopt")


def adopt_button(item: WaitingItem) -> str:
    if not item.part:
        return _("See who has spoken")
    return _("Adopt it") if item.many == 1 else _("Adopt them")


def speak_says(item: WaitingItem) -> str:
    if item.many == 1:
        return _("Say if you agree with a recommendation")
    return _("Say if you agree with recommendations")


def proposal_name(item: WaitingItem) -> str:
    return _("Recommendation %(number)s") % {"number": item.part}


def changed_name(item: WaitingItem) -> str:
    if not item.row.title:
        return proposal_name(item)
    words = {"number": item.part, "person": item.row.title}
    return _("Recommendation %(number)s, changed by %(person)s") % words


def at_proposals(item: WaitingItem) -> str:
    return reverse("proposals:proposals", args=[item.coalition.key, item.group])


def at_voices(item: WaitingItem) -> str:
    """Where members say what they think of one recommendation."""
    return reverse("proposals:proposal", args=[item.coalition.key, item.group, item.part]) + "#stance"


def at_those(what: str) -> Callable[[WaitingItem], str]:
    """The group's list with those alone that are asked about."""
    return lambda item: f"{at_proposals(item)}?only={what}"


_GONE = (Proposal.State.MERGED, Proposal.State.DROPPED)


def _to_adopt(today: date) -> QuerySet[Any]:
    """Groups with recommendations that can be adopted, for the rapporteur. An objection comes
    first: see there.
    """
    proposed = Proposal.objects.filter(group=OuterRef("pk"), state__in=Proposal.BEFORE_THE_GROUP).exclude(
        pk__in=_unanswered().values("proposal")
    )
    agreed = proposed.filter(Exists(_accepted()), ~Exists(_unheard()), wordings__is_original=True)
    groups = Group.objects.filter(closed=False).annotate(
        w_open=number_of(proposed, "group"), w_agreed=number_of(agreed, "group")
    )
    return group_rows(groups, part="w_agreed")


def _accepted() -> QuerySet[Stance]:
    """What members said on a recommendation as it is now, without objections."""
    stances = Stance.objects.filter(proposal=OuterRef("pk"), version=OuterRef("wordings__version"))
    return stances.exclude(says=Stance.Says.OBJECT).order_by()


def _unheard() -> QuerySet[GroupMembership]:
    """Members but the rapporteur who did not accept a recommendation as it is now."""
    members = GroupMembership.objects.filter(group=OuterRef("group")).exclude(Exists(_leads("group", "person")))
    accepted = Stance.objects.filter(
        proposal=OuterRef(OuterRef("pk")), version=OuterRef(OuterRef("wordings__version")), person=OuterRef("person")
    )
    return members.exclude(Exists(accepted.exclude(says=Stance.Says.OBJECT))).order_by()


def _to_speak_on(today: date) -> QuerySet[Any]:
    """Members with recommendations before their group on which they have not spoken, on no wording
    of them.
    """
    spoken = Stance.objects.filter(proposal=OuterRef("pk"), person=OuterRef(OuterRef("person")))
    unspoken = Proposal.objects.filter(group=OuterRef("group"), state__in=Proposal.BEFORE_THE_GROUP).exclude(
        Exists(spoken)
    )
    members = GroupMembership.objects.filter(group__closed=False).annotate(w_open=number_of(unspoken, "group"))
    group = {"coalition": "group__coalition", "group": "group", "about": "group__name"}
    return waiting_rows(members.filter(w_open__gt=0), person="person", number="group", many="w_open", **group)


def _changed(today: date) -> QuerySet[Any]:
    """Recommendations whose text changed since a member spoke, for each such member but the
    rapporteur.
    """
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
    """An objection that has an answer, or after which the rapporteur wrote the text as it
    is now.
    """
    by_the_rapporteur = _newest("proposal").filter(Exists(_leads("wording__proposal__group", "saved_by")))
    return Q(says=Stance.Says.OBJECT) & (~Q(answer="") | Q(Exists(by_the_rapporteur)))


def _of_stance(rows: QuerySet[Stance]) -> QuerySet[Any]:
    return _of_proposal(rows, "proposal__", person="person", title=_changed_by("proposal"))


def _changed_for_the_rapporteur(today: date) -> QuerySet[Any]:
    """The same for the rapporteur, by whomever else it was changed, until he or she has spoken on
    the new text.
    """
    stances = Stance.objects.filter(proposal=OuterRef("pk"))
    before = stances.filter(version__lt=OuterRef("wordings__version"))
    spoke = stances.filter(Exists(_leads("proposal__group", "person")), version=OuterRef("wordings__version"))
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
    """Answers to objections, for the member who objects, until the member speaks again or the text
    changes.
    """
    rows = Stance.objects.filter(
        proposal__in=_before_the_group(),
        proposal__wordings__is_original=True,
        version=F("proposal__wordings__version"),
        says=Stance.Says.OBJECT,
    ).exclude(answer="")
    return _of_proposal(rows, "proposal__", person="person")


def _of_proposal(rows: QuerySet[Any], to: str = "", **columns: Any) -> QuerySet[Any]:
    of = {"coalition": f"{to}group__coalition", "group": f"{to}group", "about": f"{to}group__name"}
    return waiting_rows(rows, number=f"{to}pk", part=f"{to}number", **of, **columns)


def _comments(today: date) -> QuerySet[Any]:
    """Groups with comments on their recommendations that are not dealt with, for the rapporteur."""
    standing = open_comments().filter(proposal__group=OuterRef("pk")).exclude(proposal__state__in=_GONE)
    return group_rows(Group.objects.filter(closed=False).annotate(w_open=number_of(standing, "proposal__group")))


def group_rows(groups: QuerySet[Any], **columns: Any) -> QuerySet[Any]:
    group = {"coalition": "coalition", "rapporteur_of": "pk", "group": "pk", "about": "name"}
    return waiting_rows(groups.filter(w_open__gt=0), many="w_open", **group, **columns)


_CHANGED = (gettext_lazy("A text has changed"), gettext_lazy("Read it"))
_ANSWERED = (gettext_lazy("Your objection has a reply"), gettext_lazy("Read it"))
KINDS = (
    WaitingKind(
        "objection-in-group",
        gettext_lazy("An objection"),
        gettext_lazy("Read it"),
        _objections,
        at_voices,
        name=proposal_name,
        until_lodged=True,
    ),
    WaitingKind(
        "adopt",
        gettext_lazy("Recommendations to adopt"),
        gettext_lazy("Adopt them"),
        _to_adopt,
        at_those("adopt"),
        name=agreed_name,
        says=adopt_says,
        does=adopt_button,
        until_lodged=True,
    ),
    WaitingKind(
        "stance",
        gettext_lazy("Say if you agree with recommendations"),
        gettext_lazy("Agree or object"),
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
        gettext_lazy("Answer comments on recommendations"),
        gettext_lazy("Answer comments"),
        _comments,
        at_those("comments"),
        until_lodged=True,
    ),
)


_NONE_ADOPTED = gettext_noop("no recommendation adopted")
_WHILE_WRITING = (CoalitionPhase.WORKSHOP, CoalitionPhase.DRAFTING, CoalitionPhase.SIGN_ON)


def seen_in_recommendations(coalition: Coalition, today: date) -> Iterator[CoalitionPhase]:
    """Drafting, once any of its groups has written a recommendation. One query."""
    if kept_row(_written, coalition.pk):
        yield CoalitionPhase.DRAFTING


def _written(coalition: int) -> QuerySet[Proposal, int]:
    standing = Proposal.objects.filter(group__coalition=coalition).exclude(state__in=Proposal.GIVEN_UP)
    return standing.order_by().values_list("pk", flat=True)[:1]


def lack_adopted(phase: CoalitionPhase, groups: Sequence[Group]) -> dict[int, str]:
    """The groups that have adopted no recommendation, while the submission is written."""
    if phase not in _WHILE_WRITING:
        return {}
    return {group.pk: _(_NONE_ADOPTED) for group in groups if not group.adopted}  # type: ignore[attr-defined]


def recommend_next(now: Situation) -> Iterator[WhatNext]:
    """To the list of all recommendations: to write and adopt the first of each group, or to mend
    their wording.
    """
    if now.phase not in _WHILE_WRITING:
        return
    address = reverse("proposals:all-proposals", args=[now.coalition.key])
    groups = [group for group in now.readers_groups if _(_NONE_ADOPTED) in now.lacks.get(group.pk, ())]
    waiting = [group for group in groups if group.before_group]  # type: ignore[attr-defined]
    none = [group for group in groups if not group.recommendations]  # type: ignore[attr-defined]
    drafts = sum(group.recommendations for group in groups if group not in waiting)  # type: ignore[attr-defined]
    if none:
        n = len(none)
        sentence = ngettext("%(n)s group has none", "%(n)s groups have none", n) % {"n": n}
        if now.is_of_one_group:
            sentence = ", ".join(group.name for group in none)
        yield WhatNext(_("Write recommendations: %(told)s") % {"told": sentence}, f"{address}#none-written")
    if drafts:
        text = ngettext("Put %(n)s draft before its group", "Put %(n)s drafts before their group", drafts)
        yield WhatNext(text % {"n": drafts}, address)
    if waiting:
        count = {
            "adopted": sum(group.adopted for group in now.readers_groups),  # type: ignore[attr-defined]
            "recommendations": sum(group.before_group for group in now.readers_groups),  # type: ignore[attr-defined]
        }
        text = _("Adopt recommendations") if _adopts(now, waiting) else _("Ask rapporteurs to adopt")
        sentence = _("%(adopted)s of %(recommendations)s adopted") % count
        yield WhatNext(f"{text}: {sentence}", address)
    elif now.groups and not groups and now.phase is CoalitionPhase.DRAFTING:
        yield WhatNext(_("Mend recommendations that have a hint"), f"{address}?only=hints")


def _adopts(now: Situation, groups: Sequence[Group]) -> bool:
    """Whether the reader adopts for any of these: as its rapporteur, or as coordinator where it has
    none.
    """
    leads = [group.term[0].person if group.term else None for group in groups]  # type: ignore[attr-defined]
    return now.reader in leads or (None in leads and "coalitions.set_up_groups" in now.may)
