"""The frame of every service that changes something: permitted, in one transaction, with a line in the audit trail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..models import AuditLine, Person
from ..permissions import Action, Actor, RolesOf, demand, general_roles


def acting(
    roles: RolesOf = general_roles, circle: Callable[[Any], str] = lambda about: ""
) -> Callable[..., Callable[[Callable[..., Any]], Any]]:
    """A slice's own decorator `act(action, about="group")` for its services.

    `roles(actor, object)` tells what somebody is with regard to the object that the keyword named by `about` gives;
    `circle(object)` names the circle for the audit trail. The service is called with `by` among its keywords.
    """

    def act(action: Action, *, about: str = "") -> Callable[[Callable[..., Any]], Any]:
        def frame(service: Callable[..., Any]) -> Any:
            @wraps(service)
            def performed(*, by: Actor, **given: Any) -> Any:
                what = given.get(about) if about else None
                demand(action, roles(by, what))
                with transaction.atomic():
                    key, result = _key(what), service(by=by, **given)
                    if action.recorded:
                        record(action, by=by, circle=circle(what if about else result), about=key or _key(result))
                return result

            performed.action, performed.about = action, about  # type: ignore[attr-defined]
            return performed

        return frame

    return act


def record(action: Action, *, by: Actor, circle: str, about: str) -> None:
    """Write a line into the audit trail, inside the caller's transaction: keys only, never content."""
    AuditLine.objects.create(
        when=timezone.now(),
        who=by if action.named and isinstance(by, Person) else None,
        what=action.name,
        circle=circle,
        about=about,
    )


def _key(thing: object) -> str:
    """What something is, without saying what it is called: `group 7`."""
    number = getattr(thing, "pk", None)
    return f"{type(thing).__name__.lower()} {number}"[:60] if number is not None else ""
