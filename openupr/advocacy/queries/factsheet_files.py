"""A factsheet as PDF, Word and HTML."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openupr.accounts.queries.invitations import qr_picture
from openupr.documents import word
from openupr.documents.bars import divided_bar
from openupr.documents.pictures import png, words_after_the_first_page
from openupr.documents.printing import CannotPrint, fitted
from openupr.learning.queries.printing import breakable
from openupr.upr.languages import language as known_language

from .factsheets import Page, PageColumn

_STYLE = Path(__file__).parents[1] / "static" / "advocacy" / "factsheet.css"
SIZES = ("usual", "small", "smallest")
"""Letters that are tried one after the other until all fits on a page."""
_BAR = 160
_LOGO_WORDS = "Logo"


@dataclass(frozen=True)
class Fit:
    """Whether the page holds all. `size`: of its letters; `words`: about how many are too many; None: not known."""

    size: str
    words: int | None

    @property
    def is_too_long(self) -> bool:
        return bool(self.words)


class TooLongForAPage(ValueError):
    """What is written does not fit on one page, even in small letters."""

    def __init__(self, words: int) -> None:
        super().__init__(_("It does not fit on one page. Remove about %(n)s words.") % {"n": words})


def article(page: Page, *, size: str = SIZES[0], logo: str = "", address: str = "") -> SafeString:
    """The page as HTML, without a style. `logo`: the address of the picture; `address`: what its code leads to."""
    given = {
        "page": page,
        "columns": [_drawn(each, page) for each in page["columns"]],
        "side_by_side": len(page["columns"]) > 1,
        "size": size,
        "logo": logo,
        "qr": qr_picture(address, address) if address else "",
    }
    with translation.override(page["columns"][0]["language"]):
        return mark_safe(render_to_string("advocacy/factsheet/page.html", given))  # noqa: S308 (a template of ours)


def _drawn(column: PageColumn, page: Page) -> dict[str, Any]:
    most = max((sum(n for n, _tone in each["pieces"]) for each in column["bars"]), default=0)
    bars = [
        (each["label"], _svg(divided_bar(each["pieces"], width=_BAR, height=9, of=most)), each["words"])
        for each in column["bars"]
    ]
    legend = [(_svg(divided_bar([(1, tone)], width=14, height=9)), word) for tone, word in column["legend"]]
    return {
        **column,
        "bars": bars,
        "drawn_legend": legend,
        "name": known_language(column["language"]).name if len(page["columns"]) > 1 else "",
    }


def _svg(drawing: str) -> SafeString:
    return mark_safe(drawing)  # noqa: S308 (numbers and escaped words)


def file_html(page: Page, *, size: str = SIZES[0], logo: bytes = b"", address: str = "") -> str:
    """A whole page with its style inside, which asks nobody for anything."""
    source = f"data:image/png;base64,{b64encode(logo).decode()}" if logo else ""
    inside = article(page, size=size, logo=source, address=address)
    language = page["columns"][0]["language"]
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(page['columns'][0]['title']['text'])}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_css()}</style></head><body>{inside}</body></html>\n"
    )


def file_pdf(page: Page, *, logo: bytes = b"", address: str = "") -> bytes:
    """The page as PDF, exactly one page of A4. Raises CannotPrint, TooLongForAPage."""
    fit, data = _printed(page, logo, address)
    if fit.words:
        raise TooLongForAPage(fit.words)
    return data


def fit_of(page: Page, *, logo: bytes = b"", address: str = "") -> Fit:
    """Whether all fits on one page, as it is printed."""
    try:
        return _printed(page, logo, address)[0]
    except CannotPrint:
        return Fit(SIZES[0], None)


def _printed(page: Page, logo: bytes, address: str) -> tuple[Fit, bytes]:
    drafts = (breakable(file_html(page, size=size, logo=logo, address=address)) for size in SIZES)
    found = fitted(drafts)
    over = max(1, words_after_the_first_page(found.data)) if found.pages > 1 else 0
    return Fit(SIZES[found.draft], over), found.data


@cache
def _css() -> str:
    return _STYLE.read_text(encoding="utf-8")


def file_word(page: Page, *, logo: bytes = b"", address: str = "") -> bytes:
    """The page as a Word file, to change and to print there."""
    with translation.override(page["columns"][0]["language"]):
        return word.write_word(_document(page, logo, address))


def _document(page: Page, logo: bytes, address: str) -> word.Document:
    side_by_side = len(page["columns"]) > 1
    blocks: list[word.Block] = []
    if logo:
        blocks.append(word.Picture(logo, _LOGO_WORDS))
    blocks.append(word.Paragraph((word.Run(page["coalition"], bold=True), word.Run(f" · {page['review']}"))))
    if side_by_side:
        blocks.append(_table(page))
    else:
        column = page["columns"][0]
        blocks.append(word.Heading(_run(column["title"]["text"], column["title"]["language"]), numbered=False))
        blocks += _blocks(column)
    if address:
        blocks.append(word.Paragraph((word.Run(_("Read it on the web:") + " "), word.Run(address, link=address))))
        blocks.append(word.Picture(png(_sized(qr_picture(address, address)), scale=2), address))
    language = page["columns"][0]["language"]
    return word.Document("", tuple(blocks), language=language, landscape=side_by_side, points=10)


def _sized(svg: str) -> str:
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90" ', 1)


def _run(text: str, language: str) -> word.Inlines:
    return (word.Run(text, language=language),)


def _blocks(column: PageColumn) -> Iterator[word.Block]:
    for part in column["parts"]:
        if part["heading"]:
            yield word.Heading(_run(part["heading"], part["heading_language"]), numbered=False)
        if part["key"] == "earlier" and (drawing := _chart(column)):
            yield drawing
            yield word.Paragraph((word.Run(_answers(column), language=part["heading_language"]),))
        items = [_run(each["text"], each["language"]) for each in part["texts"]]
        if part["numbered"]:
            yield word.Listing(tuple(word.Item(each) for each in items), kind="numbers")
        else:
            yield from (word.Paragraph(each) for each in items)
    if column["unreviewed"]:
        yield word.Paragraph((word.Run(column["unreviewed"], language=column["language"]),))


def _answers(column: PageColumn) -> str:
    return "; ".join(f"{each['label']}: {each['words']}" for each in column["bars"])


def _chart(column: PageColumn) -> word.Picture | None:
    """The answers of each session as bars; what they say is told beside them, as no drawing holds Khmer letters."""
    if not column["bars"]:
        return None
    most = max(sum(n for n, _tone in each["pieces"]) for each in column["bars"])
    rows = [divided_bar(each["pieces"], width=420, height=12, of=most) for each in column["bars"]]
    placed = "".join(
        f'<g transform="translate(0 {20 * at})">{each.partition(">")[2].removesuffix("</svg>")}</g>'
        for at, each in enumerate(rows)
    )
    high = 20 * len(rows)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="420" height="{high}" viewBox="0 0 420 {high}">{placed}</svg>'
    try:
        return word.Picture(png(svg), _answers(column))
    except CannotPrint:
        return None


def _table(page: Page) -> word.DocumentTable:
    """Two languages beside each other, part by part."""
    columns = page["columns"]
    header = tuple(_run(known_language(each["language"]).name, "en") for each in columns)
    titles = tuple(_run(each["title"]["text"], each["title"]["language"]) for each in columns)
    keys = dict.fromkeys(part["key"] for each in columns for part in each["parts"])
    rows = [tuple(_cell(each, key) for each in columns) for key in keys]
    return word.DocumentTable((titles, *rows), header=header, keeps_rows=False)


def _cell(column: PageColumn, key: str) -> word.Inlines:
    part = next((each for each in column["parts"] if each["key"] == key), None)
    if part is None:
        return word.plain("")
    runs: list[word.Inline] = []
    if part["heading"]:
        language = part["heading_language"]
        # No Khmer font has bold letters: drawn twice they cannot be read.
        runs.append(word.Run(part["heading"] + "\n", bold=language != "km", language=language))
    if key == "earlier" and column["bars"]:
        runs.append(word.Run(_answers(column) + "\n", language=part["heading_language"]))
    for number, each in enumerate(part["texts"], start=1):
        before = f"{number}. " if part["numbered"] else ""
        after = "\n" if number < len(part["texts"]) else ""
        runs.append(word.Run(f"{before}{each['text']}{after}", language=each["language"]))
    return tuple(runs)
