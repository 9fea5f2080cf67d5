"""What a statement about the follow-up rests on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Organisation

from .follow_up import FollowUp
from .recommendation import ListedRecommendation

# The one rule for evidence in files and pages for others (`Evidence.leaves`): everyone may see it.
LEAVES = models.Q(seen_by="public", personal_until=None) & ~models.Q(state="rejected")


class Evidence(models.Model):
    """A source for what a group (`follow_up`) or an organisation says of a recommendation."""

    class Kind(models.TextChoices):
        LAW = "law", _("law")
        BUDGET = "budget", _("budget")
        FIGURE = "figure", _("figure")
        COURT_CASE = "court-case", _("court case")
        FIRST_HAND = "first-hand", _("first-hand account")
        NEWS = "press", _("news")
        UN = "un", _("UN document")
        OFFICIAL = "official", _("other official document")
        STUDY = "academic", _("study")

    class Reliability(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed by a second source")
        LIKELY = "likely", _("one good source")
        UNSURE = "unsure", _("to be checked")

    class SeenBy(models.TextChoices):
        OWN = "own", _("only its group or organisation, and coordinators")
        COALITION = "coalition", _("the coalition")
        PUBLIC = "public", _("everyone, if published")

    class State(models.TextChoices):
        NEW = "new", _("not verified")
        VERIFIED = "verified", _("verified")
        REJECTED = "rejected", _("rejected")

    listed = models.ForeignKey(ListedRecommendation, models.CASCADE, related_name="evidence")
    follow_up = models.ForeignKey(FollowUp, models.CASCADE, null=True, blank=True, related_name="evidence")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    what = models.TextField(_("what it shows"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    day = models.DateField(_("date"), null=True, blank=True)
    source = models.TextField(_("source"))
    link = models.URLField(_("link"), max_length=2000, blank=True)
    place = models.CharField(_("where it is kept"), max_length=200, blank=True)
    reliability = models.CharField(_("reliability"), max_length=12, choices=Reliability, default=Reliability.UNSURE)
    seen_by = models.CharField(_("who may see it"), max_length=12, choices=SeenBy, default=SeenBy.COALITION)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NEW)
    # Who verified or rejected it, when, and why it was rejected.
    checked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    rejected_because = models.TextField(blank=True)
    # It holds personal data until this day, and is deleted then.
    personal_until = models.DateField(_("delete it on"), null=True, blank=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "coalitions_evidence"
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.what[:80]

    @property
    def coalition(self) -> Coalition:
        return self.listed.coalition

    @property
    def group(self) -> Group | None:
        """The group that added it."""
        return self.follow_up.group if self.follow_up else None

    @property
    def is_shared(self) -> bool:
        """Whether the whole coalition sees it, and its documents may cite it."""
        return self.seen_by != self.SeenBy.OWN and self.state != self.State.REJECTED

    @property
    def leaves(self) -> bool:
        """Whether files and pages for others may name it: everyone may see it, without personal
        data.
        """
        return self.seen_by == self.SeenBy.PUBLIC and self.is_shared and self.personal_until is None

    @property
    def is_quotable(self) -> bool:
        """Whether a text for others may quote it without asking anybody: the same, and verified."""
        return self.leaves and self.state == self.State.VERIFIED


class _WithoutBytes(models.Manager["EvidenceFile"]):
    def get_queryset(self) -> models.QuerySet["EvidenceFile"]:
        return super().get_queryset().defer("data")


class EvidenceFile(models.Model):
    """A rebuilt file (`openupr.files.rebuilding`) of a piece of evidence.

    Its own file name is not kept.
    """

    evidence = models.OneToOneField(Evidence, models.CASCADE, related_name="file")
    kind = models.CharField(max_length=8)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = _WithoutBytes()

    def __str__(self) -> str:
        return self.file_name

    @property
    def coalition(self) -> Coalition:
        return self.evidence.coalition

    @property
    def file_name(self) -> str:
        """What it is called when it leaves: nothing of what it shows or where it came from."""
        return f"evidence-{self.evidence_id}.{self.kind}"
