"""One page for one theme: what people wrote on it, and what everybody can read of it."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group

# No vowels: an address never spells a word. 57 bits: it cannot be guessed.
_LETTERS = "23456789bcdfghjkmnpqrstvwxz"


def new_public_key() -> str:
    """The last part of a published factsheet's address."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


class Logo(models.Model):
    """The coalition's logo as PNG, built again without traces: it is on every factsheet."""

    coalition = models.OneToOneField(Coalition, models.CASCADE, related_name="logo")
    data = models.BinaryField()

    def __str__(self) -> str:
        return "logo.png"


class Factsheet(models.Model):
    """The page of a group's theme.

    `languages`: one, or two that are beside each other (BCP 47 codes).
    """

    group = models.OneToOneField(Group, models.CASCADE, related_name="factsheet")
    languages = models.JSONField(_("languages"), default=list)
    # SDG targets ("16.3") that a person confirmed for the theme.
    sdg_targets = models.JSONField(_("SDG targets"), default=list, blank=True)

    class Meta:
        ordering = ["group__order", "pk"]

    def __str__(self) -> str:
        return str(self.group)

    @property
    def coalition(self) -> Coalition:
        return self.group.coalition


class FactsheetText(models.Model):
    """A part of the page in somebody's own words, in one language.

    `suggested`: what the facts said at that time.
    """

    factsheet = models.ForeignKey(Factsheet, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    part = models.CharField(max_length=16)
    text = models.TextField(_("text"), blank=True)
    suggested = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["factsheet", "language", "part"], name="one_text_a_part_and_language")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class PublishedFactsheet(models.Model):
    """What everybody with its address reads while it is `on`: the page as it was when a coordinator
    published it.
    """

    factsheet = models.OneToOneField(Factsheet, models.CASCADE, related_name="published")
    key = models.CharField(max_length=12, unique=True, default=new_public_key, editable=False)
    on = models.BooleanField(_("on"), default=True)
    page = models.JSONField(default=dict)
    logo = models.BinaryField(default=bytes, blank=True)
    published_on = models.DateField(_("published on"))

    def __str__(self) -> str:
        return str(self.factsheet)
