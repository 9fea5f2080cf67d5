"""Annexes that are files of their own, uploaded with the submission."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.followup.models import Evidence

from .source import evidence_trouble
from .submission import Submission


class _ListedAnnexes(models.Manager["AnnexFile"]):
    def get_queryset(self) -> models.QuerySet["AnnexFile"]:
        return super().get_queryset().defer("data")


class AnnexFile(models.Model):
    """A rebuilt file (`openupr.files.rebuilding`) that is lodged with the submission.

    `kind` is its ending; `sha256` and `size` are those of `data`. Its original name is not kept.
    `objects` does not load `data` until it is needed.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="annex_files")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("what it is"), max_length=200)
    kind = models.CharField(max_length=8)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # The evidence that it is the file of; empty once that is deleted.
    from_evidence = models.BooleanField(default=False)
    evidence = models.ForeignKey(Evidence, models.SET_NULL, null=True, blank=True, related_name="annexes")
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_on = models.DateField(_("added on"))

    objects = _ListedAnnexes()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "sha256"], name="one_annex_of_a_file")]

    def __str__(self) -> str:
        return self.title

    @property
    def coalition(self) -> Coalition:
        return self.submission.coalition

    @property
    def trouble(self) -> str:
        """What happened to the evidence of this file; "" where all is well."""
        return evidence_trouble(self.evidence) if self.from_evidence else ""

    @property
    def may_hide_text(self) -> bool:
        """Whether it is an office file from before these were refused: it may have hidden text."""
        return self.kind in {"docx", "xlsx"}

    @property
    def file_name(self) -> str:
        """The name of the published file: its number and title, nothing about its origin."""
        return f"annex-file-{self.order}-{slugify(self.title)[:60] or 'file'}.{self.kind}"
