"""A row of the record as the commands print it."""

from typing import Any

from ..recommendation import un_number_of_row


def row_in_words(row: dict[str, Any], *, last: str = "") -> str:
    """States, session, the UN's number, response and `last` in one line, less what the row has none
    of; then the text, then its key.
    """
    when = f"session {row['session']}" if row["session"] else f"cycle {row['cycle']}"
    parts = [_who(row), when, str(un_number_of_row(row)), _answer(row), last]
    return f"\n{' · '.join(part for part in parts if part)}\n  {row['text'].strip()}\n  {row['id']}"


def issues_in_words(row: dict[str, Any]) -> str:
    """The issues of a row; those that are only suggested say so."""
    return ", ".join([*row["issues"], *(f"{label} (suggested)" for label in row.get("suggested_issues", ()))])


def _who(row: dict[str, Any]) -> str:
    """A pledge has no recommending State: it is the State's own."""
    return f"{row['state']} ← {row['from']}" if row["from"] else f"{row['state']}, its own pledge"


def _answer(row: dict[str, Any]) -> str:
    if not row["response"]:
        return ""
    return f"{row['response']} ({row['source_response']})" if row["source_response"] else str(row["response"])
