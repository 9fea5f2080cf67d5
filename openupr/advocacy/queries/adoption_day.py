"""When the Council adopts the outcome of the review, and whether that is over."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.timeline.dates_in_words import INVENTED, STATUS
from openupr.timeline.rules.statuses import ESTIMATE, PLANNED
from openupr.upr.phases import ADOPTION

from .adoption_words import milestone_of


@dataclass(frozen=True)
class AdoptionDay:
    """`when`: the month in words, "" where none is known; `status`: how sure it is; `is_estimate`:
    nobody has published or noted it; `is_over`: it has passed.
    """

    when: str = ""
    status: str = ""
    is_estimate: bool = False
    is_over: bool = False

    @property
    def has_passed(self) -> bool:
        """It is over, and that is sure."""
        return self.is_over and not self.is_estimate


def adoption_day(coalition: Coalition, *, today: date) -> AdoptionDay:
    """As the coalition's calendar knows it. One query."""
    known = milestone_of(coalition, ADOPTION)
    if known is None:
        return AdoptionDay()
    is_over = known.window.last < today
    first, last = (date_format(day, "F Y") for day in (known.window.first, known.window.last))
    month = first if first == last else _("%(first)s or %(last)s") % {"first": first, "last": last}
    when = f"{month} ({INVENTED})" if known.is_invented and is_over else month
    status = INVENTED if known.is_invented else STATUS[known.status]
    return AdoptionDay(when, str(status), known.status in (ESTIMATE, PLANNED), is_over)
