"""Questions to the speakers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Guest
from openupr.coalitions.models import Coalition
from openupr.workshops.models import Session, Workshop


class SpeakerQuestion(models.Model):
    """What a phone asks the speakers; the room sees it once a moderator has released it.

    `guest` is emptied when the phone leaves, at the latest with the room's day; `votes` stays.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the moderator")
        RELEASED = "released", _("released")
        ANSWERED = "answered", _("answered")
        SET_ASIDE = "set-aside", _("set aside")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="speaker_questions")
    # What ran when it was asked.
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="+")
    guest = models.ForeignKey(Guest, models.SET_NULL, null=True, blank=True, related_name="+")
    # A speaker by the name that the agenda prints; nothing: whoever can answer.
    to = models.CharField(_("to"), max_length=120, blank=True)
    text = models.CharField(_("question"), max_length=400)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    votes = models.PositiveIntegerField(_("votes"), default=0)

    class Meta:
        ordering = ["-votes", "pk"]
        indexes = [models.Index(fields=["workshop", "state"], name="questions_by_state")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


class Vote(models.Model):
    """That a phone has voted for a question, so that it votes once and can take it back. Gone with
    the phone.
    """

    question = models.ForeignKey(SpeakerQuestion, models.CASCADE, related_name="+")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "guest"], name="one_vote_a_phone")]

    def __str__(self) -> str:
        return f"A vote for question {self.question_id}"
