"""The frame of every service that changes something: permitted, in one transaction, with a line in the audit log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import transaction
from django.utils import timezone

from ..models import AuditLine, Person
from ..permissions import Action, Actor, Deed, demand, make_known, table_of
from ..queries.audit import AUDIT_NAMES

_Thing = TypeVar("_Thing")


def act(action: Action, *, about: str = "", own: bool = False) -> Callable[[Callable[..., Any]], Any]:
    """Decorate a service: `@act(CLOSE_GROUP, about="group")`. The service is called with `by` among its keywords.

    `about` names the keyword of the thing that the action is about. The table of the action says who has which role
    with regard to it, and to which circle the line in the audit log belongs. `own`: the line belongs to no circle, but
    to the person's own account.
    """
    table = table_of(action)

    def frame(service: Callable[..., Any]) -> Any:
        deed = table.audit_labels.get(service.__name__)
        if deed:
            make_known(action, service.__name__, deed)

        @wraps(service)
        def performed(*, by: Actor, **given: Any) -> Any:
            what = given.get(about) if about else None
            demand(action, table.roles(by, what))
            with transaction.atomic():
                # Told before the service runs: what it takes away has no number afterwards.
                plain, named = _key(what), _named(deed, what, given)
                result = service(by=by, **given)
                if isinstance(result, _Unchanged):
                    return result.thing
                if action.recorded:
                    done = f"{action.name}:{deed.named(service.__name__, given, result)}" if deed else action.name
                    near = "" if deed is None else _nearest(deed, named, result)
                    who = by if action.named else None
                    circle = "" if own else table.circle(what if about else result)
                    _write(done, by=who, circle=circle, about=near or plain or _key(result))
            return result

        performed.action, performed.about = action, about  # type: ignore[attr-defined]
        return performed

    return frame


@dataclass(frozen=True, slots=True)
class _Unchanged:
    thing: Any


def unchanged(thing: _Thing) -> _Thing:
    """Return this from a service that found nothing to change: its caller gets the thing, the audit log no line."""
    return cast("_Thing", _Unchanged(thing))


def record(action: Action, *, by: Actor, circle: str, about: str) -> None:
    """Write a line into the audit log, inside the caller's transaction: keys only, never content."""
    _write(action.name, by=by if action.named else None, circle=circle, about=about)


def _write(what: str, *, by: Actor, circle: str, about: str) -> None:
    who = by if isinstance(by, Person) else None
    AuditLine.objects.create(when=timezone.now(), who=who, what=what, circle=circle, about=about)


def _named(deed: Deed | None, what: object, given: Mapping[str, Any]) -> str:
    """The key of the thing that a deed's line names; "" where the audit log has no name for it."""
    if deed is None:
        return ""
    return _name_near(given.get(deed.names) if deed.names else what)


def _nearest(deed: Deed, named: str, result: object) -> str:
    """What was made, else what it was done with, else what the thing made belongs to."""
    return named if deed.names else _own_name(result) or named or _name_near(result)


def _name_near(thing: object) -> str:
    """The key of the thing itself where the audit log can name it, else of what it belongs to."""
    near = (getattr(thing, name, None) for name in ("proposal", "group", "person", "organisation"))
    return _own_name(thing) or next(filter(None, map(_own_name, near)), "")


def _own_name(thing: object) -> str:
    key = _key(thing)
    return key if key.partition(" ")[0] in AUDIT_NAMES else ""


def _key(thing: object) -> str:
    """What something is, without saying what it is called: `group 7`."""
    number = getattr(thing, "pk", None)
    return f"{type(thing).__name__.lower()} {number}"[:60] if number is not None else ""
