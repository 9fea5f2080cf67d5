"""Files chosen on the web page, waiting for their turn to be imported."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .imports import ImportedFile


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
