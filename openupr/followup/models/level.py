"""How far a recommendation was carried out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """UPR Info's three levels, and "not enough information".

    The values are those of the first versions.
    """

    NOT = "nothing", _("not implemented")
    PARTLY = "begun", _("partly implemented")
    FULLY = "done", _("fully implemented")
    UNKNOWN = "unknown", _("not enough information")

    @property
    def tone(self) -> str:
        """Its colour and pattern: see openupr.web.parts."""
        return {"nothing": "no", "begun": "part", "done": "yes"}.get(self.value, "wait")

    @property
    def outside(self) -> str:
        """The UN's English for it, for files to the UN, whatever language the reader has."""
        return _OUTSIDE[self.value]


_OUTSIDE = {
    "nothing": "Not implemented",
    "begun": "Partly implemented",
    "done": "Fully implemented",
    "unknown": "Not enough information",
}
