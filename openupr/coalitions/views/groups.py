"""The thematic groups of a coalition."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..queries.groups import group_with_counts, groups_of
from .asked import Asked, AskedOfGroup
from .showing import show


@require_safe
def groups(request: Asked, coalition: str) -> HttpResponse:
    """All groups with their sizes."""
    return show(
        request, "coalitions/groups.html", {"groups": groups_of(request.about), "page_name": _("Thematic groups")}
    )


@require_safe
def group(request: AskedOfGroup, coalition: str, group: int) -> HttpResponse:
    """One group: what it works on, who is in it."""
    found = group_with_counts(request.about)
    return show(request, "coalitions/group.html", {"group": found, "page_name": found.name})
