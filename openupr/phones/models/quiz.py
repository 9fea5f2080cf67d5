"""The quiz and polls: a question at a time to the whole room. How many chose an answer is kept, not
who chose what.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Guest, new_number
from openupr.coalitions.models import Coalition
from openupr.workshops.models import Workshop


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
