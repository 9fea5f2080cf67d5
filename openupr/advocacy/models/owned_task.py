"""Something that one person does by a day."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person


class OwnedTask(models.Model):
    """A task with its owner and its day.

    The timeline and "For me" read it here (queries.dates, queries.waiting).
    """

    text = models.CharField(_("what is to be done"), max_length=200)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due = models.DateField(_("due"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    def is_overdue(self, today: date) -> bool:
        """Whether its day is past and it is not done."""
        return self.done_on is None and self.due < today
