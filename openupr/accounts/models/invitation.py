"""An invitation: a link that lets one person in, once, for a while."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .person import Person


class Invitation(models.Model):
    """Made by somebody in a circle. Only the hash of its secret is kept; the link is shown once, to be sent or printed.

    What the invited person becomes in the circle is the circle's business: it keeps that beside this row.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    circle = models.CharField(_("circle"), max_length=32, db_index=True)
    note = models.CharField(_("for whom, as a reminder to yourself"), max_length=120, blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="invitations_made")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="invitations_used")
    # Whose password the link renews; None of an invitation.
    renews = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, editable=False, related_name="renewals")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"
