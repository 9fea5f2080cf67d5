"""Links in Python that no import shows: names in strings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .layers import Layers
from .template_links import OF_ALLAUTH

_MODULE = re.compile(r"openupr\.(\w+)(?:\.\w+)*")
_ADDRESS = re.compile(r"(\w+):[\w-]+")
_FILE = re.compile(r"(\w+)/[\w./-]+\.(?:html|txt|xml|css|js|svg|png|woff2)")
_MODEL = re.compile(r"(\w+)\.\w+")

# Django's settings are the environment of all apps, read by name alone.
_NO_APP = {"openupr.project.settings"}
_KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField", "GenericRelation", "get_model"}
_BY_ADDRESS = {"reverse", "reverse_lazy", "redirect", "resolve_url", "Entry"}


def upward_links_in_python(layers: Layers) -> Iterator[str]:
    """Dotted module names, addresses ("app:page"), templates and static files ("app/file.html"), model keys
    ("app.Model") and migrations' dependencies that point to an app which this one may not use."""
    for app, path in layers.files("*.py"):
        for line, text, other in _links(path):
            if other in layers.order and not layers.may_use(app, other):
                yield layers.fault(path, line, f"{app} may not use {other}, yet names “{text}”")


def _links(path: Path) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in _NO_APP:
            for pattern in (_MODULE, _ADDRESS, _FILE):
                if match := pattern.fullmatch(node.value):
                    yield node.lineno, node.value, match[1]
        elif isinstance(node, ast.Call):
            yield from _links_of_a_call(node)
        elif isinstance(node, ast.Tuple) and "migrations" in path.parts:
            yield from _dependency(node)


def _links_of_a_call(call: ast.Call) -> Iterator[tuple[int, str, str]]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    first = [*call.args[:1], *(each.value for each in call.keywords if each.arg == "to")]
    for value in (each.value for each in first if isinstance(each, ast.Constant) and isinstance(each.value, str)):
        if name in _KEYS and (match := _MODEL.fullmatch(value)):
            yield call.lineno, value, match[1]
        elif name == "get_model" and value.isidentifier():
            yield call.lineno, value, value
        elif name in _BY_ADDRESS and re.fullmatch(r"[\w-]+", value) and not OF_ALLAUTH.fullmatch(value):
            # An address without an app's name is one of the whole.
            yield call.lineno, value, "project"


def _dependency(node: ast.Tuple) -> Iterator[tuple[int, str, str]]:
    match node.elts:
        case [ast.Constant(value=str(label)), ast.Constant(value=str(name))] if re.match(r"\d{4}_|__first__", name):
            yield node.lineno, f"{label}.{name}", label
