"""Handouts of a workshop: files in several languages, and the terms that interpreters need."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition

from .workshop import Workshop


class _WithoutData(models.Manager["Material"]):
    def get_queryset(self) -> models.QuerySet["Material"]:
        return super().get_queryset().defer("data")


class Material(models.Model):
    """A file to show or hand out: rebuilt (`openupr.files.rebuilding`), or written by OpenUPR.

    `translates`: the original of a translation. `ending` says what the content is; the name of the
    uploaded file is not kept. `objects` do not load `data` until it is needed.
    """

    class Kind(models.TextChoices):
        SLIDES = "slides", _("slides")
        HANDOUT = "handout", _("handout")
        TEMPLATE = "template", _("template of a submission")
        OTHER = "other", _("other")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="materials")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.HANDOUT)
    title = models.CharField(_("title"), max_length=200)
    # A BCP 47 code.
    language = models.CharField(_("language"), max_length=12)
    translates = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="translations")
    in_room = models.BooleanField(_("phones in the room may have it"), default=False)
    ending = models.CharField(max_length=8)
    data = models.BinaryField()
    size = models.PositiveIntegerField()

    objects = _WithoutData()

    class Meta:
        ordering = ["kind", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition

    @property
    def file_name(self) -> str:
        """The name of the file for downloads: title and language."""
        return f"{slugify(self.title)[:60] or f'material-{self.pk}'}-{self.language}.{self.ending}"


class Term(models.Model):
    """A word of the field in English and Khmer, for interpreters and their listeners."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="terms")
    english = models.CharField(_("English"), max_length=120)
    khmer = models.CharField(_("Khmer"), max_length=200)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["english", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "english"], name="one_term_of_a_word")]

    def __str__(self) -> str:
        return self.english

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition
