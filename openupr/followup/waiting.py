"""What follow-up asks of people: assessments, reasons to print, verification, the next step."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.actions import is_paired
from openupr.coalitions.for_me import WaitingItem, WaitingKind, waiting_rows
from openupr.coalitions.models import MemberOrganisation
from openupr.coalitions.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.web.kept_queries import kept_rows

from .assessments import not_seen
from .counts import NONE
from .models import Assessment, Evidence, FollowUp, Level, ListedRecommendation


def _to_assess(today: date) -> QuerySet[Any]:
    """How many owned recommendations of a group are not assessed, and the first due day."""
    rows = FollowUp.objects.filter(done=Level.UNKNOWN, group__closed=False).exclude(owner=None).order_by()
    rows = rows.values("owner", "group").annotate(w_open=Count("pk"), w_first=Min("due"))  # type: ignore[assignment]
    group = {"coalition": "group__coalition", "group": "group", "about": "group__name"}
    return waiting_rows(rows, person="owner", number="group", many="w_open", due="w_first", **group)


def _priorities(today: date) -> QuerySet[Any]:
    """How many priorities an organisation has not assessed, for who speaks for it."""
    listed = "coalition__follow_up_list"
    rows = MemberOrganisation.objects.filter(
        **{f"{listed}__priority": True, f"{listed}__judged_with": None, f"{listed}__isnull": False}
    ).annotate(w_listed=F(listed))
    assessments = Assessment.objects.filter(
        current=True, listed=OuterRef("w_listed"), organisation=OuterRef("organisation")
    )
    rows = rows.filter(~Exists(assessments)).order_by().values("representative", "organisation")  # type: ignore[assignment]
    return waiting_rows(
        rows.annotate(w_open=Count("w_listed", distinct=True)),
        coalition="coalition",
        person="representative",
        whose="organisation__name",
        about="organisation__name",
        number="organisation",
        many="w_open",
    )


def not_assessed() -> QuerySet[ListedRecommendation]:
    """Priorities that neither a group nor an organisation has assessed, by themselves or with
    another: those without an assessment on the list.
    """
    voices = Assessment.objects.filter(current=True).exclude(organisation=None, group=None)
    alone, along = (Exists(voices.filter(listed=OuterRef(name))) for name in ("pk", "judged_with"))
    return ListedRecommendation.objects.filter(~alone, ~along, priority=True).order_by()


def _not_assessed(today: date) -> QuerySet[Any]:
    """How many of these there are, for the coordinators."""
    rows = not_assessed().values("coalition").annotate(w_open=Count("pk"))
    return waiting_rows(rows, coalition="coalition", coordinators=Value(True), number="coalition", many="w_open")


def _to_verify(today: date) -> QuerySet[Any]:
    """How much new evidence a group has that its rapporteur did not add, for the rapporteur."""
    rows = Evidence.objects.filter(state=Evidence.State.NEW, follow_up__group__closed=False).exclude(
        added_by__rapporteur_terms__group=F("follow_up__group"), added_by__rapporteur_terms__until=None
    )
    rows = rows.order_by().values("follow_up__group").annotate(w_open=Count("pk"))  # type: ignore[assignment]
    return waiting_rows(
        rows,
        coalition="follow_up__group__coalition",
        rapporteur_of="follow_up__group",
        group="follow_up__group",
        about="follow_up__group__name",
        number="follow_up__group",
        many="w_open",
    )


def _to_print(today: date) -> QuerySet[Any]:
    """How many of an organisation's reasons wait for its representative's consent to print."""
    members = MemberOrganisation.objects.filter(coalition=OuterRef("listed__coalition"))
    members = members.filter(organisation=OuterRef("organisation"))
    voices = not_seen().annotate(w_voice=Subquery(members.values("representative")[:1])).exclude(w_voice=None)
    rows = voices.order_by().values("listed__coalition", "w_voice", "organisation", "organisation__name")
    return waiting_rows(
        rows.annotate(w_open=Count("pk")),
        coalition="listed__coalition",
        person="w_voice",
        whose="organisation__name",
        about="organisation__name",
        number="organisation",
        many="w_open",
    )


def _lines(item: WaitingItem) -> str:
    return reverse("followup:follow-ups", args=[item.coalition.key, item.group])


def _printed(item: WaitingItem) -> str:
    return reverse("followup:printed", args=[item.coalition.key])


def _list(item: WaitingItem) -> str:
    return reverse("followup:list", args=[item.coalition.key])


def _open_priorities(item: WaitingItem) -> str:
    return f"{_list(item)}?priority=1&level={NONE}"


KINDS = (
    WaitingKind(
        "assess", gettext_lazy("Assess earlier recommendations"), gettext_lazy("Assess them"), _to_assess, _lines
    ),
    WaitingKind("priorities", gettext_lazy("Assess the priorities"), gettext_lazy("Assess them"), _priorities, _list),
    WaitingKind(
        "open-priorities",
        gettext_lazy("Priorities without an assessment"),
        gettext_lazy("See which"),
        _not_assessed,
        _open_priorities,
    ),
    WaitingKind(
        "print", gettext_lazy("Say which of your reasons are printed"), gettext_lazy("Answer"), _to_print, _printed
    ),
    WaitingKind("verify", gettext_lazy("Verify new evidence"), gettext_lazy("Open it"), _to_verify, _lines),
)


def follow_up_next(now: Situation) -> Iterator[WhatNext]:
    """What is due with the list: reviews, priorities, their assessment; then how far the State is.
    Before the review only what waits for an assessment. Two queries.
    """
    key, is_after = [now.coalition.key], now.phase is CoalitionPhase.AFTER_REVIEW
    numbers = now.coalition.follow_up_list.aggregate(listed=Count("pk"), first=Count("pk", filter=Q(priority=True)))
    arranges = "followup.arrange" in now.may
    if is_after and not numbers["listed"] and arranges:
        yield WhatNext(_("Choose the reviews that you follow up"), reverse("followup:reviews", args=key))
    elif is_after and numbers["listed"] and not numbers["first"] and arranges:
        yield WhatNext(_("Choose the priorities of the follow-up"), reverse("followup:priorities", args=key))
    elif numbers["first"] and (arranges or "followup.speak" in now.may or now.own):
        n = not_assessed().filter(coalition=now.coalition).count()
        if n:
            text = _("Assess the priorities: %(n)s of %(of)s have no assessment") % {"n": n, "of": numbers["first"]}
            yield WhatNext(text, f"{reverse('followup:list', args=key)}?priority=1&level={NONE}")
    if is_after and numbers["listed"]:
        yield WhatNext(_("See how far the State is"), reverse("followup:page", args=key))


def given_to_reader(context: Context) -> Mapping[str, Any] | None:
    """How many of the reader's recommendations are not assessed, and the first due day.

    One query.
    """
    person = context["request"].actor
    if is_paired(person):
        return None
    days = kept_rows(_due, person.pk, context["coalition"].pk)
    return {"mine": len(days), "due": min(filter(None, days), default=None)} if days else None


def _due(owner: int, coalition: int) -> QuerySet[FollowUp, date | None]:
    mine = FollowUp.objects.filter(owner=owner, group__coalition=coalition, done=Level.UNKNOWN)
    return mine.order_by().values_list("due", flat=True)
