"""Cells for tables that leave: what a stranger wrote must never run as a formula where it is opened."""

# Every spreadsheet program takes these for the start of a formula, some also after spaces, and some also in
# their full-width forms. Source: OWASP, CSV Injection.
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")

Cell = str | int | float | bool | None


def safe_cell(value: Cell) -> str | int | float:
    """The value; an apostrophe goes before a text that would run as a formula. Numbers stay, None is ""."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if is_dangerous(value) else value
    return str(value).upper() if isinstance(value, bool) else value


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet program might take `text` for a formula or a command."""
    return text.startswith(_STARTS) or text.lstrip().startswith(_STARTS)
