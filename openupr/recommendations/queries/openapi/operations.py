"""The endpoints: what each answers, and which parameters it takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from openupr.upr import cycles

from ..dimensions import DIMENSIONS
from ..question import KINDS, SUGGESTED, YES
from ..search import SORTS
from ..similar import METHODS

Described = dict[str, Any]
TEXT = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint. `parameters` are made when asked for: their words are translated."""

    path: str
    summary: str
    parameters: Callable[[], Sequence[Described]]
    answers: str


def several(item: Described) -> Described:
    """An array of these."""
    return {"type": "array", "items": item}


def _parameter(name: str, what: str, schema: Described = TEXT, *, required: bool = False) -> Described:
    return {"name": name, "in": "query", "description": what, "schema": schema, "required": required}


def _one_of(values: Sequence[str]) -> Described:
    return {"type": "string", "enum": list(values)}


def _question() -> list[Described]:
    numbers = _numbers()
    filters = [
        _parameter(
            d.parameter,
            f"{d.title}: {'a number' if d.name in numbers else 'a name or code'}; repeat it for any of several",
            several(numbers.get(d.name, TEXT)),
        )
        for d in DIMENSIONS
    ]
    excluded = [
        _parameter(d.excluding_parameter, f"{d.title}: rows that are kept out", several(numbers.get(d.name, TEXT)))
        for d in DIMENSIONS
    ]
    words = _parameter("q", 'Words, "phrases", prefix*, AND, OR, NOT, parentheses')
    kind = _parameter("kind", "Pledges are left out unless asked for", _one_of(KINDS))
    return [words, *filters, *excluded, kind, _suggested()]


def _numbers() -> dict[str, Described]:
    """What is filtered by a number, by dimension. Sessions have no last one: a record may hold those to come."""
    return {
        "session": {"type": "string", "pattern": "^[1-9][0-9]?$"},
        "year": _one_of([str(year) for year in cycles.YEARS]),
        "cycle": _one_of([str(cycle.number) for cycle in cycles.CYCLES]),
    }


def _suggested() -> Described:
    return _parameter(SUGGESTED, "Count suggested issues and action categories, too", _one_of([YES, "no"]))


def _search() -> list[Described]:
    return [
        *_question(),
        _parameter("sort", "Order of the rows", _one_of(SORTS)),
        _parameter("page", "From 1", {"type": "integer", "minimum": 1}),
        _parameter("per_page", "Rows a page", {"type": "integer", "minimum": 1, "maximum": 1000}),
        _parameter("facets", "0 leaves the facets out", _one_of(["0", "1"])),
    ]


def _dimension(name: str, what: str) -> Described:
    return _parameter(name, what, _one_of([d.name for d in DIMENSIONS]))


def _count() -> list[Described]:
    by = _parameter("by", "One to three dimensions", several(_one_of([d.name for d in DIMENSIONS])), required=True)
    return [by, *_question()]


def _table() -> list[Described]:
    order = _parameter("order", "Of rows and columns that have no order of their own", _one_of(["count", "name"]))
    return [
        *_question(),
        _dimension("rows", "Issue if not given"),
        _dimension("columns", "Response if not given"),
        order,
    ]


def _gaps() -> list[Described]:
    source = next(d for d in DIMENSIONS if d.name == "source")
    return [
        _parameter("state", "A name or code", required=True),
        _parameter("q", "Words or a draft, counted beside the issues"),
        _parameter(source.parameter, "Count these sources only", several(TEXT)),
        _parameter(source.excluding_parameter, "Leave these sources out", several(TEXT)),
        _suggested(),
    ]


def _targets() -> list[Described]:
    theme = [each for each in _question() if each["name"] not in {"q", "state"}]
    return [
        _parameter("state", "The State under Review: a name or code", required=True),
        _parameter("q", "Words or a draft: the theme, with the filters"),
        *theme,
        _parameter("before", "Only what was said before this session", {"type": "integer", "minimum": 1}),
        _parameter("why", "A State to explain, wherever it is: a name or code"),
        _parameter("limit", "States at most", {"type": "integer", "minimum": 0, "maximum": 200}),
    ]


def _similar() -> list[Described]:
    return [
        *_question(),
        _parameter("method", "What is compared", _one_of(list(METHODS))),
        _parameter("limit", "Wordings at most", {"type": "integer", "minimum": 1, "maximum": 200}),
    ]


def _states() -> list[Described]:
    return [
        _parameter("region", "A regional group, by name or code"),
        _parameter("sort", "Order of the list", _one_of(["name", "received", "given"])),
    ]


OPERATIONS = (
    Operation("/api/search", "Search: rows, total, facets", _search, "Found"),
    Operation("/api/count", "Count by one to three dimensions", _count, "Counted"),
    Operation("/api/disaggregate", "A search taken apart by two dimensions, with responses", _table, "Table"),
    Operation("/api/gaps", "Issues raised with others and hardly or not with one State", _gaps, "Gaps"),
    Operation("/api/targets", "States to ask about a theme, best first, with reasons", _targets, "Targets"),
    Operation("/api/similar", "The wordings nearest to a draft (q), with States and responses", _similar, "Similar"),
    Operation("/api/states", "All States: how much each received and made", _states, "States"),
    Operation("/api/states/{state}", "One State as State under Review", list, "Received"),
    Operation("/api/states/{state}/recommends", "One State as recommending State", list, "Given"),
)
_BY_PATH = {each.path: each for each in OPERATIONS}


@cache
def bounds_of(path: str) -> dict[str, tuple[str, ...]]:
    """The values that some parameters of an endpoint take, none for a whole number. Dimensions, methods and kinds are
    not among them: who resolves them refuses them.
    """
    schemas = {each["name"]: each["schema"] for each in _BY_PATH[path].parameters()}
    return {
        name: tuple(schema.get("enum", ()))
        for name, schema in schemas.items()
        if schema["type"] == "integer" or name in {"sort", "order", "facets"}
    }


@cache
def parameters_of(path: str) -> tuple[str, ...]:
    """The names of the parameters that an endpoint takes."""
    return tuple(each["name"] for each in _BY_PATH[path].parameters())


def operation(each: Operation) -> Described:
    """An endpoint as the description has it."""
    refused = _told("A parameter or value that nothing is called by, with the nearest names", _ERROR)
    answer = _told("The answer", {"$ref": f"#/components/schemas/{each.answers}"})
    in_path = {"name": "state", "in": "path", "description": "A name or code", "schema": TEXT, "required": True}
    named = [in_path] if "{state}" in each.path else []
    not_ready = _told("The record is being prepared", _ERROR)
    return {
        "get": {
            "summary": each.summary,
            "parameters": [*named, *each.parameters()],
            "responses": {"200": answer, "400": refused, "503": not_ready},
        }
    }


_ERROR = {"type": "object", "properties": {"error": TEXT}, "required": ["error"]}


def _told(what: str, schema: Described) -> Described:
    return {"description": what, "content": {"application/json": {"schema": schema}}}
