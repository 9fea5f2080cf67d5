"""What speakers of a language said of its texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person


class Reading(models.Model):
    """Somebody read a translation with its English: it is right, or they have a better wording.

    `fingerprint` is of both texts together: if either changes, the reading no longer counts.
    `named`: the reader's name on a public page, maybe empty. Each account has its own reading; no
    page shows which account it was.
    """

    # None of readings that are older than this field, and of closed accounts.
    reader = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", editable=False)
    language = models.CharField(_("language"), max_length=8)
    fingerprint = models.CharField(max_length=32)
    is_right = models.BooleanField(_("right as it is"))
    better = models.TextField(_("better wording"), blank=True)
    named = models.CharField(_("name to be shown"), max_length=80, blank=True)
    day = models.DateField(_("day"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("language", "fingerprint", "reader", name="one_reading_each")]

    def __str__(self) -> str:
        return f"{self.language} {self.fingerprint[:8]}"
