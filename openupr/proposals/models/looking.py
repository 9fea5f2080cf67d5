"""What a group says of earlier recommendations beside its own drafts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models.group import Group

from .proposal import Proposal


class LookedAt(models.Model):
    """That people of the group read an earlier recommendation beside a draft of theirs, and what
    they say of it.

    `ask_key` names it, not a row of the record: that may be imported anew, or the demo make way for
    it. `language` and `version`: the wording of the draft that it was said of. Who said it stands
    in the audit log alone.
    """

    class Said(models.TextChoices):
        SAME = "same", _("about the same")
        OTHER = "other", _("not about it")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="looked_at")
    ask_key = models.CharField(max_length=80)
    said = models.CharField(max_length=5, choices=Said)
    language = models.CharField(max_length=8)
    version = models.PositiveIntegerField()

    class Meta:
        app_label = "roadmaps"
        db_table = "coalitions_lookedat"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "ask_key"], name="one_word_of_an_earlier_one")]

    def __str__(self) -> str:
        return f"{self.ask_key}: {self.said}"

    @property
    def group(self) -> Group:
        return self.proposal.group
