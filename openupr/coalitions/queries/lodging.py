"""Whether anything of a coalition has been lodged: an app above knows."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from openupr.web.hooks import Hook

from ..models import Coalition

# Each entry asks for the keys (`coalition`) of the coalitions of which something was lodged.
LODGED = Hook[Callable[[], QuerySet[Any, Any]]]("LODGED")


def is_anything_lodged(coalition: Coalition) -> bool:
    """Whether a submission of the coalition has gone to its addressee."""
    return any(lodged().filter(coalition=coalition.pk).exists() for lodged in LODGED)


def of_lodged(path: str) -> Q:
    """Rows whose coalition, at the end of `path`, lodged something."""
    found = Q(pk__in=[])
    for lodged in LODGED:
        found |= Q(**{f"{path}__in": lodged()})
    return found
