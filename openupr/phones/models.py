"""What phones in the room of a workshop send, and what is open to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Guest, new_number
from openupr.coalitions.models import Coalition, Group
from openupr.workshops.models import Session, Workshop

# What is open to the phones in a workshop's room.


class Floor(models.Model):
    """One for each workshop.

    The editions grow with every change that the room may see: a phone that asks again and again is
    answered with nothing, in one look at the database, as long as the edition is the one that it
    has.
    """

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="floor")
    questions_open = models.BooleanField(_("questions are taken"), default=False)
    questions_edition = models.PositiveIntegerField(default=0)
    quiz_edition = models.PositiveIntegerField(default=0)
    wishes_open = models.BooleanField(_("wishes for a group are taken"), default=False)
    places_shown = models.BooleanField(_("phones see their group"), default=False)
    places_edition = models.PositiveIntegerField(default=0)
    # How many wish which group, as it was when wishes were closed (see rules.places.counted).
    wished = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"The floor of {self.workshop}"

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


# Placing oneself in a thematic group, from a phone or a slip of paper.


class Wishes(models.Model):
    """Where somebody would like to work, and where they are placed. Of a phone they go when the
    phone goes.

    `ranked`: numbers of groups, the first wish first. `slip`: the number on a slip of paper of who
    has no phone.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="wishes")
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="+")
    slip = models.CharField(_("number of the slip"), max_length=10, blank=True)
    ranked = models.JSONField(_("wishes"), default=list)
    place = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "guest"], name="one_wish_list_a_phone")]

    def __str__(self) -> str:
        return f"Wishes for {self.workshop}"

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


# Questions to the speakers.


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


# The quiz and polls: a question at a time to the whole room. How many chose an answer is kept, not
# who chose what.


class QuizQuestion(models.Model):
    """A question of a workshop's quiz: of a lesson, by its key, or with a text of its own that a
    facilitator typed.

    Without a right answer among its choices it is a poll.
    """

    class State(models.TextChoices):
        READY = "ready", _("ready")
        OPEN = "open", _("open")
        SHOWN = "shown", _("the room sees how it answered")
        DONE = "done", _("asked")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="quiz")
    lesson_key = models.CharField(max_length=80, blank=True)
    text = models.CharField(_("question"), max_length=300, blank=True)
    explanation = models.CharField(_("explanation"), max_length=600, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READY)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80] or self.lesson_key

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


class QuizChoice(models.Model):
    """One of the answers to choose from, and how many phones chose it; of a poll also how many
    hands were counted.
    """

    question = models.ForeignKey(QuizQuestion, models.CASCADE, related_name="choices")
    # The letter of a lesson's choice; one that a facilitator typed has a text instead.
    key = models.CharField(max_length=8, blank=True)
    text = models.CharField(_("answer"), max_length=200, blank=True)
    is_right = models.BooleanField(_("right"), default=False)
    answers = models.PositiveIntegerField(_("answers"), default=0)
    hands = models.PositiveIntegerField(_("hands"), default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80] or self.key


class QuizAnswer(models.Model):
    """That a phone has answered, so that it answers once; gone when the phone leaves. What it
    answered is not kept.
    """

    id = models.BigAutoField(primary_key=True, default=new_number)
    question = models.ForeignKey(QuizQuestion, models.CASCADE, related_name="+")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "guest"], name="one_answer_a_phone")]

    def __str__(self) -> str:
        return f"An answer to question {self.question_id}"
