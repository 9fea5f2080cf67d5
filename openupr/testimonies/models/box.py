"""A box into which people put evaluations and testimonies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition


class Box(models.Model):
    """As with a ballot box, nobody looks in while it is open; once closed it does not open again.

    It knows no workshop: what collects evaluations holds a key to a box. `sheets` is how many
    evaluations were put in, `typed_in` how many of these by somebody who coordinates, and so knows
    what they say.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="boxes")
    title = models.CharField(_("title"), max_length=200)
    # Keys of data/questions.csv, in the order in which they are asked; none: no evaluation.
    questions = models.JSONField(_("questions"), default=list)
    takes_testimonies = models.BooleanField(_("testimonies are collected"), default=True)
    opened = models.DateField(_("opened"))
    closed = models.DateField(_("closed"), null=True, blank=True)
    sheets = models.PositiveIntegerField(_("evaluations"), default=0)
    typed_in = models.PositiveIntegerField(_("of them typed in"), default=0)
    # The most there were at a time, in fives. Others than readers are told this and never less:
    # that one was withdrawn is nobody's business.
    testimonies_told = models.PositiveIntegerField(_("testimonies, as told"), default=0, editable=False)
    # Of the link for people who are not in the room; empty where there is none.
    link_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-opened", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed is None
