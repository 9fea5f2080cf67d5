"""What a thematic group follows up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.recommendations.models import Ask
from openupr.upr.states import by_iso3

from .level import Level
from .recommendation import ListedRecommendation, shown_text


class FollowUp(models.Model):
    """A group follows a recommendation up, with what has been done as the group sees it now.

    Each statement of the group is also an `Assessment`, which keeps its history.
    """

    Done = Level

    group = models.ForeignKey(Group, models.CASCADE, related_name="follow_ups")
    listed = models.ForeignKey(ListedRecommendation, models.CASCADE, related_name="follow_ups")
    ask = models.ForeignKey(Ask, models.SET_NULL, null=True, blank=True, related_name="+")
    # Text, State and session from when it was added. The record may be imported again, or replace
    # the demo: the group's work stays.
    ask_key = models.CharField(max_length=80, blank=True)
    from_iso3 = models.CharField(max_length=3, blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(_("earlier recommendation"))
    done = models.CharField(_("done so far"), max_length=8, choices=Level, default=Level.UNKNOWN)
    note = models.TextField(_("what has been done"), blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due = models.DateField(_("due"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "coalitions_followup"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def shown(self) -> str:
        """Its text as a page shows it."""
        return shown_text(self.text)

    @property
    def from_name(self) -> str:
        """The recommending State's name; "" where nobody knows it."""
        return by_iso3(self.from_iso3).name if self.from_iso3 else ""

    @property
    def is_assessed(self) -> bool:
        """Whether the group said anything yet."""
        return bool(self.version or self.note or self.done != Level.UNKNOWN)

    @property
    def done_in_words(self) -> str:
        """The level that the group chose; that it chose none is no "not enough information"."""
        return str(self.get_done_display() if self.is_assessed else _("not assessed yet"))
