"""What the follow-up's things are called in the audit log: by number, never by what was written."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from openupr.accounts.queries.audit import AUDIT_NAMES, AuditName

from ..models import Evidence, FollowUp


def name_things() -> None:
    """Have the audit log name them."""
    AUDIT_NAMES.add(
        AuditName("listedrecommendation", _recommendations),
        AuditName("followup", _lines),
        AuditName("evidence", _evidence),
    )


def _recommendations(numbers: Collection[int]) -> Mapping[int, str]:
    return {number: _("recommendation %(number)d") % {"number": number} for number in numbers}


def _lines(numbers: Collection[int]) -> Mapping[int, str]:
    words = _("%(group)s, recommendation %(number)d")
    found = FollowUp.objects.filter(pk__in=numbers).values_list("pk", "group__name", "listed")
    return {pk: words % {"group": group, "number": listed} for pk, group, listed in found}


def _evidence(numbers: Collection[int]) -> Mapping[int, str]:
    words = _("evidence on recommendation %(number)d")
    found = Evidence.objects.filter(pk__in=numbers).values_list("pk", "listed")
    return {pk: words % {"number": listed} for pk, listed in found}
