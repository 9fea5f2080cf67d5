"""Links in Python that no import shows: names in strings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .rooms import House
from .template_links import OF_ALLAUTH

_MODULE = re.compile(r"openupr\.(\w+)(?:\.\w+)*")
_ADDRESS = re.compile(r"(\w+):[\w-]+")
_FILE = re.compile(r"(\w+)/[\w./-]+\.(?:html|txt|xml|css|js|svg|png|woff2)")
_MODEL = re.compile(r"(\w+)\.\w+")

# Django's settings are the environment of all rooms, read by name alone.
_NO_ROOM = {"openupr.project.settings"}
_KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField", "GenericRelation", "get_model"}
_BY_ADDRESS = {"reverse", "reverse_lazy", "redirect", "resolve_url", "Entry"}


def upward_links_in_python(house: House) -> Iterator[str]:
    """Dotted module names, addresses ("room:page"), templates and static files ("room/file.html"), model keys
    ("room.Model") and migrations' dependencies that point to a room which this one may not use."""
    for room, path in house.files("*.py"):
        for line, text, other in _links(path):
            if other in house.floors and not house.may_use(room, other):
                yield house.fault(path, line, f"{room} may not use {other}, yet names “{text}”")


def _links(path: Path) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in _NO_ROOM:
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
            # An address without a room's name is one of the whole.
            yield call.lineno, value, "project"


def _dependency(node: ast.Tuple) -> Iterator[tuple[int, str, str]]:
    match node.elts:
        case [ast.Constant(value=str(label)), ast.Constant(value=str(name))] if re.match(r"\d{4}_|__first__", name):
            yield node.lineno, f"{label}.{name}", label
