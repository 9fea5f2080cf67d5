"""Cells for tables that leave: what a stranger wrote must never run as a formula where it is
opened.
"""

import re

# Every spreadsheet program takes these for the start of a formula, some also after spaces, and some
# also in their full-width forms. Source: OWASP, CSV Injection.
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")

# Where the program divides lines at semicolons or tabs, as many languages have it, a formula may
# begin after one.
_INSIDE = re.compile(r"([;\t])([" + re.escape("=+-@＝＋－＠") + "])")

Cell = str | int | float | bool | None


def safe_cell(value: Cell) -> str | int | float:
    """The value; an apostrophe goes before a text that would run as a formula.

    Numbers stay, None is "".
    """
    if value is None:
        return ""
    if isinstance(value, str):
        value = value[:1] + _INSIDE.sub(r"\1'\2", value[1:])
        return f"'{value}" if is_dangerous(value) else value
    return str(value).upper() if isinstance(value, bool) else value


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet program might take `text` for a formula or a command."""
    return text.startswith(_STARTS) or text.lstrip().startswith(_STARTS)
