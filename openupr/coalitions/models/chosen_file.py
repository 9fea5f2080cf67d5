"""A file that somebody chose and has not taken yet: they look at it first."""

from django.db import models

from openupr.accounts.models import Person

from .coalition import Coalition


class ChosenFile(models.Model):
    """A rebuilt file (`openupr.files.rebuilding`), for the eyes of the person who chose it; one for
    each person.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    data = models.BinaryField()
    pages = models.PositiveSmallIntegerField(default=1)
    lost_notes = models.BooleanField(default=False)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "person"], name="one_chosen_file_of_a_person")]

    def __str__(self) -> str:
        return f"chosen.{self.kind}"


class ChosenPage(models.Model):
    """A picture (PNG) of one of its first pages."""

    file = models.ForeignKey(ChosenFile, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)
