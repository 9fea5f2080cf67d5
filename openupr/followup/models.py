"""What became of earlier recommendations, and on what that rests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.recommendations.models import Ask
from openupr.upr.states import by_iso3


class FollowUp(models.Model):
    """What has been done since about one earlier recommendation, as this group sees it."""

    class Done(models.TextChoices):
        NOTHING = "nothing", _("nothing done")
        BEGUN = "begun", _("something done")
        DONE = "done", _("done")
        UNKNOWN = "unknown", _("not enough information")

    group = models.ForeignKey(Group, models.CASCADE, related_name="follow_ups")
    ask = models.ForeignKey(Ask, models.SET_NULL, null=True, blank=True, related_name="+")
    # What it said when it was taken up, who made it, and in which session: the record may be imported anew, or the demo
    # make way for the first real one; the group's work stays.
    ask_key = models.CharField(max_length=80, blank=True)
    from_iso3 = models.CharField(max_length=3, blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(_("earlier recommendation"))
    done = models.CharField(_("done so far"), max_length=8, choices=Done, default=Done.UNKNOWN)
    note = models.TextField(_("what has been done"), blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "coalitions_followup"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def from_name(self) -> str:
        """The recommending State's name; "" where nobody knows it."""
        return by_iso3(self.from_iso3).name if self.from_iso3 else ""


class Evidence(models.Model):
    """What a statement about the follow-up rests on."""

    class Kind(models.TextChoices):
        FIRST_HAND = "first-hand", _("first-hand")
        OFFICIAL = "official", _("official")
        UN = "un", _("United Nations")
        PRESS = "press", _("press")
        ACADEMIC = "academic", _("academic")

    class Reliability(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed by a second source")
        LIKELY = "likely", _("one good source")
        UNSURE = "unsure", _("to be checked")

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="evidence")
    what = models.TextField(_("what it shows"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    day = models.DateField(_("date"), null=True, blank=True)
    source = models.TextField(_("source"))
    reliability = models.CharField(_("reliability"), max_length=12, choices=Reliability, default=Reliability.UNSURE)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "coalitions_evidence"
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.what[:80]
