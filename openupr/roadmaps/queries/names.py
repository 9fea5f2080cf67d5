"""What the things of a roadmap are called in the audit log: by number or day, never by what was written."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openupr.accounts.queries.audit import AUDIT_NAMES, AuditName
from openupr.coalitions.queries.names import days_of
from openupr.web.kept_queries import kept_rows

from ..models import Answer, Plenary, Proposal


def name_proposals() -> None:
    """Have the audit log name recommendations."""
    AUDIT_NAMES.add(AuditName("proposal", _proposals))


def name_answers() -> None:
    """Have the audit log name answers, and plenaries by their day."""
    AUDIT_NAMES.add(AuditName("answer", _answers), AuditName("plenary", days_of(Plenary, "day")))


def _proposals(numbers: Collection[int]) -> Mapping[int, str]:
    found = kept_rows(_kept_proposals, numbers)
    return {each.pk: _("%(group)s, %(number)d") % {"group": each.group.name, "number": each.number} for each in found}


def _answers(numbers: Collection[int]) -> Mapping[int, str]:
    found = kept_rows(_kept_answers, numbers)
    words = _("%(group)s, question %(number)d")
    return {each.pk: words % {"group": each.group.name, "number": each.question} for each in found}


def _kept_proposals(keys: Collection[int]) -> QuerySet[Proposal]:
    return Proposal.objects.filter(pk__in=keys).select_related("group").order_by()


def _kept_answers(keys: Collection[int]) -> QuerySet[Answer]:
    return Answer.objects.filter(pk__in=keys).select_related("group").order_by()
