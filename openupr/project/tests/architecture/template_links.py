"""Links in templates: addresses, other templates, static files, tag libraries."""

import re
from collections.abc import Iterator

from .layers import Layers

_TAG = re.compile(r"{%-?\s*(url|include|extends|static|load)\s+([^%]*?)\s*-?%}", re.DOTALL)
_QUOTED = re.compile(r"""["']([^"']*)["']""")
# Addresses that allauth asks for by names of its own, wherever they are mounted.
OF_ALLAUTH = re.compile(r"(?:account|mfa)_\w+")
# "/" alone may be written: an error page must not depend on any address being known.
_HARD_CODED = re.compile(
    r"""\s(?:href|src|action|formaction|hx-(?:get|post|put|patch|delete))\s*=\s*["'](/[^"'/][^"']*)"""
)


def upward_links_in_templates(layers: Layers) -> Iterator[str]:
    """Tags that lead to an app which the template's own may not use, and addresses that no tag names."""
    libraries = {path.stem: app for app, path in layers.files("templatetags/*.py") if path.stem != "__init__"}
    for app, path in layers.files("templates/**/*"):
        if "tests" in path.relative_to(layers.root).parts:
            continue
        text = path.read_text()
        for match in _TAG.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            for what, other in _targets(match[1], match[2], libraries):
                if other in layers.order and not layers.may_use(app, other):
                    yield layers.fault(path, line, f"{app} may not use {other}, yet has {{% {match[1]} %}} of “{what}”")
        for match in _HARD_CODED.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield layers.fault(path, line, f"the address “{match[1]}” is to be named by {{% url %}} or {{% static %}}")


def _targets(tag: str, arguments: str, libraries: dict[str, str]) -> Iterator[tuple[str, str]]:
    if tag == "load":
        # {% load a b %} and {% load tag from a %}
        names = arguments.split(" from ")[-1].split()
        yield from ((name, libraries[name]) for name in names if name in libraries)
        return
    # Only the first argument names something; without quotes it is a variable, which no reader of files can follow.
    first = _QUOTED.match(arguments)
    if first and not OF_ALLAUTH.fullmatch(first[1]):
        separator = ":" if tag == "url" else "/"
        app, found, _ = first[1].partition(separator)
        yield first[1], app if found else "project"
