"""Keys between models as Django itself resolves them, however they were written."""

from collections.abc import Iterable, Iterator

from django.db.models import Model

from .layers import Layers


def upward_keys(models: Iterable[type[Model]], layers: Layers) -> Iterator[str]:
    """Fields of an app's model that point to a model of an app which it may not use."""
    for model in models:
        app = _app(model)
        for field in model._meta.get_fields(include_hidden=True):
            # `concrete` leaves out the way back, which the higher app's key makes by itself.
            if app and field.concrete and field.is_relation and isinstance(field.related_model, type):
                other = _app(field.related_model)
                if other and not layers.may_use(app, other):
                    yield f"{model.__name__}.{field.name}: {app} may not use {other}"


def _app(model: type[Model]) -> str:
    match model.__module__.split("."):
        case ["openupr", app, *_]:
            return app
    return ""
