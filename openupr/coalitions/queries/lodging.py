"""Whether anything of a coalition has been lodged: an app above knows."""

from collections.abc import Callable

from openupr.web.hooks import Hook

from ..models import Coalition

LODGED = Hook[Callable[[Coalition], bool]]("LODGED")


def is_anything_lodged(coalition: Coalition) -> bool:
    """Whether a submission of the coalition has gone to its addressee."""
    return any(is_lodged(coalition) for is_lodged in LODGED)
