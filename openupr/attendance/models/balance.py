"""Who speaks, as counts and nothing else: no name, no key of a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.workshops.models import Session, Workshop


class SpeakingCount(models.Model):
    """Of those who speak in a session (facilitate, moderate, present): how many people, women, from
    the countryside.
    """

    session = models.OneToOneField(Session, models.CASCADE, related_name="speaking_count")
    people = models.PositiveSmallIntegerField(_("people who speak"))
    women = models.PositiveSmallIntegerField(_("of them women"))
    rural = models.PositiveSmallIntegerField(_("of them from the countryside"))

    def __str__(self) -> str:
        return f"{self.session}: {self.people}"


class Interpreting(models.Model):
    """How many interpreters a workshop has for a language."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="interpreting")
    language = models.CharField(_("language"), max_length=8)
    interpreters = models.PositiveSmallIntegerField(_("interpreters"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "language"], name="interpreters_once_a_language")]

    def __str__(self) -> str:
        return f"{self.language}: {self.interpreters}"


class TallyChosen(models.Model):
    """That a workshop keeps a tally of the floor; without this row it keeps none."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="tally_chosen")

    def __str__(self) -> str:
        return f"tally of {self.workshop}"


class FloorTally(models.Model):
    """How often and for how many minutes people of a kind had the floor in a session."""

    class Kind(models.TextChoices):
        WOMAN = "woman", _("A woman speaks")
        MAN = "man", _("A man speaks")
        OTHER = "other", _("Somebody else speaks")
        # Counted beside the others: whoever it is, they are from the countryside.
        RURAL = "rural", _("… and is from the countryside")

    session = models.ForeignKey(Session, models.CASCADE, related_name="floor_tallies")
    kind = models.CharField(max_length=8, choices=Kind)
    turns = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "kind"], name="one_tally_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.turns}"
