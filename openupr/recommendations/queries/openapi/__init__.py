"""The API's description, made from the same dimensions that answer it; what it lists is what is accepted."""

from typing import Any

from .operations import OPERATIONS, bounds_of, operation, parameters_of
from .schemas import schemas

__all__ = ["OPERATIONS", "bounds_of", "description", "endpoints", "operation", "parameters_of"]


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
        "paths": {each.path: operation(each) for each in OPERATIONS},
        "components": {"schemas": schemas()},
    }


def endpoints() -> list[tuple[str, str]]:
    """(path, what it answers) of each endpoint."""
    return [(each.path, each.summary) for each in OPERATIONS]
