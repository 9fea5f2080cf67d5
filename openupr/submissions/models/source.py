"""Sources of what paragraphs say, and their history."""

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.followup.models import Evidence
from openupr.web.languages import in_page_language

from .paragraph import OnParagraph, Paragraph
from .submission import Section


def evidence_trouble(evidence: Evidence | None) -> str:
    """Why a source taken from evidence needs another look; "" where it does not.

    None: it was deleted.
    """
    if evidence is None:
        return gettext("Its evidence was deleted. Check whether this may stay.")
    if evidence.state == Evidence.State.REJECTED:
        return gettext("Its evidence was rejected. Check whether this may stay.")
    if evidence.seen_by == Evidence.SeenBy.OWN:
        return gettext("Its evidence is now for those only who added it. Check whether this may stay.")
    if evidence.personal_until:
        day = date_format(evidence.personal_until, "j F Y")
        return gettext("Its evidence holds personal data and is deleted on %(day)s.") % {"day": day}
    return ""


class Claim(OnParagraph):
    """A source for what a paragraph says; it becomes an end note."""

    Kind = Evidence.Kind

    class Case(models.TextChoices):
        NONE = "", _("no individual case")
        EMBLEMATIC = "emblematic", _("an emblematic case, with consent")
        ASK = "ask", _("an individual case: consent to be asked")

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="claims")
    source = models.TextField(_("source, as the end note says it"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    day = models.DateField(_("date"), null=True, blank=True)
    reliability = models.CharField(_("reliability"), max_length=12, blank=True)
    case = models.CharField(_("individual case"), max_length=12, choices=Case, default=Case.NONE, blank=True)
    # The evidence that it was taken from; empty once that is deleted.
    from_evidence = models.BooleanField(default=False)
    evidence = models.ForeignKey(Evidence, models.SET_NULL, null=True, blank=True, related_name="claims")
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.source[:80]

    @property
    def trouble(self) -> str:
        """What happened to the evidence that it was taken from; "" where all is well."""
        return evidence_trouble(self.evidence) if self.from_evidence else ""

    @property
    def in_words(self) -> str:
        """Its kind, date and reliability."""
        day = date_format(self.day, "j F Y") if self.day else ""
        return ", ".join(filter(None, [self.get_kind_display(), day, in_page_language(self.reliability)]))


class ClaimVersion(models.Model):
    """A source after it was added, changed, brought back or `removed`.

    `claim`: its key, which it gets again when it is brought back; `anchor`: its paragraph's.
    `saved_at` is empty for versions from before this was recorded.
    """

    claim = models.PositiveBigIntegerField(db_index=True)
    anchor = models.CharField(max_length=20, db_index=True)
    section = models.ForeignKey(Section, models.CASCADE, related_name="source_history")
    source = models.TextField()
    kind = models.CharField(max_length=12, choices=Claim.Kind)
    day = models.DateField(null=True, blank=True)
    reliability = models.CharField(max_length=12, blank=True)
    case = models.CharField(max_length=12, choices=Claim.Case, default=Claim.Case.NONE, blank=True)
    removed = models.BooleanField(default=False)
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.source[:80]
