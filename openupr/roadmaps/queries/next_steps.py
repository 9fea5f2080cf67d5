"""What a coalition is to do next about its groups' recommendations, and which groups have adopted none."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.web.kept_queries import kept_row

from ..models import Proposal

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
    """To the list of all recommendations: to write and adopt the first of each group, or to mend their wording."""
    if now.phase not in _WHILE_WRITING:
        return
    address = reverse("roadmaps:all-proposals", args=[now.coalition.key])
    groups = [group for group in now.readers_groups if _(_NONE_ADOPTED) in now.lacks.get(group.pk, ())]
    waiting = [group for group in groups if group.before_group]  # type: ignore[attr-defined]
    none = [group for group in groups if not group.recommendations]  # type: ignore[attr-defined]
    drafts = sum(group.recommendations for group in groups if group not in waiting)  # type: ignore[attr-defined]
    if none:
        n = len(none)
        told = ngettext("%(n)s group has none", "%(n)s groups have none", n) % {"n": n}
        if now.is_of_one_group:
            told = ", ".join(group.name for group in none)
        yield WhatNext(_("Write recommendations: %(told)s") % {"told": told}, f"{address}#none-written")
    if drafts:
        text = ngettext("Put %(n)s draft before its group", "Put %(n)s drafts before their group", drafts)
        yield WhatNext(text % {"n": drafts}, address)
    if waiting:
        count = {
            "adopted": sum(group.adopted for group in now.readers_groups),  # type: ignore[attr-defined]
            "recommendations": sum(group.before_group for group in now.readers_groups),  # type: ignore[attr-defined]
        }
        text = _("Adopt recommendations") if _adopts(now, waiting) else _("Ask rapporteurs to adopt")
        told = _("%(adopted)s of %(recommendations)s adopted") % count
        yield WhatNext(f"{text}: {told}", address)
    elif now.groups and not groups and now.phase is CoalitionPhase.DRAFTING:
        yield WhatNext(_("Mend recommendations that have a hint"), f"{address}?only=hints")


def _adopts(now: Situation, groups: Sequence[Group]) -> bool:
    """Whether the reader adopts for any of these: as its rapporteur, or as coordinator where it has none."""
    leads = [group.term[0].person if group.term else None for group in groups]  # type: ignore[attr-defined]
    return now.reader in leads or (None in leads and "coalitions.set_up_groups" in now.may)
