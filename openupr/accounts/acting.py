"""The frame of each service that changes something: permitted, one transaction, one line in the
log.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import transaction
from django.utils import timezone

from .actions import Action, Actor, AuditLabel, Label, demand, make_known, table_of
from .audit_log import AUDIT_NAMES
from .models import AuditLine, Person

_Thing = TypeVar("_Thing")


def act(
    action: Action,
    words: Label | None = None,
    *,
    about: str = "",
    own: bool = False,
    varies_by: str = "",
    names: str = "",
    was: str = "",
) -> Callable[[Callable[..., Any]], Any]:
    """Decorate a service: `@act(CLOSE_GROUP, _("Close a group"), about="group")`. It is called with
    `by`.

    `words`: what the audit log says, if the action's own words do not say it; by gettext_lazy. They
    may differ by the value of the keyword `varies_by`, or by that attribute of the result. `about`:
    the keyword of the thing that the action is about. The action's table gives the roles with
    regard to it, and the circle of the line in the audit log. `own`: the line belongs to no circle,
    but to the person's account. `names`: the keyword of the object that the line names, if it is
    another. `was`: the service's name in an older version; older lines have this name.
    """
    table = table_of(action)
    label = _label(words, varies_by, names, was)

    def frame(service: Callable[..., Any]) -> Any:
        if label:
            make_known(action, service.__name__, label)

        @wraps(service)
        def performed(*, by: Actor, **values: Any) -> Any:
            what = values.get(about) if about else None
            demand(action, table.roles(by, what))
            with transaction.atomic():
                # Before the service runs: a deleted object has no number afterwards.
                plain, named = _key(what), _named(label, what, values)
                result = service(by=by, **values)
                if isinstance(result, _Unchanged):
                    return result.thing
                if action.recorded:
                    done = f"{action.name}:{label.named(service.__name__, values, result)}" if label else action.name
                    near = "" if label is None else _nearest(label, named, result)
                    who = by if action.named else None
                    circle = "" if own else table.circle(what if about else result)
                    _write(done, by=who, circle=circle, about=near or plain or _key(result))
            return result

        performed.action, performed.about = action, about  # type: ignore[attr-defined]
        return performed

    return frame


def _label(words: Label | None, varies_by: str, names: str, was: str) -> AuditLabel | None:
    for sentence in words.values() if isinstance(words, Mapping) else [words]:
        if isinstance(sentence, str):
            raise TypeError(f"“{sentence}” is in English for everybody: write it by gettext_lazy.")
    return AuditLabel(words, varies_by, names, was) if words else None


@dataclass(frozen=True, slots=True)
class _Unchanged:
    thing: Any


def unchanged(thing: _Thing) -> _Thing:
    """Return this from a service that changed nothing: the caller gets `thing`, the audit log no
    line.
    """
    return cast("_Thing", _Unchanged(thing))


def record(action: Action, *, by: Actor, circle: str, about: str) -> None:
    """Write a line into the audit log, inside the caller's transaction: only keys, no content."""
    _write(action.name, by=by if action.named else None, circle=circle, about=about)


def _write(what: str, *, by: Actor, circle: str, about: str) -> None:
    who = by if isinstance(by, Person) else None
    AuditLine.objects.create(when=timezone.now(), who=who, what=what, circle=circle, about=about)


def _named(label: AuditLabel | None, what: object, values: Mapping[str, Any]) -> str:
    """The key of the thing that a line names; "" if the audit log has no name for it."""
    if label is None:
        return ""
    return _name_near(values.get(label.names) if label.names else what)


def _nearest(label: AuditLabel, named: str, result: object) -> str:
    """The key of what was made, or else of what was used, or else of what it belongs to."""
    return named if label.names else _own_name(result) or named or _name_near(result)


def _name_near(thing: object) -> str:
    """The key of the thing if the audit log can name it, or else of what it belongs to."""
    near = (getattr(thing, name, None) for name in ("proposal", "group", "person", "organisation"))
    return _own_name(thing) or next(filter(None, map(_own_name, near)), "")


def _own_name(thing: object) -> str:
    key = _key(thing)
    return key if key.partition(" ")[0] in AUDIT_NAMES else ""


def _key(thing: object) -> str:
    """What something is, without saying what it is called: `group 7`."""
    number = getattr(thing, "pk", None)
    return f"{type(thing).__name__.lower()} {number}"[:60] if number is not None else ""
