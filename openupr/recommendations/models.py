"""The record as it is kept: asks, where each is recorded, how a record changed, which files brought
it.
"""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.reviews.models import Review
from openupr.upr.states import by_iso3

# An ask and its source records.


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


# Documents of the UN that people work on, and what they decided about their problems.


class DocumentCorrection(models.Model):
    """One problem of one file, and what a person decided.

    It is applied whenever the same file is read again.
    """

    class Action(models.TextChoices):
        ACCEPT = "accept", _("right as it was read")
        LEAVE_OUT = "leave-out", _("left out")
        FIX = "fix", _("fixed")
        ADD = "add", _("added by hand")

    sha256 = models.CharField(max_length=64)
    # undocs.values.Problem.key; of what was added by hand a name of its own, that begins with "+".
    problem = models.CharField(max_length=16)
    action = models.CharField(max_length=9, choices=Action)
    # With "fix" and "add": number, text, states (ISO codes), position, page; empty ones stay as
    # they were read.
    values = models.JSONField(default=dict)
    decided = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sha256", "problem"], name="one_correction_a_problem")]

    def __str__(self) -> str:
        return f"{self.problem}: {self.action}"


class KeptDocument(models.Model):
    """A document whose problems people settle: its pages are shown beside them, and it is read
    again.

    A thematic list that entered the record stays: coalitions fill it in.
    """

    DAYS = 90
    LIST = "thematic-list"

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    # As `undocs` names it.
    kind = models.CharField(max_length=24, blank=True, default="")
    # The State under Review; "" where it is not known.
    iso3 = models.CharField(max_length=3, blank=True, default="")
    # Of an addendum that came before its report: the report's symbol.
    waits_for = models.CharField(max_length=60, blank=True, default="")
    # Whether a person settles problems before it can enter.
    has_problems = models.BooleanField(default=True)
    # When it was last chosen, decided about or imported.
    used = models.DateTimeField()
    # Whether it has entered the record since it was last chosen.
    entered = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def stays(self) -> bool:
        """Whether it is a list in the record, which is kept until a person removes it."""
        return self.entered and self.kind == self.LIST

    @property
    def ends(self) -> datetime:
        """When it is removed, unless a person works on it before."""
        return self.used + timedelta(days=self.DAYS)


# What was imported when, and the present edition of the record.


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


# Files chosen on the web page, waiting for their turn to be imported.


class ImportBatch(models.Model):
    """What was chosen together, in one go: some files, or one address."""

    # Made with the form: the same form sent twice is the same choice.
    token = models.CharField(max_length=32, unique=True)
    chosen = models.DateTimeField()
    # Names of files in the chosen folder that are no tables and no JSON.
    passed_over = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.token


class ImportJob(models.Model):
    """One file on its way into the record."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being imported")
        DONE = "done", _("imported")
        REFUSED = "refused", _("refused")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="jobs")
    place = models.PositiveIntegerField()
    # As the person who chose it calls it; where it is kept, its name says nothing.
    name = models.CharField(max_length=255)
    kept_as = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    # Instead of a chosen file: the address to fetch one from.
    url = models.TextField(blank=True)
    # Instead of both: the State whose recommendations are fetched from UPR Info's database.
    iso3 = models.CharField(max_length=3, blank=True, default="")
    # "" until it is recognised.
    source = models.CharField(max_length=24, blank=True)
    recognised = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    # How often a worker began with it; more than once after one has died.
    begun = models.PositiveSmallIntegerField(default=0)
    # Why it was refused, where no ImportedFile says so.
    reason = models.TextField(blank=True)
    removed_demo = models.BooleanField(default=False)
    imported = models.ForeignKey(ImportedFile, on_delete=models.SET_NULL, null=True, related_name="jobs")
    # Whether the index holds it: not known before the last file that waits has entered.
    searchable = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="one_job_a_place")]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def is_over(self) -> bool:
        """Nothing more will happen to it."""
        return self.state == self.State.REFUSED or (self.state == self.State.DONE and self.searchable is not None)


class IncomingPart(models.Model):
    """A piece of a file on its way, where several servers share the database: any worker may take
    the job.
    """

    kept_as = models.CharField(max_length=64)
    place = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["kept_as", "place"]
        constraints = [models.UniqueConstraint(fields=["kept_as", "place"], name="one_part_a_place")]

    def __str__(self) -> str:
        return f"{self.kept_as}, part {self.place}"


# Issues and action categories suggested for asks that no source has coded, and what people decided
# about them.


class CodingDecision(models.Model):
    """What a person decided: one value for all asks that it was suggested for, or for one of
    them.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    # "issue" or "action", and the key of the issue or the number of the category.
    dimension = models.CharField(max_length=8)
    value = models.CharField(max_length=80)
    verdict = models.CharField(max_length=9, choices=Verdict)
    decided = models.DateTimeField()
    # How many suggestions it settled.
    settled = models.PositiveIntegerField()
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.value}: {self.settled} {self.verdict}"


class SuggestedCode(models.Model):
    """One value that the record's coders would probably have given to an ask.

    Without a decision it waits for one.

    `score` lies between 0 and 1 and orders what is likely; it is no probability.
    """

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="suggested")
    dimension = models.CharField(max_length=8)
    value = models.CharField(max_length=80)
    score = models.FloatField()
    decision = models.ForeignKey(CodingDecision, on_delete=models.SET_NULL, null=True, related_name="codes")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ask", "dimension", "value"], name="one_suggestion_a_value")]
        indexes = [models.Index(fields=["dimension", "value"], name="suggestions_of_a_value")]

    def __str__(self) -> str:
        return f"{self.ask_id}: {self.value}"


class SuggestionRun(models.Model):
    """The one row that says how far suggesting has come: all asks up to `last_ask` have been gone
    through.
    """

    # What was learned that the suggestions are made with; another one begins again.
    model = models.CharField(max_length=160)
    last_ask = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_suggestion_run")]

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"
