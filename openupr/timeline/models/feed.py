"""A feed: an address that a telephone's calendar asks for dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .calendar import Calendar


class Feed(models.Model):
    """The dates of one or several calendars at a secret address. Only the secret's hash is kept.

    Whoever finds the telephone reads its calendar: titles are neutral unless somebody chose
    otherwise.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("label"), max_length=120, blank=True)
    neutral = models.BooleanField(_("neutral titles"), default=True)
    calendars = models.ManyToManyField(Calendar, related_name="feeds")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label or f"Feed {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None
