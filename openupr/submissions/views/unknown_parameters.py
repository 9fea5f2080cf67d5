"""What stands in an address and means nothing on its page is said to be passed over."""

from collections.abc import Collection, Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

_MOST_NAMED, _LONGEST = 5, 60
_EVERYWHERE = frozenset({"tour", "back", "read-in"})


def passed_over(request: HttpRequest, takes: Mapping[str, Collection[str]]) -> list[str]:
    """A sentence for each parameter that the page does not take, and for each value that it has not; `takes`: the
    values by their parameter. An empty value is none.
    """
    told = []
    for name, value in request.GET.items():
        if name in _EVERYWHERE or (name in takes and (not value or value in takes[name])):
            continue
        shown = f"{name}={value}"
        shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
        told.append(_("“%(name)s” in this address is not known and was ignored.") % {"name": shown})
    return told[:_MOST_NAMED]
