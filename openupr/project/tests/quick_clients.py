"""Django's test client without what costs a tenth of a page and no test asks for."""

from typing import Any

import django.test.client
import pytest
from django.core.signals import setting_changed
from django.test.client import ClientHandler

# Which folder is the home is read with each request.
_READ_ANEW = {"OPENUPR_HOME"}
_PARTS = ("web/parts/", "django/forms/")
_LOADED = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")


def is_part(template: Any) -> bool:
    """Whether a template is a part of pages, and none itself."""
    return str(template.name).startswith(_PARTS)


def quicken(patch: pytest.MonkeyPatch) -> None:
    """All clients share one chain of middleware, until a setting changes. Of the templates of an answer the first one's
    context is kept, which is what the view gave.
    """
    loaded: dict[str, Any] = {}
    load, store = ClientHandler.load_middleware, django.test.client.store_rendered_templates

    def load_middleware(handler: ClientHandler, is_async: bool = False) -> None:
        if not loaded:
            load(handler, is_async)
            loaded.update({name: getattr(handler, name) for name in _LOADED})
        vars(handler).update(loaded)

    def forget(setting: str, **_: Any) -> None:
        if setting not in _READ_ANEW:
            loaded.clear()

    def store_the_first(kept: dict[str, Any], **sent: Any) -> None:
        # Forms may be drawn before the page that they are on.
        if kept.get("templates") and is_part(kept["templates"][0]) and not is_part(sent["template"]):
            kept.clear()
        if not kept.get("templates"):
            store(kept, **sent)

    setting_changed.connect(forget, weak=False)
    patch.setattr(ClientHandler, "load_middleware", load_middleware)
    patch.setattr(django.test.client, "store_rendered_templates", store_the_first)
