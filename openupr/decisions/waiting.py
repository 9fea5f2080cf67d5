"""What decisions ask of people: to speak in them, and to close them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from openupr.coalitions.for_me import WaitingItem, WaitingKind, waiting_rows
from openupr.coalitions.models import Group, MemberOrganisation
from openupr.coalitions.next_steps import Situation, WhatNext

from .models import Decision, Voice


def _to_speak(today: date) -> QuerySet[Any]:
    """Open decisions in which an organisation has not spoken, for who speaks for it."""
    members = "coalition__member_organisations__"
    rows = Decision.objects.filter(closed_at=None).annotate(
        w_member=F(f"{members}organisation"),
        w_speaks=F(f"{members}representative"),
        w_name=F(f"{members}organisation__name"),
    )
    spoken = Voice.objects.filter(decision=OuterRef("pk"), organisation=OuterRef("w_member"))
    in_group = Group.organisations.through.objects.filter(group=OuterRef("group"), organisation=OuterRef("w_member"))
    rows = rows.exclude(w_member=None).filter(~Exists(spoken)).filter(Q(group=None) | Exists(in_group))
    return waiting_rows(
        rows,
        coalition="coalition",
        person="w_speaks",
        whose="w_name",
        group="group",
        about="w_name",
        title="question",
        due="closes_on",
    )


def _to_close(today: date) -> QuerySet[Any]:
    """Open decisions after their last day, or in which all have spoken: for the coordinators, or
    for the rapporteur of a group.
    """
    voices = Voice.objects.filter(decision=OuterRef("pk"))
    spoken = Exists(Voice.objects.filter(decision=OuterRef(OuterRef("pk")), organisation=OuterRef("organisation")))
    of_group = Group.organisations.through.objects.filter(group=OuterRef("group")).exclude(spoken)
    of_coalition = MemberOrganisation.objects.filter(coalition=OuterRef("coalition")).exclude(spoken)
    none_missing = Q(group=None) & ~Exists(of_coalition) | Q(group__isnull=False) & ~Exists(of_group)
    rows = Decision.objects.filter(closed_at=None)
    rows = rows.filter(Q(closes_on__lt=today) | Q(Exists(voices)) & none_missing)
    return waiting_rows(
        rows,
        coalition="coalition",
        coordinators=Case(When(group=None, then=Value(True)), default=Value(False)),
        rapporteur_of="group",
        group="group",
        about=Coalesce("group__name", Value("")),
        title="question",
        due="closes_on",
    )


def _decision(item: WaitingItem) -> str:
    return reverse("decisions:decision", args=[item.coalition.key, item.number])


def _closing(item: WaitingItem) -> str:
    return f"{_decision(item)}#close"


KINDS = (
    WaitingKind("decision", _("Say what your organisation chooses"), _("Answer"), _to_speak, _decision, asked_now=True),
    WaitingKind("close-decision", _("Close this decision"), _("Close it"), _to_close, _closing, asked_now=True),
)


def close_next(now: Situation) -> Iterator[WhatNext]:
    """Decisions that nobody closed before the submission was lodged."""
    if not now.phase.is_after_lodging or "coalitions.close-decision" not in now.may:
        return
    n = Decision.objects.filter(coalition=now.coalition, closed_at=None).count()
    if n:
        text = ngettext("Close %(n)s open decision", "Close %(n)s open decisions", n)
        yield WhatNext(text % {"n": n}, reverse("decisions:decisions", args=[now.coalition.key]))
