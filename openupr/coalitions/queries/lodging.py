"""Whether anything of a coalition has been lodged: an app above knows."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from openupr.web.hooks import Hook
from openupr.web.kept_queries import kept_rows

from ..models import Coalition

# Each entry asks for the keys (`coalition`) of the coalitions of which something was lodged.
LODGED = Hook[Callable[[], QuerySet[Any, Any]]]("LODGED")

# Each entry tells the day on which the coalition's joint submission was lodged; None before.
JOINTLY_LODGED = Hook[Callable[[Coalition], date | None]]("JOINTLY_LODGED")


def day_of_joint_lodging(coalition: Coalition) -> date | None:
    """The day on which the coalition's joint submission was lodged; None before."""
    return next(filter(None, (tell(coalition) for tell in JOINTLY_LODGED)), None)


def is_anything_lodged(coalition: Coalition) -> bool:
    """Whether a submission of the coalition has gone to its addressee."""
    return any(kept_rows(_of_one(lodged), coalition.pk) for lodged in LODGED)


@cache
def _of_one(lodged: Callable[[], QuerySet[Any, Any]]) -> Callable[[int], QuerySet[Any, int]]:
    return lambda coalition: lodged().filter(coalition=coalition).order_by().values_list("coalition", flat=True)[:1]


def of_lodged(path: str) -> Q:
    """Rows whose coalition, at the end of `path`, lodged something."""
    found = Q(pk__in=[])
    for lodged in LODGED:
        found |= Q(**{f"{path}__in": lodged()})
    return found
