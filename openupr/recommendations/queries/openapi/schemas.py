"""What the answers hold."""

from typing import Any

from openupr.upr.responses import RESPONSES

from .operations import TEXT, several

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
    found = _object(
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
    return {"Result": result, "Found": found, "Similar": similar, "Targets": targets}


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
    told: dict[str, Schema] = dict.fromkeys(("state", "iso3", "what", "basis", "permalink"), TEXT)
    told["count"] = _COUNT
    received = dict.fromkeys(("issues", "recommending_states", "actions"), several(by_review))
    received |= {"reviews_told": TEXT, "in_part": several(_NUMBER)}
    given = dict.fromkeys(("issues", "actions", "to_states", "to_regions", "sessions"), several(compared))
    return {
        "States": _object(basis=TEXT, states=several(listed)),
        "Received": _object(**told, responses=_ANSWERS, pledges=_COUNT, reviews=several(review), **received),
        "Given": _object(**told, responses=_ANSWERS, in_part=several(_NUMBER), **given),
    }
