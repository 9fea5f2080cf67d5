"""The audit log: who did what, when. Never what it said, never from where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .person import Person


class AuditLine(models.Model):
    """One state-changing act. `what` is the name of an action, `circle` and `about` say on what (keys, no content)."""

    when = models.DateTimeField(_("when"))
    who = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    what = models.CharField(_("what"), max_length=80)
    circle = models.CharField(_("circle"), max_length=32, blank=True, db_index=True)
    about = models.CharField(_("about"), max_length=60, blank=True)

    class Meta:
        ordering = ["-when", "-pk"]

    def __str__(self) -> str:
        return f"{self.when:%Y-%m-%d %H:%M} {self.what}"
