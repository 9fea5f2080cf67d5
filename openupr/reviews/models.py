"""A review: one State, one cycle."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.upr.states import by_iso3


class Review(models.Model):
    """One State's review, past or expected.

    Editable: the order of States changes in exceptional cases.
    """

    class Status(models.TextChoices):
        SOURCED = "sourced", _("sourced")
        DERIVED = "derived", _("derived from the order of the cycle before")
        UNSOURCED = "unsourced", _("without a source")
        EXPECTED = "expected", _("expected, undated")
        IMPORTED = "imported", _("known only from an imported record")

    iso3 = models.CharField(_("State under Review"), max_length=3)
    cycle = models.PositiveSmallIntegerField(_("cycle"))
    session = models.PositiveSmallIntegerField(_("session"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the session"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["iso3", "cycle", "session"]
        constraints = [
            models.UniqueConstraint(fields=["iso3", "session"], name="one_review_a_state_and_session"),
            models.UniqueConstraint(
                fields=["iso3", "cycle"], condition=models.Q(session=None), name="one_undated_review_a_cycle"
            ),
        ]

    def __str__(self) -> str:
        when = f"session {self.session}" if self.session else "undated"
        return f"{self.state_name}, cycle {self.cycle}, {when}"

    @property
    def state_name(self) -> str:
        return by_iso3(self.iso3).name
