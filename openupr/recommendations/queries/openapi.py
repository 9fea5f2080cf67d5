"""The API's description, made from the same dimensions that answer it."""

from typing import Any

from openupr.upr.responses import RESPONSES

from .dimensions import DIMENSIONS
from .question import KINDS
from .search import SORTS
from .similar import METHODS

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}


def description(*, server: str) -> dict[str, Any]:
    """An OpenAPI 3.1 document for the server at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OpenUPR: the record",
            "version": "1",
            "description": "Recommendations of the UPR: search, count, gaps, similar. Read only, no key.",
        },
        "servers": [{"url": server}],
        "paths": {
            "/api/search": _operation(
                "Search", [_words(), *_filters(), *_paging()], {"$ref": "#/components/schemas/Found"}
            ),
            "/api/count": _operation(
                "Count by one to three dimensions",
                [_by(), _words(), *_filters()],
                {"$ref": "#/components/schemas/Counted"},
            ),
            "/api/gaps": _operation(
                "Issues raised with others and hardly or not with one State",
                [_parameter("state", "A name or code", _TEXT, required=True), _words()],
                {"$ref": "#/components/schemas/Gaps"},
            ),
            "/api/similar": _operation(
                "The wordings nearest to a draft (q), with States, responses and sessions",
                [_words(), *_filters(), *_methods()],
                {"$ref": "#/components/schemas/Similar"},
            ),
        },
        "components": {"schemas": _schemas()},
    }


def _operation(summary: str, parameters: list[dict[str, Any]], answer: dict[str, Any]) -> dict[str, Any]:
    def told(what: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"description": what, "content": {"application/json": {"schema": schema}}}

    refused = told("A value that nothing is called by, with the nearest names", _object(error=_TEXT))
    not_ready = told("The record is being prepared", _object(error=_TEXT))
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {"200": told("The answer", answer), "400": refused, "503": not_ready},
        }
    }


def _parameter(name: str, what: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": what, "schema": schema, "required": required}


def _several(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _words() -> dict[str, Any]:
    return _parameter("q", 'Words, "phrases", prefix*, AND, OR, NOT, parentheses', _TEXT)


def _filters() -> list[dict[str, Any]]:
    found = [
        _parameter(d.parameter, f"{d.title}: a name or code; repeat it for any of several", _several(_TEXT))
        for d in DIMENSIONS
    ]
    return [
        *found,
        _parameter("kind", "Pledges are left out unless asked for", {"type": "string", "enum": list(KINDS)}),
    ]


def _paging() -> list[dict[str, Any]]:
    return [
        _parameter("sort", "Order of the rows", {"type": "string", "enum": list(SORTS)}),
        _parameter("page", "From 1", {"type": "integer", "minimum": 1}),
        _parameter("per_page", "Rows a page", {"type": "integer", "minimum": 1, "maximum": 1000}),
        _parameter("facets", "0 leaves the facets out", {"type": "string", "enum": ["0", "1"]}),
    ]


def _methods() -> list[dict[str, Any]]:
    return [
        _parameter("method", "What is compared", {"type": "string", "enum": list(METHODS)}),
        _parameter("limit", "Wordings at most", {"type": "integer", "minimum": 1, "maximum": 200}),
    ]


def _by() -> dict[str, Any]:
    names = {"type": "string", "enum": [d.name for d in DIMENSIONS]}
    return _parameter("by", "One to three dimensions", _several(names), required=True)


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


def _schemas() -> dict[str, Any]:
    number = {"type": "integer"}
    result = _object(
        id=_TEXT,
        state=_TEXT,
        iso3=_TEXT,
        **{"from": _or_null(_TEXT)},
        from_iso3=_or_null(_TEXT),
        text=_TEXT,
        response={"type": ["string", "null"], "enum": [*RESPONSES, None]},
        source_response=_TEXT,
        issues=_several(_TEXT),
        action=_or_null(number),
        session=_or_null(number),
        cycle=number,
        source=_TEXT,
        highlights=_several({"type": "array", "items": number, "minItems": 2, "maxItems": 2}),
    )
    value = _object(value={"type": ["string", "integer"]}, label=_TEXT, count=_COUNT)
    found = _object(
        total=_COUNT,
        basis=_TEXT,
        sentence=_TEXT,
        permalink=_TEXT,
        hints=_several(_TEXT),
        page=number,
        pages=number,
        results=_several({"$ref": "#/components/schemas/Result"}),
        facets={"type": "object", "additionalProperties": _several(value)},
    )
    row = {"type": "object", "properties": {"count": _COUNT}, "required": ["count"], "additionalProperties": True}
    issue = _object(issue=_TEXT, here=_COUNT, region=_COUNT, world=_COUNT)
    reviews = _object(loaded=_several(number), missing=_several(number))
    near = {
        "type": "object",
        "properties": {"score": {"type": "number"}},
        "required": ["score"],
        "additionalProperties": True,
    }
    return {
        "Gaps": _object(state=_TEXT, iso3=_TEXT, basis=_TEXT, reviews=reviews, issues=_several(issue)),
        "Similar": _object(method=_or_null(_TEXT), coverage={"type": "number"}, note=_TEXT, results=_several(near)),
        "Result": result,
        "Found": found,
        "Counted": _object(total=_COUNT, basis=_TEXT, rows=_several(row)),
    }
