"""Whom the coalition meets at missions, what they answered, and a note on a State for its own
people. All of it is private and is deleted on its day.
"""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.proposals.models import Proposal
from openupr.timeline.models import APPOINTMENT
from openupr.upr.states import State, by_iso3


class ContactBook(models.Model):
    """A coalition's contacts and meetings, since a coordinator turned them on.

    All that is private hangs on it.
    """

    coalition = models.OneToOneField(Coalition, models.CASCADE, related_name="contact_book")
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    opened_on = models.DateField(_("turned on"))
    keep_until = models.DateField(_("keep until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"contacts of coalition {self.coalition_id}"


class WipedBook(models.Model):
    """That a book was deleted here: an older backup does not bring it back.

    It says nothing of what was in it.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="wiped_books")
    key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.key)


class Contact(models.Model):
    """A function at a State's mission: no person."""

    class Place(models.TextChoices):
        # Where the embassy is, the list of embassies says (Presence).
        EMBASSY = "embassy", _("embassy")
        GENEVA = "geneva", _("mission in Geneva")
        CAPITAL = "capital", _("ministry in its capital")

    book = models.ForeignKey(ContactBook, models.CASCADE, related_name="contacts")
    iso3 = models.CharField(_("State"), max_length=3)
    place = models.CharField(_("where"), max_length=10, choices=Place)
    function = models.CharField(_("function"), max_length=120)

    class Meta:
        ordering = ["iso3", "pk"]

    def __str__(self) -> str:
        return f"{self.state}: {self.function}"

    @property
    def state(self) -> State:
        return by_iso3(self.iso3)


class Meeting(models.Model):
    """A meeting with a contact, or one that is planned.

    `owner` None: the mission itself takes the next step.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="meetings")
    day = models.DateField(_("day"))
    said = models.TextField(_("what was said"), blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_due = models.DateField(_("due"), null=True, blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    is_done = models.BooleanField(_("done"), default=False)

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.contact}, {self.day}"

    @property
    def open_step(self) -> bool:
        """Whether something was promised and not done yet."""
        return bool(self.next_step) and not self.is_done

    @property
    def whose(self) -> str:
        """Who takes the next step."""
        return self.owner.called if self.owner else gettext("their mission")

    @property
    def appointment(self) -> str:
        """The key of its day in the coalition's calendar, where somebody chose to put it there."""
        return f"{APPOINTMENT}{self.pk}"


class AskedInMeeting(models.Model):
    """That an ask was put to a contact in a meeting, and the answer."""

    class Answer(models.TextChoices):
        INTERESTED = "interested", _("interested")
        CAPITAL = "capital", _("sent to capital")
        DECLINED = "declined", _("declined")
        NONE = "none", _("no answer")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="asked")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="asked_in_meetings")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "proposal"], name="one_answer_a_meeting_and_ask")]

    def __str__(self) -> str:
        return self.get_answer_display()


class StateNote(models.Model):
    """What the coalition's own people read before they meet a State."""

    book = models.ForeignKey(ContactBook, models.CASCADE, related_name="notes")
    iso3 = models.CharField(_("State"), max_length=3)
    not_to_say = models.TextField(_("what not to say"), blank=True)
    listen_for = models.TextField(_("what to listen for"), blank=True)

    class Meta:
        ordering = ["iso3"]
        constraints = [models.UniqueConstraint(fields=["book", "iso3"], name="one_private_note_a_state")]

    def __str__(self) -> str:
        return f"note on {by_iso3(self.iso3)}"


PRIVATE: tuple[type[models.Model], ...] = (AskedInMeeting, Meeting, Contact, StateNote, ContactBook)
"""The tables that are erased from the disk when something of them is deleted."""
