"""Who says how far a recommendation was carried out."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Organisation

from .level import Level
from .recommendation import ListedRecommendation


class Assessment(models.Model):
    """What one organisation, one group or the Government said of a recommendation, and since when.

    The Government's claim has neither `organisation` nor `group`. `current` is the one that counts
    now; older ones are kept. `said_on` is empty for assessments from before days were kept.
    """

    listed = models.ForeignKey(ListedRecommendation, models.CASCADE, related_name="assessments")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="+")
    level = models.CharField(gettext_lazy("level"), max_length=8, choices=Level)
    reason = models.TextField(gettext_lazy("reason"), blank=True)
    # Of the Government's claim: where it was made.
    source = models.TextField(gettext_lazy("source"), blank=True)
    # Whether files that leave the coalition may name the organisation.
    named = models.BooleanField(gettext_lazy("named"), default=False)
    # Whether files may print its reason with its name.
    quoted = models.BooleanField(gettext_lazy("reason printed"), default=False)
    # Whether who agreed to that saw the line as it is printed. Up to version 0.2.0 nobody did.
    line_seen = models.BooleanField(gettext_lazy("printed line seen"), default=False)
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_on = models.DateField(null=True, blank=True)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listed", "organisation"],
                condition=models.Q(current=True, organisation__isnull=False),
                name="one_voice_of_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["listed", "group"],
                condition=models.Q(current=True, group__isnull=False),
                name="one_voice_of_a_group",
            ),
            models.UniqueConstraint(
                fields=["listed"],
                condition=models.Q(current=True, group=None, organisation=None),
                name="one_claim_of_the_government",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whose}: {self.get_level_display()}"

    @property
    def coalition(self) -> Coalition:
        return self.listed.coalition

    @property
    def is_claim(self) -> bool:
        """Whether it is the Government's."""
        return self.organisation_id is None and self.group_id is None

    @property
    def whose(self) -> str:
        """Who says it."""
        return str(self.organisation or self.group or _("Government"))

    @property
    def reason_outside(self) -> str:
        """The reason, as files that leave may print it; "" if they may not.

        An organisation's only with its name, after it saw the line. A group is always named.
        """
        if self.organisation_id is None:
            return self.reason
        return self.reason if self.named and self.quoted and self.line_seen else ""

    @property
    def awaits_answer(self) -> bool:
        """Whether an organisation still has to agree that its reason is printed, after it sees the
        line.
        """
        return bool(self.organisation_id and self.current and self.quoted and self.reason) and not self.line_seen

    @property
    def voice_outside(self) -> str:
        """Who says it and why, as files that leave the coalition print it."""
        who = f"the group “{self.group}”" if self.group_id else self.whose if self.named else "an organisation"
        return f"{who}: {self.reason_outside}" if self.reason_outside else who

    @property
    def line_outside(self) -> str:
        """The line of such a file, where nobody else says the same."""
        return f"{Level(self.level).outside} – {self.voice_outside}"

    @property
    def tone(self) -> str:
        return Level(self.level).tone
