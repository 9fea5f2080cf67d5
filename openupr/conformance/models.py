"""Rule sets that the operator of this server added and confirmed."""

from django.db import models


class AddedRuleSet(models.Model):
    """A rule set as its TOML file had it, and the compared document.

    Withdrawn, it is not offered.
    """

    version = models.CharField(max_length=40, unique=True)
    text = models.TextField()
    # The document of OHCHR: its name, its date, and where anybody can read it.
    document = models.CharField(max_length=200)
    document_date = models.DateField()
    read_at = models.URLField(max_length=500)
    confirmed = models.DateTimeField()
    taken_back = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-confirmed", "-pk"]

    def __str__(self) -> str:
        return self.version
