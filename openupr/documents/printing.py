"""PDF from HTML, by WeasyPrint, which needs the system's Pango: imported only when somebody
prints.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any


class CannotPrint(RuntimeError):
    """This machine lacks what writes PDF; the sentence says what to install and what works without
    it.
    """

    def __init__(self) -> None:
        super().__init__(
            "This server cannot write PDF or PNG: it lacks Pango. Print the page from the browser, or ask the "
            "operator to install it (Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0)."
        )


def pdf(html: str, *, css: str = "", base: str = "") -> bytes:
    """The document `html` as tagged PDF, styled by `css` alone; links are relative to `base`.

    Raises CannotPrint.

    Only `data:` addresses are opened: neither the network nor a file of this machine.
    """
    return _written(_rendered(_weasyprint(), html, css, base))


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
    weasyprint = _weasyprint()
    document: Any = None
    tried = -1
    for draft in drafts:
        document, tried = _rendered(weasyprint, draft, css, base), tried + 1
        if len(document.pages) == 1:
            break
    if document is None:
        raise ValueError("There is no draft to print.")
    return Printed(_written(document), len(document.pages), tried)


def first_page(html: str, *, css: str = "", base: str = "") -> bytes:
    """As `pdf`, the first page alone. Raises CannotPrint."""
    document = _rendered(_weasyprint(), html, css, base)
    return _written(document.copy(document.pages[:1]))


def _weasyprint() -> ModuleType:
    try:
        import weasyprint  # needs Pango, which a machine that only searches may lack
    except (ImportError, OSError) as missing:
        raise CannotPrint from missing
    return weasyprint  # type: ignore[no-any-return]


def _rendered(weasyprint: ModuleType, html: str, css: str, base: str) -> Any:
    from weasyprint.urls import URLFetcher  # present wherever WeasyPrint is

    nothing_but_data = URLFetcher(allowed_protocols={"data"})
    sheets = [weasyprint.CSS(string=css, url_fetcher=nothing_but_data)] if css else []
    return weasyprint.HTML(string=html, base_url=base or None, url_fetcher=nothing_but_data).render(stylesheets=sheets)


def _written(document: Any) -> bytes:
    data: bytes = document.write_pdf(pdf_tags=True)
    return data
