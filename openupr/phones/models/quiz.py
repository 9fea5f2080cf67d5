"""The quiz: a question at a time to the whole room, answers as counts only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Guest
from openupr.coalitions.models import Coalition
from openupr.workshops.models import Workshop


class QuizQuestion(models.Model):
    """A question of a workshop's quiz. `text` and `explanation` by language code; the first is the one asked in.

    `lesson_key` names the question of a lesson that it was taken from; one that a facilitator typed has none.
    """

    class State(models.TextChoices):
        READY = "ready", _("ready")
        OPEN = "open", _("open")
        SHOWN = "shown", _("answered: the room sees the results")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="quiz")
    lesson_key = models.CharField(max_length=80, blank=True)
    text = models.JSONField(_("question"), default=dict)
    explanation = models.JSONField(_("explanation"), default=dict)
    source = models.CharField(_("source"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READY)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(next(iter(self.text.values()), ""))[:80]

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


class QuizChoice(models.Model):
    """One of the answers to choose from, and how many phones chose it."""

    question = models.ForeignKey(QuizQuestion, models.CASCADE, related_name="choices")
    text = models.JSONField(_("answer"), default=dict)
    is_right = models.BooleanField(_("right"), default=False)
    answers = models.PositiveIntegerField(_("answers"), default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(next(iter(self.text.values()), ""))[:80]


class QuizAnswer(models.Model):
    """That a phone has answered, so that it answers once. What it answered is written nowhere but into the counts."""

    question = models.ForeignKey(QuizQuestion, models.CASCADE, related_name="+")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "guest"], name="one_answer_a_phone")]

    def __str__(self) -> str:
        return f"An answer to question {self.question_id}"
