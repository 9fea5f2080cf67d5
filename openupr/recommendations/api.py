"""The API's description, made from the same dimensions that answer it; what it lists is what is
accepted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from openupr.upr import cycles
from openupr.upr.responses import RESPONSES

from .dimensions import DIMENSIONS
from .question import KINDS, SUGGESTED, YES
from .search import SORTS
from .similar import METHODS


def description(*, server: str) -> dict[str, Any]:
    """An OpenAPI 3.1 document for the server at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OpenUPR: the record",
            "version": "1",
            "description": "Recommendations of the UPR: search, count, tables, gaps, similar. Read only, no key.",
        },
        "servers": [{"url": server}],
        "paths": {endpoint.path: operation(endpoint) for endpoint in OPERATIONS},
        "components": {"schemas": schemas()},
    }


def endpoints() -> list[tuple[str, str]]:
    """(path, what it answers) of each endpoint."""
    return [(endpoint.path, endpoint.summary) for endpoint in OPERATIONS]


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
    """What is filtered by a number, by dimension.

    Sessions have no last one: a record may hold those to come.
    """
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
    theme = [parameter for parameter in _question() if parameter["name"] not in {"q", "state"}]
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
_BY_PATH = {endpoint.path: endpoint for endpoint in OPERATIONS}


@cache
def bounds_of(path: str) -> dict[str, tuple[str, ...]]:
    """The values that some parameters of an endpoint take, none for a whole number.

    Dimensions, methods and kinds are not among them: who resolves them refuses them.
    """
    schemas = {parameter["name"]: parameter["schema"] for parameter in _BY_PATH[path].parameters()}
    return {
        name: tuple(schema.get("enum", ()))
        for name, schema in schemas.items()
        if schema["type"] == "integer" or name in {"sort", "order", "facets"}
    }


@cache
def parameters_of(path: str) -> tuple[str, ...]:
    """The names of the parameters that an endpoint takes."""
    return tuple(parameter["name"] for parameter in _BY_PATH[path].parameters())


def operation(endpoint: Operation) -> Described:
    """One endpoint in the form that OpenAPI asks for."""
    refused = _response("A parameter or value that nothing is called by, with the nearest names", _ERROR)
    answer = _response("The answer", {"$ref": f"#/components/schemas/{endpoint.answers}"})
    in_path = {"name": "state", "in": "path", "description": "A name or code", "schema": TEXT, "required": True}
    named = [in_path] if "{state}" in endpoint.path else []
    not_ready = _response("The record is being prepared", _ERROR)
    return {
        "get": {
            "summary": endpoint.summary,
            "parameters": [*named, *endpoint.parameters()],
            "responses": {"200": answer, "400": refused, "503": not_ready},
        }
    }


_ERROR = {"type": "object", "properties": {"error": TEXT}, "required": ["error"]}


def _response(what: str, schema: Described) -> Described:
    return {"description": what, "content": {"application/json": {"schema": schema}}}


Schema = dict[str, Any]
_COUNT = {"type": "integer", "minimum": 0}
_NUMBER = {"type": "integer"}
_SHARE = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_ANSWERS = {"type": "object", "additionalProperties": _COUNT}
# Of `of` rows, `n` have a value of the dimension; `suggested` of these only as a suggestion.
_CODED: Schema = {"type": "object", "properties": {"n": _COUNT, "of": _COUNT, "suggested": _COUNT}}
_CODED["required"] = ["n", "of"]
_CODES: Schema = {"type": "object", "additionalProperties": _CODED}
_ANYTHING = {"type": ["string", "integer", "null"]}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def schemas() -> dict[str, Schema]:
    """Every schema by its name."""
    return {**_of_searches(), **_of_tables(), **_of_states()}


def _of_searches() -> dict[str, Schema]:
    result = _object(
        id=TEXT,
        state=TEXT,
        iso3=TEXT,
        **{"from": _or_null(TEXT)},
        from_iso3=_or_null(TEXT),
        text=TEXT,
        response={"type": ["string", "null"], "enum": [*RESPONSES, None]},
        source_response=TEXT,
        issues=several(TEXT),
        action=_or_null(_NUMBER),
        session=_or_null(_NUMBER),
        cycle=_NUMBER,
        source=TEXT,
        highlights=several({"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}),
    )
    # Only where its regions or organisations are from OpenUPR's lists.
    result["properties"] |= {"memberships": {"type": "string", "enum": ["OpenUPR"]}}
    # Only where no source has coded the recommendation.
    result["properties"] |= {"confirmed_issues": several(TEXT), "suggested_issues": several(TEXT)}
    # Only where OHCHR's list or index tells them.
    result["properties"] |= {"themes": several(TEXT)}
    result["properties"] |= {"confirmed_action": _NUMBER, "suggested_action": _NUMBER}
    value = _object(value={"type": ["string", "integer"]}, label=TEXT, count=_COUNT)
    search_answer = _object(
        total=_COUNT,
        basis=TEXT,
        sentence=TEXT,
        coded=_CODES,
        permalink=TEXT,
        hints=several(TEXT),
        page=_NUMBER,
        pages=_NUMBER,
        results=several({"$ref": "#/components/schemas/Result"}),
        facets={"type": "object", "additionalProperties": several(value)},
    )
    near = {**_object(score={"type": "number"}), "additionalProperties": True}
    reason = _object(
        kind=TEXT, text=TEXT, count=_COUNT, share=_SHARE, last_session=_or_null(_NUMBER), ids=several(TEXT)
    )
    target = _object(iso3=TEXT, state=TEXT, score={"type": "number"}, reasons=several(reason))
    targets = _object(state=TEXT, basis=TEXT, method=TEXT, results=several(target))
    similar = _object(method=_or_null(TEXT), coverage={"type": "number"}, note=TEXT, results=several(near))
    return {"Result": result, "Found": search_answer, "Similar": similar, "Targets": targets}


def _of_tables() -> dict[str, Schema]:
    row = {**_object(count=_COUNT), "additionalProperties": True}
    value = {**_object(value=_ANYTHING, count=_COUNT, coded=_COUNT), "additionalProperties": True}
    heads = _object(dimension=TEXT, title=TEXT, several_values={"type": "boolean"}, values=several(value))
    heads["properties"]["in_part"] = several(_ANYTHING)
    cell = _object(row=_ANYTHING, column=_ANYTHING, count=_COUNT, row_share=_SHARE, column_share=_SHARE)
    table = _object(
        what=TEXT,
        counting_basis=TEXT,
        permalink=TEXT,
        total=_COUNT,
        coded=_CODES,
        rows=heads,
        columns=heads,
        cells=several(cell),
    )
    issue = _object(issue=TEXT, here=_COUNT, region=_COUNT, world=_COUNT, untold=several(_NUMBER))
    numbers: Schema = {"type": "object", "additionalProperties": _COUNT}
    reviews = _object(
        loaded=several(_ANYTHING),
        missing=several(_NUMBER),
        undated=several(_NUMBER),
        rows=numbers,
        refused=numbers,
        refused_unread=_COUNT,
        few=several(_NUMBER),
        in_part=several(_NUMBER),
        told=TEXT,
    )
    words = _object(text=TEXT, query=TEXT, used=several(TEXT), draft={"type": "boolean"}, notes=several(TEXT))
    coded = _object(issue=_object(n=_COUNT, of=_COUNT, here=_CODED, region=_CODED))
    gaps = _object(state=TEXT, iso3=TEXT, basis=TEXT, coded=coded, reviews=reviews, issues=several(issue))
    gaps["properties"]["words"] = words  # only where words were given
    in_part: Schema = {"type": "object", "additionalProperties": several(_NUMBER)}
    counted = _object(total=_COUNT, basis=TEXT, coded=_CODES, in_part=in_part, not_coded=in_part, rows=several(row))
    return {"Counted": counted, "Table": table, "Gaps": gaps}


def _of_states() -> dict[str, Schema]:
    listed = _object(
        iso3=TEXT,
        state=TEXT,
        region=TEXT,
        sessions_loaded=TEXT,
        sessions_in_part=TEXT,
        received=_COUNT,
        received_supported=_COUNT,
        given=_COUNT,
        given_supported=_COUNT,
        permalink=TEXT,
    )
    line = _object(value=_or_null(TEXT), count=_COUNT, responses=_ANSWERS)
    by_review = _object(**line["properties"], by_review=several(_COUNT))
    review = _object(
        cycle=_NUMBER,
        session=_or_null(_NUMBER),
        in_the_record=TEXT,
        refused=_COUNT,
        few={"type": "boolean"},
        in_part={"type": "boolean"},
        calendar=TEXT,
        calendar_source=TEXT,
        source=_or_null(TEXT),
        count=_COUNT,
        responses=_ANSWERS,
        pledges=_COUNT,
    )
    compared = _object(**line["properties"], share=_SHARE, share_of_everyone=_SHARE)
    common: dict[str, Schema] = dict.fromkeys(("state", "iso3", "what", "basis", "permalink"), TEXT)
    common["count"] = _COUNT
    received = dict.fromkeys(("issues", "recommending_states", "actions"), several(by_review))
    received |= {"reviews_told": TEXT, "in_part": several(_NUMBER)}
    given_tables = dict.fromkeys(("issues", "actions", "to_states", "to_regions", "sessions"), several(compared))
    return {
        "States": _object(basis=TEXT, states=several(listed)),
        "Received": _object(**common, responses=_ANSWERS, pledges=_COUNT, reviews=several(review), **received),
        "Given": _object(**common, responses=_ANSWERS, in_part=several(_NUMBER), **given_tables),
    }
