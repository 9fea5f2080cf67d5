"""The plenary: groups present on the projector, the room answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Guest, Person, Room
from openupr.coalitions.models.coalition import Coalition
from openupr.coalitions.models.group import Group


class Plenary(models.Model):
    """A plenary session: which group presents now, and since when. Time is shared over the number
    of groups.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="plenaries")
    room = models.OneToOneField(Room, models.SET_NULL, null=True, blank=True, related_name="plenary")
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes for all groups together"))
    presenting = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    presenting_since = models.DateTimeField(null=True, blank=True)
    closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        db_table = "coalitions_plenary"
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"Plenary of {self.coalition}, {self.day}"


class Feedback(models.Model):
    """What a phone in the room, or a person, says to a group; shown only once a moderator has
    released it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the moderator")
        # Unread when the plenary closed. A moderator can read it later.
        UNREAD = "unread", _("set aside unread")
        RELEASED = "released", _("released")
        SET_ASIDE = "set-aside", _("set aside")

    plenary = models.ForeignKey(Plenary, models.CASCADE, related_name="feedback")
    group = models.ForeignKey(Group, models.CASCADE, related_name="feedback")
    # Kept for the room's day only, to limit how much one phone sends; emptied when the plenary
    # closes.
    guest = models.ForeignKey(Guest, models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(_("feedback"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)

    class Meta:
        db_table = "coalitions_feedback"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def coalition(self) -> Coalition:
        return self.plenary.coalition
