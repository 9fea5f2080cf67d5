"""A workshop and its days."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Organisation
from openupr.testimonies.models import Box


class InLanguages(models.Model):
    """Texts that are printed also in the workshop's other languages: `{"km": {"title": "…"}}`.

    The fields are in the first of the workshop's languages. They replace a missing translation.
    """

    translations = models.JSONField(_("in other languages"), default=dict, blank=True)

    class Meta:
        abstract = True

    def said(self, name: str, language: str) -> str:
        """A field in a language (a BCP 47 code)."""
        return str(self.translations.get(language, {}).get(name) or getattr(self, name))


class Workshop(InLanguages):
    """What a coalition does in a room on one or several days. `follows`: the one before in the
    series.
    """

    class Kind(models.TextChoices):
        SUBMISSION = "submission", _("submission workshop")
        VALIDATION = "validation", _("validation meeting")
        PRE_SESSION = "pre-session", _("in-country pre-session")
        GENEVA = "geneva", _("Geneva pre-session")
        FOLLOW_UP = "follow-up", _("follow-up")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="workshops")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SUBMISSION)
    title = models.CharField(_("title"), max_length=200)
    objective = models.TextField(_("objective"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    # BCP 47 codes.
    languages = models.JSONField(_("languages"), default=list)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    # Co-organisers from outside the coalition, by name: a UN office, a partner abroad.
    other_organisers = models.JSONField(_("other co-organisers"), default=list)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followed_by")
    # Where its evaluations and testimonies are put; the box itself knows no workshop.
    box = models.OneToOneField(Box, models.SET_NULL, null=True, blank=True, editable=False, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        """Its title in the language of the page, where it has one."""
        return self.said("title", get_language() or "")

    @property
    def place_here(self) -> str:
        """The place, in the language of the page."""
        return self.said("place", get_language() or "")


class Day(models.Model):
    """A day of a workshop; days need not follow each other."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="days")
    date = models.DateField(_("date"))

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["workshop", "date"], name="each_date_once")]

    def __str__(self) -> str:
        return f"{self.workshop}, {self.date}"

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition
