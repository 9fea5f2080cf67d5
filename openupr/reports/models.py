"""What people wrote in place of what was suggested."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.workshops.models import Workshop


class Paragraph(models.Model):
    """A paragraph of a workshop's report in somebody's words. `key` names its place (see
    activity_report.sections).

    `suggestion` is what stood there when it was last looked at: where facts say something else
    since, the report shows it. `version` grows with every save. Who wrote it stands nowhere.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="report_paragraphs")
    key = models.SlugField(max_length=60)
    text = models.TextField(_("text"), blank=True)
    suggestion = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "key"], name="one_paragraph_a_place")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition
