"""Editions: a submission as it was at one moment, and who signed which."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Organisation
from openupr.web.languages import in_page_language

from .submission import Submission


class Edition(models.Model):
    """A submission at one moment: `content` has its sections and paragraphs, texts and anchors
    only.

    It names no author, so it stays when authorship is forgotten. Of a quoted testimony it has only
    the key.
    """

    # The label of those that the organisations are asked to sign.
    TO_SIGN = "To be signed"
    # The label of those whose Word file was taken to be uploaded.
    TO_UPLOAD = "To be uploaded"

    # The first edition with the same text, where `with_repeats` found one.
    repeats: "Edition | None" = None

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    label = models.CharField(_("what for"), max_length=200, blank=True)
    content = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="one_edition_of_a_number")]

    def __str__(self) -> str:
        return f"{self.submission}, edition {self.number}"

    @property
    def what_for(self) -> str:
        """Its label in the language of the page, and whether its text is that of an earlier
        edition.
        """
        name, _space, number = self.label.rpartition(" ")
        is_draft = name == "Draft" and number.isdecimal()
        name_shown = gettext("For comments") if is_draft else in_page_language(self.label)
        if self.repeats is None:
            return name_shown
        return f"{name_shown} · {gettext('the same text as edition %(number)s') % {'number': self.repeats.number}}"

    @property
    def coalition(self) -> Coalition:
        return self.submission.coalition


class SignOn(models.Model):
    """An organisation's answer for one edition: named on the cover, supporting unnamed, or not
    signing.
    """

    class Choice(models.TextChoices):
        NAMED = "named", _("signs and is named")
        UNNAMED = "unnamed", _("supports, unnamed")
        NOT = "not", _("does not sign")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="sign_ons")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.RESTRICT, related_name="sign_ons")
    choice = models.CharField(_("choice"), max_length=8, choices=Choice)
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    # Its description on the cover at that time; None for older answers.
    about = models.TextField(null=True, blank=True)
    # Its name at that time; "" for older answers.
    called = models.CharField(max_length=200, blank=True)
    # Whether a coordinator asked again, because too much had changed since this answer.
    asked_again = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_choice_display()}"

    @property
    def coalition(self) -> Coalition:
        return self.submission.coalition


class LodgedFile(models.Model):
    """What was lodged: the Word file byte by byte, and the same text in other formats.

    Later changes of citations or names do not change it. A format that could not be made is empty.
    When a lodging was recorded by mistake, it is taken back with a reason; the files and the record
    stay. `made_again`: a quote in it was withdrawn and the files were deleted; on request they are
    made again from the edition.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="lodged_files")
    edition = models.ForeignKey(Edition, models.RESTRICT, related_name="+")
    word = models.BinaryField()
    pdf = models.BinaryField(default=bytes)
    html = models.TextField(blank=True)
    markdown = models.TextField(blank=True)
    taken_back_on = models.DateField(null=True, blank=True)
    # For a lodging that was taken back: its recorded day and receipt, and the reason.
    lodged_on = models.DateField(null=True, blank=True)
    receipt = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    made_again = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(taken_back_on=None), name="one_lodging_that_holds"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission}, as lodged"

    @property
    def coalition(self) -> Coalition:
        return self.submission.coalition
