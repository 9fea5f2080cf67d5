"""OHCHR's summary of what stakeholders submitted to the review, as it was read."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition


class OhchrSummary(models.Model):
    """What `openupr.undocs` read of the summary, as data (`StakeholderSummary.as_json`).

    The document itself is public and not kept. One for all submissions of a coalition: a review has
    one.
    """

    coalition = models.OneToOneField(Coalition, models.CASCADE, related_name="ohchr_summary")
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    content = models.JSONField()
    added_on = models.DateField(_("added on"))

    def __str__(self) -> str:
        return self.symbol

    @property
    def submissions(self) -> list[dict[str, Any]]:
        """The submissions of its list: {code, organisations}."""
        return list(self.content["submissions"])

    @property
    def points(self) -> list[dict[str, Any]]:
        """Its paragraphs: {paragraph, text, codes, page, citations}."""
        return list(self.content["points"])
