"""Where a page that answered a form is loaded anew, it leads back to what the form stood on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from openupr.coalitions.frame import Request

from ..models import Claim, Paragraph, Section, Suggestion

View = Callable[..., HttpResponse]


def asked_or_posted(view: View) -> View:
    """For a form that the section's page shows when its link is followed; of a locked section it leads back."""
    led_back = posted_or_back(view)

    @wraps(view)
    def led(request: Request[Section], *args: Any, **parts: Any) -> HttpResponse:
        is_asked = request.method in {"GET", "HEAD"} and not request.about.is_locked
        return view(request, *args, **parts) if is_asked else led_back(request, *args, **parts)

    return led


def posted_or_back(view: View) -> View:
    """For what is only posted: whoever asks for it again is led to the section, at the paragraph that it is about."""

    @wraps(view)
    def led(request: Request[Section], *args: Any, **parts: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, *args, **parts)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        about, anchor = request.about, _anchor(request, parts)
        address = reverse("submissions:section", args=[about.coalition.key, about.submission_id, about.pk])
        return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address, status=303)

    return led


def _anchor(request: Request[Section], parts: dict[str, Any]) -> str:
    key: int | None = parts.get("paragraph")
    for name, model in (("claim", Claim), ("suggestion", Suggestion)):
        if name in parts:
            found = model.objects.filter(paragraph__section=request.about, pk=parts[name])
            key = found.values_list("paragraph", flat=True).first()
    there = Paragraph.objects.filter(section=request.about, pk=key or 0).values_list("anchor", flat=True)
    return there.first() or ""
