"""What pages outside the coalitions' own show to people of a coalition."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import Context

from openupr.accounts.models import Person

from .coalition import coalitions_of
from .people import belongs_to


def beside_review(context: Context) -> Mapping[str, Any] | None:
    """For the slot beside a review's timeline: one's coalitions that prepare it."""
    person, meant = who_asks(context.get("request")), context.get("meant")
    number = getattr(getattr(meant, "review", None), "pk", None)
    if person is None or number is None:
        return None
    ours = list(coalitions_of(person).filter(review=number))
    return {"coalitions": ours} if ours else None


def on_own_account(context: Context) -> Mapping[str, Any] | None:
    """For the slot on somebody's own account: the coalitions they take part in, and as what."""
    person = who_asks(context.get("request"))
    if person is None:
        return None
    belongs = belongs_to(person)
    return {"coalitions": [each.part.coalition for each in belongs], "belongs": belongs}


def who_asks(request: object) -> Person | None:
    """Who is signed in; None for others, of whom no session is read."""
    if not isinstance(request, HttpRequest) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if isinstance(request.user, Person) else None
