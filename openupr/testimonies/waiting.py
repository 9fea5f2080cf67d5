"""What boxes ask of coordinators: to read the testimonies in them.

No word and no number of a testimony is shown.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.for_me import WaitingItem, WaitingKind, waiting_rows

from .models import Box, Testimony


def _to_review(today: date) -> QuerySet[Any]:
    """Closed boxes with testimonies that are not yet read."""
    unread = Testimony.objects.filter(box=OuterRef("pk"), state=Testimony.State.WAITING)
    rows = Box.objects.exclude(closed=None).filter(Exists(unread))
    return waiting_rows(rows, coalition="coalition", coordinators=Value(True), title="title")


def _testimonies(item: WaitingItem) -> str:
    return reverse("testimonies:testimonies", args=[item.coalition.key, item.number])


KINDS = (WaitingKind("testimonies", _("Review testimonies"), _("Review them"), _to_review, _testimonies, private=True),)
