"""What of advocacy waits for people, for the list "For me"."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.queries.for_me import WaitingItem, WaitingKind, waiting_rows

from ..models import Meeting


def _next_steps(today: date) -> QuerySet[Meeting]:
    """Next steps after meetings that one of us promised; not with whom, nor what."""
    open_ones = Meeting.objects.filter(is_done=False, owner__isnull=False).exclude(next_step="")
    return waiting_rows(open_ones, coalition="contact__book__coalition", person="owner", due="next_due")


def _meeting(item: WaitingItem) -> str:
    return reverse("advocacy:meeting", args=[item.coalition.key, item.number])


KINDS = (WaitingKind("next-step", _("Do a promised next step"), _("Open it"), _next_steps, _meeting, private=True),)
