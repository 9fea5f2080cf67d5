"""The day in the country of an example's coalition, as its pages have it."""

from datetime import date

from openupr.coalitions.clock import zone_of
from openupr.coalitions.models import Coalition
from openupr.web.clock import now_in


def today_of(coalition: Coalition) -> date:
    """The day it is in the State under Review."""
    return now_in(str(zone_of(coalition))).date()


def today_there() -> date:
    """The day it is in Cambodia, whose coalitions most examples are about."""
    return now_in("Asia/Phnom_Penh").date()
