"""The whole state of a search: words, filters, kind. An address, a command and a sentence say the same question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlencode

from openupr.upr.names import UnknownName

from .dimensions import BY_NAME, DIMENSIONS, PREFERRED, Value, dimension

Kind = Literal["recommendation", "pledge", "all"]
KINDS: tuple[Kind, ...] = ("recommendation", "pledge", "all")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the record. `filters`: a dimension's name to index values (None: rows without one); any of
    them, and all dimensions.
    """

    words: str = ""
    filters: Mapping[str, tuple[Value | None, ...]] = field(default_factory=dict)
    kind: Kind = "recommendation"

    def index_filters(self) -> dict[str, set[Value | None]]:
        """The filters as the index takes them: without a chosen source, each review's preferred one counts."""
        found: dict[str, set[Value | None]] = {name: set(values) for name, values in self.filters.items()}
        found.setdefault("source", {PREFERRED})
        if self.kind != "all":
            found["kind"] = {self.kind}
        return found

    def pairs(self) -> list[tuple[str, str]]:
        """The question as the pairs of an address, in a fixed order."""
        found = [("q", self.words)] if self.words else []
        for each in DIMENSIONS:
            if each.name in self.filters:
                found += [(each.parameter, each.written(value)) for value in self.filters[each.name]]
        if self.kind != "recommendation":
            found.append(("kind", self.kind))
        return found

    def address(self, **more: str | int) -> str:
        """The question as a query string, with further pairs appended."""
        return urlencode([*self.pairs(), *((name, str(value)) for name, value in more.items())])

    def narrowed(self, name: str, value: Value | None) -> "Question":
        """This question with one dimension set to one value only."""
        return replace(self, filters={**self.filters, dimension(name).name: (value,)})

    def without(self, name: str, *values: Value | None) -> "Question":
        """This question less these values of a dimension, or less the whole dimension where none is given."""
        left = tuple(v for v in self.filters.get(name, ()) if values and v not in values)
        filters = {key: values for key, values in self.filters.items() if key != name}
        return replace(self, filters={**filters, name: left} if left else filters)


def ask(*, words: str = "", filters: Mapping[str, Iterable[str]], kind: str = "recommendation") -> Question:
    """The question of these words and filters as a person wrote them; UnknownName for a value nothing is called by."""
    if kind not in KINDS:
        raise UnknownName("kind", kind, KINDS)
    resolved: dict[str, tuple[Value | None, ...]] = {}
    for name, values in filters.items():
        found = dict.fromkeys(dimension(name).find(value) for value in values if value.strip())
        if found:
            resolved[name] = tuple(found)
    return Question(words=words.replace("\x00", "\ufffd").strip(), filters=resolved, kind=kind)


def ask_address(parameters: Mapping[str, list[str]]) -> Question:
    """The question of an address's query parameters (`QueryDict.lists()` as a dictionary)."""
    return ask(
        words=" ".join(parameters.get("q", [])),
        filters={name: parameters.get(each.parameter, []) for name, each in BY_NAME.items()},
        kind=(parameters.get("kind") or ["recommendation"])[-1] or "recommendation",
    )
