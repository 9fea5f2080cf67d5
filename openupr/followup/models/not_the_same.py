"""What a person said of two recommendations that the program takes for the same request."""

from django.db import models

from openupr.coalitions.models import Coalition


class NotTheSame(models.Model):
    """Somebody in the coalition read two recommendations and says that they ask for different
    things.

    Named by key, the earlier review's first: the record may be imported again.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="pairs_not_the_same")
    earlier = models.CharField(max_length=80)
    later = models.CharField(max_length=80)
    said_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["coalition", "earlier", "later"], name="one_word_on_a_pair")]

    def __str__(self) -> str:
        return f"{self.earlier} / {self.later}"
