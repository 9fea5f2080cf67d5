"""Who takes part in a coalition."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..queries.people import people_of
from .asked import Asked
from .showing import show


@require_safe
def people(request: Asked, coalition: str) -> HttpResponse:
    """Everybody, with their roles, organisations and groups."""
    return show(request, "coalitions/people.html", {"people": people_of(request.about), "page_name": _("People")})
