"""An ask and its source records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.reviews.models import Review
from openupr.upr.states import by_iso3


class Ask(models.Model):
    """What one State recommended to another in one review (or pledged itself), wherever it is
    recorded.
    """

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", _("recommendation")
        PLEDGE = "pledge", _("voluntary pledge")

    key = models.CharField(max_length=48, unique=True)
    same = models.CharField(max_length=16, db_index=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="asks")
    from_iso3 = models.CharField(_("recommending State"), max_length=3, blank=True)
    kind = models.CharField(max_length=14, choices=Kind)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key

    @property
    def from_name(self) -> str:
        """The recommending State's name; "" where the source itself does not know it."""
        return by_iso3(self.from_iso3).name if self.from_iso3 else ""


class SourceRecord(models.Model):
    """One place where an ask is recorded: that source's own text and values, the normalised ones
    beside them.
    """

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="records")
    # `rules.sameness` of this source's own words, where they are not those that the ask is named
    # after; else "".
    same = models.CharField(max_length=16, blank=True, default="")
    source = models.CharField(max_length=24)
    # Counted: the record's source is the preferred one of its review (see rules.preferred_source).
    preferred = models.BooleanField(default=False)
    text = models.TextField()
    source_response = models.CharField(max_length=120, blank=True)
    response = models.CharField(max_length=12, blank=True)
    action = models.PositiveSmallIntegerField(null=True, blank=True)
    source_issues = models.JSONField(default=list)
    issues = models.JSONField(default=list)
    # OHCHR's themes: keys of openupr.upr.ohchr_themes, or OHCHR's own label where none of these
    # has that label.
    themes = models.JSONField(default=list)
    sdgs = models.JSONField(default=list)
    # Groups of people: keys of openupr.upr.populations, and the source's own labels.
    persons = models.JSONField(default=list)
    source_persons = models.JSONField(default=list)
    number = models.CharField(max_length=24, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    # Where the source has the response from, as in "A/HRC/59/15/Add.1 - Para.3".
    source_position = models.CharField(max_length=200, blank=True)
    # What the State says of its answer, in its addendum.
    explanation = models.TextField(blank=True, default="")
    # The text in other languages, by their code.
    texts = models.JSONField(default=dict)
    url = models.TextField(blank=True)
    state_region = models.CharField(max_length=40, blank=True)
    state_organisations = models.JSONField(default=list)
    from_region = models.CharField(max_length=40, blank=True)
    from_organisations = models.JSONField(default=list)
    # Every other column of the source, as it stood.
    raw = models.JSONField(default=dict)
    file = models.ForeignKey("ImportedFile", on_delete=models.PROTECT, related_name="records")
    row = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ask", "source"], name="one_record_an_ask_and_source")]
        indexes = [models.Index(fields=["same"], condition=~models.Q(same=""), name="records_in_other_words")]

    def __str__(self) -> str:
        return f"{self.ask_id} in {self.source}"


class RecordChange(models.Model):
    """A source changed its mind: what a field of a record was, and became, with which file."""

    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="changes")
    file = models.ForeignKey("ImportedFile", on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=32)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.field}: {self.before} -> {self.after}"
