"""Numbers as the reader's language writes them."""

from django.utils.formats import get_format


def grouped(number: int) -> str:
    """1234567 as "1,234,567", with the separator of the language in force."""
    if -1000 < number < 1000:
        return str(number)  # nothing to ask the language for: the usual case in a table of thousands
    separator = get_format("THOUSAND_SEPARATOR") or "\u00a0"
    return f"{number:,}".replace(",", separator)


def share(count: float, whole: float) -> str:
    """`count` in `whole` as a whole percentage; "" of nothing.

    Never rounded to 0% or 100% when it is not quite that.
    """
    if not whole:
        return ""
    exact = 100 * count / whole
    if 0 < exact < 1:
        return "<1%"
    if 99 < exact < 100:
        return ">99%"
    return f"{exact:.0f}%"
