"""Keys between models as Django itself resolves them, however they were written."""

from collections.abc import Iterable, Iterator

from django.db.models import Model

from .rooms import House


def upward_keys(models: Iterable[type[Model]], house: House) -> Iterator[str]:
    """Fields of a room's model that point to a model of a room which it may not use."""
    for model in models:
        room = _room(model)
        for field in model._meta.get_fields(include_hidden=True):
            # `concrete` leaves out the way back, which the higher room's key makes by itself.
            if room and field.concrete and field.is_relation and isinstance(field.related_model, type):
                other = _room(field.related_model)
                if other and not house.may_use(room, other):
                    yield f"{model.__name__}.{field.name}: {room} may not use {other}"


def _room(model: type[Model]) -> str:
    match model.__module__.split("."):
        case ["openupr", room, *_]:
            return room
    return ""
