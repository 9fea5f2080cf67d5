"""Which parameters an address may have. A page passes over others and says so; a file or a program's request, which
has no room for a remark, is refused.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from django.http import HttpRequest
from django.utils.translation import gettext as _

from openupr.upr.names import Names, UnknownName

from ..queries.dimensions import DIMENSIONS
from ..queries.question import SUGGESTED

QUESTION = ("q", "kind", SUGGESTED, *(d.parameter for d in DIMENSIONS), *(d.excluding_parameter for d in DIMENSIONS))
# On every page: the tour's step, and the search that a link was followed from.
_EVERYWHERE = ("tour", "back")
_MOST_NAMED = 5
# What other programs' addresses call the same.
_ELSEWHERE = {
    "limit": "per_page",
    "size": "per_page",
    "offset": "page",
    "query": "q",
    "search": "q",
    "country": "state",
    "order": "sort",
}


def refuse_unknown(request: HttpRequest, takes: Sequence[str]) -> None:
    """Raises UnknownName, with the nearest names, for the first parameter that is none of these."""
    for name in request.GET:
        if name not in takes:
            # Also where only the case or a sign differs: it would be passed over.
            raise UnknownName("parameter", name, _nearest(name, tuple(takes)))


def refuse_unlike(request: HttpRequest, takes: Mapping[str, Sequence[str]]) -> None:
    """Raises UnknownName for the first value that is none of those a parameter takes, or (it takes none) no number."""
    for name, known in takes.items():
        given = request.GET.get(name)
        if given and given not in known and (known or not (given.isascii() and given.isdigit())):
            raise UnknownName(f"value of “{name}”", given, tuple(known))


def passed_over(
    request: HttpRequest,
    takes: Sequence[str],
    *,
    values: Mapping[str, Sequence[str]] | None = None,
    numbers: Sequence[str] = (),
) -> list[str]:
    """A sentence for each parameter of a page's address that means nothing there, and for each value that is none of
    the `values` that a parameter takes, or no number where it takes one.
    """
    unknown = [name for name in request.GET if name not in takes and name not in _EVERYWHERE]
    told = [_sentence(name, _nearest(name, tuple(takes))) for name in unknown[:_MOST_NAMED]]
    for name, known in (values or {}).items():
        if (given := request.GET.get(name)) and given not in known:
            told.append(_sentence(f"{name}={given}", [f"{name}={each}" for each in known]))
    given_numbers = [(name, request.GET.get(name, "")) for name in numbers]
    wrong = [(name, given) for name, given in given_numbers if given and not (given.isascii() and given.isdigit())]
    return [*told, *(_sentence(f"{name}={given}", ()) for name, given in wrong)]


def _sentence(name: str, nearest: Sequence[str]) -> str:
    shown = name if len(name) <= 60 else f"{name[:57]}..."
    told = _("“%(name)s” in this address is not known and was ignored.") % {"name": shown}
    return f"{told} {_('Nearest: %(names)s.') % {'names': ', '.join(nearest)}}" if nearest else told


def _nearest(name: str, takes: tuple[str, ...]) -> tuple[str, ...]:
    meant = _ELSEWHERE.get(name.casefold())
    return (meant,) if meant in takes else _known(takes).nearest(name)


@cache
def _known(takes: tuple[str, ...]) -> Names[str]:
    return Names("parameter", ((name, [name]) for name in takes), label=str, plausible=0.5)
