"""What was imported when, and the present edition of the record."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedFile(models.Model):
    """One file given to the import, entered or refused, with what became of its rows."""

    class Outcome(models.TextChoices):
        ENTERED = "entered", _("entered")
        REFUSED = "refused", _("refused")

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=24)
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.TextField(blank=True)
    started = models.DateTimeField()
    finished = models.DateTimeField()
    read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    already_there = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    # [{row, value, reason}], the first thousand.
    refusals = models.JSONField(default=list)
    # What entered and should be looked at: [{message, count, rows}].
    warnings = models.JSONField(default=list)
    # Of the skipped rows: how many for which reason, such as the body they are of.
    skipped_as = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.outcome})"


class ReviewInFile(models.Model):
    """What a file held of one review: rows that entered, how many of them were in the record
    before, and refused ones. `iso3` is "" and `session` and `cycle` are None where a refused row
    did not name them.
    """

    file = models.ForeignKey(ImportedFile, on_delete=models.CASCADE, related_name="reviews")
    iso3 = models.CharField(max_length=3, blank=True)
    session = models.PositiveSmallIntegerField(null=True)
    cycle = models.PositiveSmallIntegerField(null=True)
    entered = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["iso3"], name="reviews_of_a_state_in_files")]

    def __str__(self) -> str:
        return f"{self.iso3 or '?'}, session {self.session or '?'} in {self.file_id}"


class UhriName(models.Model):
    """What an id of UHRI's API means, from a list of names that was imported."""

    identifier = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class RecordEdition(models.Model):
    """The one row with the present edition of the record; the index is built for an edition."""

    # New with every change; unlike a count it also tells two databases apart.
    token = models.CharField(max_length=32)
    # The demo stands in until the first real import.
    demo = models.BooleanField(default=False)
    # New whenever suggested issues and categories change; "" before the first suggestion.
    coding = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_edition_stands")]

    def __str__(self) -> str:
        return f"edition {self.token}"
