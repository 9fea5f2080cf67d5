"""An organisation of one coalition, and who belongs to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person


class Organisation(models.Model):
    """An organisation of civil society, as one coalition knows it. Another coalition has a row of
    its own for it.

    The row stays after the organisation left the coalition: what it said and signed before still
    counts.
    """

    coalition = models.ForeignKey("coalitions.Coalition", models.CASCADE, related_name="organisations", editable=False)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    about = models.TextField(_("about, one paragraph"), blank=True)
    members = models.ManyToManyField(Person, through="Affiliation", related_name="organisations")

    class Meta:
        db_table = "accounts_organisation"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def in_full(self) -> str:
        """Its name, with the short one in brackets where that is no part of it."""
        return self.name if self.short_name in self.name else f"{self.name} ({self.short_name})"


class Affiliation(models.Model):
    """That a person belongs to an organisation of a coalition, for as long as they take part in the
    coalition.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    since = models.DateField(_("since"))

    class Meta:
        db_table = "accounts_affiliation"
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="one_affiliation_each")]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"
