"""PDF from HTML, by WeasyPrint, which needs the system's Pango.

It draws in a process beside this one, which ends when nobody printed for a while: its libraries
take forty megabytes, and a long paper more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from openupr.processes.staying import StayingProcess, TookTooLong

drawing = StayingProcess(needs=("weasyprint", "pypdfium2", "PIL"))
MOST_SECONDS = 120
"""A joint submission takes two to five, on a busy machine three times as many."""
_Pages = Literal["all", "first", "one or none"]


class CannotPrint(RuntimeError):
    """This machine lacks what writes PDF; the sentence says what to install and what works without
    it.
    """

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            sentence
            or "This server cannot write PDF or PNG: it lacks Pango. Print the page from the browser, or ask the "
            "operator to install it (Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0)."
        )


class TooLongToPrint(CannotPrint):
    """The paper took too long, or more memory than there is."""

    def __init__(self) -> None:
        super().__init__("This paper takes too long. Try again in a minute, or print the page from the browser.")


def pdf(html: str, *, css: str = "", base: str = "") -> bytes:
    """The document `html` as tagged PDF, styled by `css` alone; links are relative to `base`.

    Raises CannotPrint.

    Only `data:` addresses are opened: neither the network nor a file of this machine.
    """
    return _drawn(html, css, base, "all")[1]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as PDF, how many pages it has, and which of its drafts it is (0 is the first)."""

    data: bytes
    pages: int
    draft: int


def one_page(drafts: Iterable[str], *, css: str = "", base: str = "") -> bytes:
    """As `fitted`, the PDF alone."""
    return fitted(drafts, css=css, base=base).data


def fitted(drafts: Iterable[str], *, css: str = "", base: str = "") -> Printed:
    """As `pdf`, the first of the drafts (each shorter than the one before) that fits on one page;
    else the last.

    Raises CannotPrint, ValueError without any draft.
    """
    waiting = iter(drafts)
    draft = next(waiting, None)
    number = 0
    while draft is not None:
        shorter = next(waiting, None)
        pages, data = _drawn(draft, css, base, "all" if shorter is None else "one or none")
        if data:
            return Printed(data, pages, number)
        draft, number = shorter, number + 1
    raise ValueError("There is no draft to print.")


def first_page(html: str, *, css: str = "", base: str = "") -> bytes:
    """As `pdf`, the first page alone. Raises CannotPrint."""
    return _drawn(html, css, base, "first")[1]


def there(where: str, *arguments: Any) -> Any:
    """What a function of ours ("package.module:name") returns in the process that draws.

    Raises CannotPrint where that is what the function returns None for.
    """
    try:
        result = drawing.call(where, *arguments, seconds=MOST_SECONDS)
    except TookTooLong as error:
        raise TooLongToPrint from error
    if result is None:
        raise CannotPrint
    return result


def _drawn(html: str, css: str, base: str, pages: _Pages) -> tuple[int, bytes]:
    # As bytes: a text of a template is of a kind that the other process would have to import.
    result: tuple[int, bytes] = there("openupr.documents.printing:draw", html.encode(), css.encode(), base, pages)
    return result


def draw(html: bytes, css: bytes, base: str, pages: _Pages) -> tuple[int, bytes] | None:
    """There: how many pages, and the PDF of those that are wanted, empty where one page was wanted
    and there are more. None where this machine cannot print.
    """
    try:
        import weasyprint  # needs Pango, which a machine that only searches may lack
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        return None
    nothing_but_data = URLFetcher(allowed_protocols={"data"})
    sheets = [weasyprint.CSS(string=css.decode(), url_fetcher=nothing_but_data)] if css else []
    page = weasyprint.HTML(string=html.decode(), base_url=base or None, url_fetcher=nothing_but_data)
    document = page.render(stylesheets=sheets)
    number = len(document.pages)
    if pages == "one or none" and number > 1:
        return number, b""
    if pages == "first":
        document = document.copy(document.pages[:1])
    return number, document.write_pdf(pdf_tags=True)
