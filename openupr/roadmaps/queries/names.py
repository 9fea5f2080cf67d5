"""What the things of a roadmap are called in the trail: by number or day, never by what was written."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from openupr.accounts.queries.audit import NAMES
from openupr.coalitions.queries.names import days_told

from ..models import Answer, Plenary, Proposal


def name_things() -> None:
    """Have the trail name them."""
    NAMES.update(
        proposal=_proposals,
        answer=_answers,
        plenary=lambda numbers: days_told(Plenary.objects.filter(pk__in=numbers).values_list("pk", "day")),
    )


def _proposals(numbers: Collection[int]) -> Mapping[int, str]:
    found = Proposal.objects.filter(pk__in=numbers).select_related("group")
    return {each.pk: _("%(group)s, %(number)d") % {"group": each.group.name, "number": each.number} for each in found}


def _answers(numbers: Collection[int]) -> Mapping[int, str]:
    found = Answer.objects.filter(pk__in=numbers).select_related("group")
    words = _("%(group)s, question %(number)d")
    return {each.pk: words % {"group": each.group.name, "number": each.question} for each in found}
