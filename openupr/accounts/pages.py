"""Pages: the address, the action and the methods of a page are declared once, on its view.

    @page(COALITION + "follow-up/<int:number>/assess/", SPEAK_FOR_ORGANISATION, methods="POST")
    def assess(request, coalition, number): ...

The route is named after the view: `followup:assess`. `project/urls.py` collects all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openupr.web.form_addresses import FORM_LEVELS
from openupr.web.languages import ENGLISH_PAGES

from .actions import Action

View = TypeVar("View", bound=Callable[..., Any])

# "any": the view answers every method itself.
_METHODS: dict[str, Callable[[Any], Any]] = {
    "GET": require_safe,
    "POST": require_POST,
    "GET POST": require_http_methods(["GET", "HEAD", "POST"]),
    "any": lambda view: view,
}
# By the app that they are in.
_PAGES: dict[str, list[URLPattern]] = defaultdict(list)


def page(
    address: str,
    action: Action,
    *,
    name: str = "",
    methods: str = "GET",
    in_english: bool = False,
    form_levels: int = 1,
    **constants: object,
) -> Callable[[View], View]:
    """Decorate a view: its address, the action that it is part of, and the methods it takes.

    `name`: of the route, if it is not the view's. `in_english`: for every reader, as a file is or a
    page that writes a text of ours down. `form_levels`: how far above the page with its form stands,
    where the nearest page above is another's. `constants` are passed to the view. A view may have
    several addresses.
    """

    def put_up(view: View) -> View:
        app = view.__module__.split(".")[1]
        route = name or view.__name__.replace("_", "-")
        checked: View = _METHODS[methods](view)
        _PAGES[app].append(path(address, checked, constants, name=route))
        full_name = route if app == "project" else f"{app}:{route}"
        action.routes.append(full_name)
        if in_english:
            ENGLISH_PAGES.add(full_name)
        FORM_LEVELS[full_name] = form_levels
        return checked

    return put_up


def url_patterns_of(app: str) -> list[URLPattern]:
    """The addresses of an app ("openupr.followup"), fixed parts before variable ones."""
    for module in _modules_with_pages(app):
        import_module(module)
    return sorted(_PAGES[app.split(".")[1]], key=_order)


def _modules_with_pages(app: str) -> Iterator[str]:
    modules = iter_modules(import_module(app).__path__, f"{app}.")
    return (module.name for module in modules if module.name.endswith("_pages"))


def _order(pattern: URLPattern) -> list[tuple[bool, str]]:
    return [("<" in part, part) for part in str(pattern.pattern).split("/")]
