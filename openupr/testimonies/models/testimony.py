"""Testimonies: what somebody wrote, how far it may go, and the code by which they take it back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import new_number
from openupr.coalitions.models import Coalition

from .box import Box


class Testimony(models.Model):
    """Words of somebody who is not kept: no author, no day, no device.

    `text` and `phrase` stay as written. What leaves is `leaving` with `leaving_phrase`, as a
    coordinator redacted it.
    """

    # By its name pytest would take it for a class of tests.
    __test__ = False

    class Consent(models.TextChoices):
        """How far it may go; each includes those before it."""

        INTERNAL = "internal", _("within the coalition")
        SUBMISSION = "submission", _("within the coalition and in its submission")
        PUBLIC = "public", _("anywhere: in the report of the workshop too")

    class State(models.TextChoices):
        WAITING = "waiting", _("not yet read")
        RELEASED = "released", _("released")
        SET_ASIDE = "set-aside", _("set aside")

    id = models.BigAutoField(primary_key=True, default=new_number)
    box = models.ForeignKey(Box, models.CASCADE, related_name="testimonies")
    text = models.TextField(_("testimony"))
    # What its author wants printed in bold: words of the text.
    phrase = models.CharField(_("key phrase"), max_length=300, blank=True)
    consent = models.CharField(_("how far it may go"), max_length=12, choices=Consent)
    # Of the code that only its author holds: see rules.codes.
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    leaving = models.TextField(_("what leaves"), blank=True)
    leaving_phrase = models.CharField(_("its key phrase"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = _("testimonies")

    def __str__(self) -> str:
        return f"Testimony {self.pk}"

    @property
    def coalition(self) -> Coalition:
        return self.box.coalition


class Slip(models.Model):
    """A printed slip that is not typed in yet.

    Its author tears off the code; the number stays on the sheet.
    """

    id = models.BigAutoField(primary_key=True, default=new_number)
    box = models.ForeignKey(Box, models.CASCADE, related_name="slips")
    number = models.CharField(_("number"), max_length=12, unique=True)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def coalition(self) -> Coalition:
        return self.box.coalition


class Withdrawal(models.Model):
    """That the testimony with the code of this hash is gone, so that it does not come back with an
    older backup.
    """

    code_hash = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return "A withdrawal"
