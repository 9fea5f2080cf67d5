"""What every page's template is given."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest

from . import languages, navigation, tour


def page_values(request: HttpRequest) -> dict[str, object]:
    """`is_fragment`: htmx asked for a part of the page, `page_base` is what such a page extends.

    When htmx restores history it asks as well, but wants the whole page.
    """
    is_fragment = (
        request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
    )
    return {
        "is_fragment": is_fragment,
        "page_base": "web/fragment.html" if is_fragment else "web/base.html",
        "navigation": partial(navigation.links, request.path, request),
        "tour": tour.current(request),
        "readers_language": languages.of_reader(request),
        "foreign": languages.of_reader(request) != settings.LANGUAGE_CODE,
        "languages": partial(languages.links, request),
    }
