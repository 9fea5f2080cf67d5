"""Evidence with personal data is deleted on its day: by the worker, at the server's start, after a restored backup."""

import logging
from datetime import date, datetime

from django.db import transaction

from openupr.accounts.services.secure_delete import PATIENTLY, erase_after_commit
from openupr.coalitions.models import Coalition
from openupr.coalitions.queries.clock import day_of
from openupr.coalitions.rules.clock_jump import is_believed

from ..models import Evidence, EvidenceFile

_log = logging.getLogger(__name__)


def delete_expired_everywhere(*, now: datetime) -> None:
    """In every coalition that keeps such evidence, by the day in its State."""
    holding = Coalition.objects.filter(follow_up_list__evidence__personal_until__isnull=False).distinct()
    for coalition in holding.select_related("review"):
        try:
            delete_expired(coalition=coalition, today=day_of(coalition, now))
        except Exception as fault:
            # What is wrong with one keeps neither the others nor the server's start. No traceback: it could hold what
            # somebody said.
            _log.error("The evidence of coalition %s was not looked through: %s", coalition.pk, type(fault).__name__)


def delete_expired(*, coalition: Coalition, today: date) -> int:
    """Delete a coalition's evidence whose last day is over, with its files; return how much.

    Nothing is deleted while the computer's clock is in doubt.
    """
    if not is_believed(coalition.clock_seen, today):
        return 0
    with transaction.atomic():
        expired = Evidence.objects.filter(listed__coalition=coalition, personal_until__lte=today)
        number = expired.count()
        if number:
            expired.delete()
            erase_after_commit(Evidence, EvidenceFile, wait=PATIENTLY, by_itself=True)
    return number
