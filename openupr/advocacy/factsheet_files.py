"""A factsheet's page as PDF, Word and HTML."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.qr_codes import qr_picture
from openupr.coalitions.rules.refusals import Refused
from openupr.documents import word
from openupr.documents.bars import divided_bar
from openupr.documents.pictures import after_the_first_page, png
from openupr.documents.printing import CannotPrint, first_page, fitted
from openupr.learning.lessons_on_paper import breakable
from openupr.upr.languages import language as known_language

from .paper_words import (
    on_one_page_of_word,
    spoken_words,
)

ASKS, QUESTIONS = (4, 2), (3, 1)
"""What fits on a page beside the other parts: in one language, in two."""


class PageText(TypedDict):
    text: str
    language: str


class PagePart(TypedDict):
    key: str
    heading: str
    heading_language: str
    numbered: bool
    texts: list[PageText]


class PageBar(TypedDict):
    """A session's answers: pieces are (count, tone), for a bar."""

    label: str
    pieces: list[tuple[int, str]]
    words: str


class PageColumn(TypedDict):
    """`counted`: on what the recommendations are that the bars count; a page published earlier does
    not say it.
    """

    language: str
    title: PageText
    parts: list[PagePart]
    bars: list[PageBar]
    legend: list[tuple[str, str]]
    unreviewed: str
    counted: NotRequired[str]
    practice: NotRequired[str]


class Page(TypedDict):
    """The page as plain data: what is published is kept as it is."""

    coalition: str
    review: str
    columns: list[PageColumn]
    qr: NotRequired[str]
    foot: NotRequired[str]


_STYLE = Path(__file__).parent / "static" / "advocacy" / "factsheet.css"
SIZES = ("usual", "small", "smallest")
"""Letters that are tried one after the other until all fits on a page."""
_SMALLEST, _LINE, _KHMER_LINE = 8.75, 1.3, 1.6
"""Of the stylesheet: the smallest letters in points, and the height of a line beside them."""
_WORD_POINTS = (13, 12, 11, 10, 9, 8)
_BAR = 160
_LOGO_WORDS = "Logo"


@dataclass(frozen=True)
class Fit:
    """Whether the page holds all.

    `size`: of its letters; `over`: about how many words of each column are too many, beside its
    language's name, "" of the only one; None: not known.
    """

    size: str
    over: Sequence[tuple[str, int]] | None

    @property
    def is_too_long(self) -> bool:
        return bool(self.over)

    @property
    def words(self) -> int:
        return sum(n for _name, n in self.over or ())

    @property
    def told(self) -> str:
        """What to remove; "" where it fits."""
        return " ".join(_to_remove(name, n) for name, n in self.over or ())


def _to_remove(name: str, words: int) -> str:
    values = {"n": words, "language": name}
    if not name:
        return ngettext("Remove about %(n)s word.", "Remove about %(n)s words.", words) % values
    sentence = ngettext("Remove about %(n)s word in %(language)s.", "Remove about %(n)s words in %(language)s.", words)
    return sentence % values


class TooLongForAPage(Refused):
    """What is written does not fit on one page, even in small letters, with the code of its
    address.
    """

    def __init__(self, fit: Fit) -> None:
        sentence = _("It is not published: with the code on it, it does not fit on one page. %(remove)s")
        super().__init__(sentence % {"remove": fit.told})


def article(page: Page, *, size: str = SIZES[0], logo: str = "", address: str = "", missing: int = 0) -> SafeString:
    """The page as HTML, without a style.

    `logo`: the address of the picture; `address`: what its code leads to; `missing`: how many words
    the page does not hold.
    """
    context = {
        "page": page,
        "columns": [_drawn(column, page) for column in page["columns"]],
        "side_by_side": len(page["columns"]) > 1,
        "size": size,
        "logo": logo,
        "qr": qr_picture(address, address) if address else "",
        "missing": missing,
        "address": address,
    }
    with translation.override(page["columns"][0]["language"]):
        return mark_safe(render_to_string("advocacy/factsheet/page.html", context))  # noqa: S308 (a template of ours)


def _drawn(column: PageColumn, page: Page) -> dict[str, Any]:
    most = max((sum(n for n, _tone in bar["pieces"]) for bar in column["bars"]), default=0)
    bars = [
        (bar["label"], _svg(divided_bar(bar["pieces"], width=_BAR, height=9, of=most)), bar["words"])
        for bar in column["bars"]
    ]
    legend = [(_svg(divided_bar([(1, tone)], width=14, height=9)), word) for tone, word in column["legend"]]
    of = column["language"]
    parts = [{**part, "texts": [_marked(text, of) for text in part["texts"]]} for part in column["parts"]]
    return {
        **column,
        "title": _marked(column["title"], of),
        "parts": parts,
        "bars": bars,
        "drawn_legend": legend,
        "name": known_language(column["language"]).name if len(page["columns"]) > 1 else "",
    }


def _marked(text: PageText, language: str) -> dict[str, str]:
    """The text, with the name of its language where its column is in another one."""
    return {"text": text["text"], "language": text["language"], "mark": _mark(text, language)}


def _mark(text: PageText, language: str) -> str:
    return "" if text["language"] == language else known_language(text["language"]).name


def _svg(drawing: str) -> SafeString:
    return mark_safe(drawing)  # noqa: S308 (numbers and escaped words)


def file_html(page: Page, *, size: str = SIZES[0], logo: bytes = b"", address: str = "", missing: int = 0) -> str:
    """A whole page with its style inside; it loads nothing from anywhere."""
    source = f"data:image/png;base64,{b64encode(logo).decode()}" if logo else ""
    inside = article(page, size=size, logo=source, address=address, missing=missing)
    language = page["columns"][0]["language"]
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(page['columns'][0]['title']['text'])}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_css()}</style></head><body>{inside}</body></html>\n"
    )


def file_pdf(page: Page, *, logo: bytes = b"", address: str = "") -> bytes:
    """The page as PDF, exactly one page of A4: what fits, and a warning on it of what does not.

    Raises CannotPrint.
    """
    fit, data = _printed(page, logo, address)
    if not fit.is_too_long:
        return data
    return first_page(breakable(file_html(page, size=fit.size, logo=logo, address=address, missing=fit.words)))


def fit_of(page: Page, *, logo: bytes = b"", address: str = "") -> Fit:
    """Whether all fits on one page, as it is printed."""
    try:
        return _printed(page, logo, address)[0]
    except CannotPrint:
        return Fit(SIZES[0], None)


def _printed(page: Page, logo: bytes, address: str) -> tuple[Fit, bytes]:
    drafts = (breakable(file_html(page, size=size, logo=logo, address=address)) for size in SIZES)
    printed = fitted(drafts)
    return Fit(SIZES[printed.draft], _over(page, printed.data) if printed.pages > 1 else ()), printed.data


def _over(page: Page, data: bytes) -> list[tuple[str, int]]:
    """About how many words of each column to remove, with two lines more; 1 where only a drawing is
    too much.
    """
    columns = page["columns"]
    too_long = []
    for column, rest in zip(columns, after_the_first_page(data, columns=len(columns)), strict=True):
        language = column["language"]
        name = known_language(language).name if len(columns) > 1 else ""
        if rest.height:
            lines = 2 + rest.height / (_SMALLEST * (_KHMER_LINE if language == "km" else _LINE))
            too_long.append((name, ceil(lines * _words_a_line(column, rest.lines))))
    return too_long or [("", 1)]


def _words_a_line(column: PageColumn, lines: Sequence[str]) -> float:
    """About how many words a full line has.

    Headings and the last line of a paragraph are short, so they do not count. A PDF does not
    separate Khmer words, so it is estimated from letters.
    """
    letters = sorted(map(len, lines), reverse=True)
    full = letters[: max(1, len(letters) // 2)]
    texts = [column["title"]["text"], *(text["text"] for part in column["parts"] for text in part["texts"])]
    words = sum(map(spoken_words, texts))
    return words / max(1, sum(letters)) * sum(full) / max(1, len(full))


@cache
def _css() -> str:
    return _STYLE.read_text(encoding="utf-8")


def file_word(page: Page, *, logo: bytes = b"", address: str = "") -> bytes:
    """The page as a Word file, to change and to print there, in letters as large as one page
    permits.
    """
    with translation.override(page["columns"][0]["language"]):
        return word.write_word(on_one_page_of_word(_document(page, logo, address), _WORD_POINTS))


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
        if practice := _practice(column):
            blocks.append(word.Paragraph(practice))
        blocks.append(word.Heading(_marked_runs(column["title"], column["language"]), numbered=False))
        blocks += _blocks(column)
    if foot := page.get("foot"):
        blocks.append(word.Paragraph(word.plain(foot)))
    if address:
        blocks.append(word.Paragraph((word.Run(_("Read it on the web:") + " "), word.Run(address, link=address))))
        blocks.append(word.Picture(png(_sized(qr_picture(address, address)), scale=2), address))
    language = page["columns"][0]["language"]
    return word.Document(
        "",
        tuple(blocks),
        language=language,
        furniture=word.Furniture(page_numbers=False),
        landscape=side_by_side,
        narrow=True,
    )


def _sized(svg: str) -> str:
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90" ', 1)


def _run(text: str, language: str) -> tuple[word.Run, ...]:
    return (word.Run(text, language=language),)


def _marked_runs(text: PageText, language: str) -> tuple[word.Run, ...]:
    """A text, with the name of its language after it where its column is in another one."""
    mark = _mark(text, language)
    return (*_run(text["text"], text["language"]), *((word.Run(f" ({mark})", language="en"),) if mark else ()))


def _practice(column: PageColumn) -> tuple[word.Run, ...]:
    """That the record is invented, where it is; a page that was published earlier says nothing of
    it.
    """
    note, language = column.get("practice", ""), column["language"]
    # No Khmer font has bold letters: drawn twice they cannot be read.
    return (word.Run(note, bold=language != "km", language=language),) if note else ()


def _blocks(column: PageColumn) -> Iterator[word.Block]:
    for part in column["parts"]:
        if part["heading"]:
            yield word.Heading(_run(part["heading"], part["heading_language"]), numbered=False)
        if part["key"] == "earlier":
            if counted := column.get("counted"):
                yield word.Paragraph(_run(counted, part["heading_language"]), keeps_next=True)
            yield from _labelled_bars(column, part["heading_language"])
        items = [_marked_runs(text, column["language"]) for text in part["texts"]]
        if part["numbered"]:
            yield word.Listing(tuple(word.Item(item) for item in items), kind="numbers")
        else:
            yield from (word.Paragraph(item) for item in items)
    if column["unreviewed"]:
        yield word.Paragraph((word.Run(column["unreviewed"], language=column["language"]),))


def _answers(column: PageColumn) -> str:
    return "; ".join(f"{session['label']}: {session['words']}" for session in column["bars"])


def _labelled_bars(column: PageColumn, language: str) -> Iterator[word.Block]:
    """The answers of each session as a bar below its own label; without a printer the labels
    alone.
    """
    most = max((sum(n for n, _tone in bar["pieces"]) for bar in column["bars"]), default=0)
    for bar in column["bars"]:
        label = f"{bar['label']}: {bar['words']}"
        drawn = divided_bar(bar["pieces"], width=420, height=12, of=most)
        try:
            drawing = word.Picture(png(drawn.replace('preserveAspectRatio="none" ', "")), label)
        except CannotPrint:
            drawing = None
        yield word.Paragraph((word.Run(label, language=language),), keeps_next=drawing is not None)
        if drawing:
            yield drawing


def _table(page: Page) -> word.DocumentTable:
    """Two languages beside each other, each in one cell: part beside part would leave much of the
    page empty.
    """
    columns = page["columns"]
    header = tuple(_run(known_language(column["language"]).name, "en") for column in columns)
    # No Khmer font has bold letters: drawn twice they cannot be read.
    titles = tuple(
        tuple(replace(run, bold=run.language != "km") for run in _marked_runs(column["title"], column["language"]))
        for column in columns
    )
    texts = tuple(_cell(column) for column in columns)
    return word.DocumentTable((titles, texts), header=header, keeps_rows=False)


def _cell(column: PageColumn) -> word.Inlines:
    practice = _practice(column)
    lines = [*([practice] if practice else []), *(line for part in column["parts"] for line in _lines(column, part))]
    if column["unreviewed"]:
        lines.append((word.Run(column["unreviewed"], language=column["language"]),))
    return tuple(run for at, line in enumerate(lines) for run in (*((word.Run("\n"),) if at else ()), *line))


def _lines(column: PageColumn, part: PagePart) -> Iterator[tuple[word.Run, ...]]:
    language = part["heading_language"]
    if part["heading"]:
        yield ()
        # No Khmer font has bold letters: drawn twice they cannot be read.
        yield (word.Run(part["heading"], bold=language != "km", italic=language == "km", language=language),)
    if part["key"] == "earlier":
        counts = [column.get("counted", ""), _answers(column)]
        yield from ((word.Run(text, language=language),) for text in counts if text)
    for number, text in enumerate(part["texts"], start=1):
        before = (word.Run(f"{number}. ", language=language),) if part["numbered"] else ()
        yield (*before, *_marked_runs(text, column["language"]))
