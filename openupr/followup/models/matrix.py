"""OHCHR's thematic list, the "matrix", that a coalition fills."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.upr.states import by_iso3

from .recommendation import ListedRecommendation


class _WithoutFile(models.Manager["Matrix"]):
    def get_queryset(self) -> models.QuerySet["Matrix"]:
        return super().get_queryset().defer("data")


class Matrix(models.Model):
    """OHCHR's Word file as it came, to be filled in: only its column for assessments changes.

    `has_column`: cycles 2 and 3; without it, a copy gets one.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="matrices")
    session = models.PositiveSmallIntegerField(_("session"), null=True)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    has_column = models.BooleanField()
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_on = models.DateField(_("added on"))

    objects = _WithoutFile()

    class Meta:
        ordering = ["-session", "pk"]
        constraints = [models.UniqueConstraint(fields=["coalition", "session"], name="one_matrix_of_a_session")]

    def __str__(self) -> str:
        return f"session {self.session}"


class MatrixRow(models.Model):
    """A recommendation of the list: its places in the file, and the coalition's row for it.

    `rows` and `cells` are places ([table, row, cell]): the first cell of each row, and the cells
    for assessments.
    """

    matrix = models.ForeignKey(Matrix, models.CASCADE, related_name="entries")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=24, blank=True)
    text = models.TextField()
    states = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    listed = models.ManyToManyField(ListedRecommendation, related_name="matrix_rows")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}"

    @property
    def state_names(self) -> list[str]:
        """The names of the States that recommended it."""
        return [by_iso3(iso3).name for iso3 in self.states]
