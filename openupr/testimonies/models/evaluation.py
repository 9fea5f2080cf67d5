"""Evaluations: nothing is kept that belongs to one sheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import new_number

from .box import Box


class Tally(models.Model):
    """How often a question with given answers was answered so. All rows of a box are there from the
    beginning.

    Until the box is closed what was typed in is counted by itself: see rules.five.
    """

    box = models.ForeignKey(Box, models.CASCADE, related_name="tallies")
    question = models.CharField(_("question"), max_length=40)
    value = models.CharField(_("answer"), max_length=20)
    number = models.PositiveIntegerField(_("number"), default=0)
    typed_in = models.PositiveIntegerField(_("typed in"), default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["box", "question", "value"], name="each_answer_once")]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class Remark(models.Model):
    """What somebody wrote under a question. What else they wrote on the same sheet cannot be told.

    `typed_in`: by a coordinator, from paper; forgotten when the box is closed.
    """

    id = models.BigAutoField(primary_key=True, default=new_number)
    box = models.ForeignKey(Box, models.CASCADE, related_name="remarks")
    question = models.CharField(_("question"), max_length=40)
    text = models.TextField(_("answer"))
    typed_in = models.BooleanField(_("typed in"), default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
