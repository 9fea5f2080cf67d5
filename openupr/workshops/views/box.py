"""A workshop's box of evaluations and testimonies."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from openupr.coalitions.queries.frame import today_of

from ..services.box import open_its_box
from .asked import AskedOfOne


@require_POST
def box(request: AskedOfOne, coalition: str, workshop: int) -> HttpResponse:
    """Open it; what it asks can be changed on its own page."""
    about = request.about
    opened = open_its_box(by=request.actor, workshop=about, today=today_of(about.coalition))
    return redirect("testimonies:box", coalition, opened.pk)
