"""The directory of organisations that help a coalition."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition


class Partner(models.Model):
    """An organisation that helps, at home or abroad, and how to reach it: by function, never a
    person's name.

    `issues` and `languages` without an entry: any. `offers`: kinds of support
    (workshops.models.Support).
    """

    class Scope(models.TextChoices):
        LOCAL = "local", _("in the country")
        INTERNATIONAL = "international", _("international")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=120)
    scope = models.CharField(_("where it works"), max_length=14, choices=Scope, default=Scope.LOCAL)
    issues = models.JSONField(_("themes"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    offers = models.JSONField(_("offers"), default=list, blank=True)
    note = models.CharField(_("more about it"), max_length=300, blank=True)
    contact = models.CharField(_("how to reach it"), max_length=300, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
