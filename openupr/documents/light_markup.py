"""The light markup of a paragraph, and the blocks of a document that it stands for.

CommonMark's **bold**, *italic*, [links](https://...), lists, and tables; ^[a note] is an end note,
[[KEY]] cites a recommendation of the record. Nothing else has a meaning: headings belong to
sections, pictures and HTML are text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from openupr.documents import word
from openupr.documents.word.content import MOST_COLUMNS
from openupr.documents.word.letters import clean

if TYPE_CHECKING:  # loaded with the first text: it takes a twentieth of the time of a start
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# What would be markup in a text that was written without any.
_SPECIAL = re.compile(r"([\\*_\[\]^|`])")
CITATION = re.compile(r"\[\[([\w:.-]{1,80})\]\]")
# What is read in place of a key: None where the record does not hold it, "" where a quote was
# withdrawn.
Cite = Callable[[str], str | None]


def _says_nothing(_key: str) -> None:
    return None


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    from openupr.documents.light_markup_rows import keeping_all_cells

    # Only what the docstring names: a "#" that somebody types stays one.
    parser = MarkdownIt("zero").enable(["emphasis", "link", "list", "table", "escape", "newline", "autolink"])
    return keeping_all_cells(parser.use(footnote_plugin).disable("footnote_def"))


@dataclass(frozen=True, slots=True)
class _RunStyle:
    bold: bool = False
    italic: bool = False
    link: str = ""


def markup_of(text: str) -> str:
    """A plain text as markup that says exactly that, in one paragraph."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def markup_blocks(
    text: str, *, cite: Cite = _says_nothing, numbered: bool = True, anchor: str = ""
) -> tuple[word.Block, ...]:
    """The blocks that a text stands for; the first paragraph carries the anchor."""
    blocks = _blocks_of(text, _told(text, cite), numbered)
    if anchor and blocks and isinstance(blocks[0], word.Paragraph):
        return (replace(blocks[0], anchor=anchor), *blocks[1:])
    return blocks


def _told(text: str, cite: Cite) -> tuple[tuple[str, str | None], ...]:
    return tuple((key, cite(key)) for key in cited(text))


@lru_cache(4096)
def _blocks_of(text: str, citations: tuple[tuple[str, str | None], ...], numbered: bool) -> tuple[word.Block, ...]:
    # Pages and files take the same paragraphs apart again and again.
    tokens, cite = _parser().parse(clean(text), {}), dict(citations).get
    return tuple(_blocks(_before_notes(tokens), _notes(tokens, cite), cite, numbered=numbered))


def cited(text: str) -> list[str]:
    """The keys of the recommendations that a text cites, each once."""
    return list(dict.fromkeys(CITATION.findall(text)))


@lru_cache(4096)
def count_paragraphs(text: str) -> int:
    """How many paragraphs a text stands for: what gets numbers, unlike its lists and tables."""
    text = clean(text)
    if text[:1].isalpha() and "\n" not in text:
        # Most are one line that begins with a word, and so one paragraph: nothing to take apart.
        return 1
    tokens = _before_notes(_parser().parse(text, {}))
    return sum(token.type == "paragraph_open" and token.level == 0 for token in tokens)


def numbered_texts(text: str) -> list[str]:
    """The words of each paragraph that gets a number, as `count_paragraphs` counts them."""
    return [_words_of(block) for block in markup_blocks(text) if isinstance(block, word.Paragraph) and block.numbered]


@lru_cache(4096)
def count_notes(text: str) -> int:
    """How many end notes a text brings."""
    return sum(len(_notes_in(block)) for block in markup_blocks(text)) if "^[" in text else 0


@lru_cache(4096)
def words_and_notes(text: str) -> str:
    """The text as it is read, without markup, and its end notes, each on a line of its own."""
    blocks = markup_blocks(text)
    notes = [_text(note.runs) for block in blocks for note in _notes_in(block)]
    return "\n".join([*map(_words_of, blocks), *notes])


def words_and_links(text: str) -> str:
    """The text as it is read, without markup and end notes, and the addresses of its links, each on
    its line.
    """
    blocks = markup_blocks(text)
    links = (run.link for block in blocks for run in _inlines_of(block) if isinstance(run, word.Run) and run.link)
    return "\n".join([*map(_words_of, blocks), *links])


def _notes_in(block: word.Block) -> list[word.Note]:
    return [run for run in _inlines_of(block) if isinstance(run, word.Note)]


def _inlines_of(block: word.Block) -> list[word.Inline]:
    match block:
        case word.Paragraph(runs=runs) | word.Heading(runs=runs):
            stretches: Sequence[word.Inlines] = (runs,)
        case word.Listing(items=items):
            stretches = [item.runs for item in items]
        case word.DocumentTable(rows=rows, header=header):
            stretches = [*header, *(cell for row in rows for cell in row)]
        case _:
            stretches = ()
    return [run for runs in stretches for run in runs]


def plain_words(text: str, *, cite: Cite = _says_nothing) -> str:
    """The text as it is read, citations spelled out, without markup and notes: what is counted."""
    return _plain_words(text, _told(text, cite))


@lru_cache(4096)
def _plain_words(text: str, citations: tuple[tuple[str, str | None], ...]) -> str:
    # A page asks for the words of every paragraph, and next to none of them have changed since the
    # last one.
    return "\n".join(_words_of(block) for block in markup_blocks(text, cite=dict(citations).get))


def _words_of(block: word.Block) -> str:
    match block:
        case word.Paragraph(runs=runs) | word.Heading(runs=runs):
            return _text(runs)
        case word.Listing(items=items):
            return "\n".join(_text(item.runs) for item in items)
        case word.DocumentTable(rows=rows, header=header):
            return "\n".join(" ".join(_text(cell) for cell in row) for row in ([header] if header else []) + list(rows))
    return ""


def _text(runs: word.Inlines) -> str:
    return "".join(run.text for run in runs if isinstance(run, word.Run))


def _before_notes(tokens: "Sequence[Token]") -> "list[Token]":
    ends = next((at for at, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    return list(tokens[:ends])


def _notes(tokens: "Sequence[Token]", cite: Cite) -> dict[int, word.Note]:
    """The notes by their number; a note within a note is its text only, and one that says nothing
    is none.
    """
    runs_of: dict[int, list[word.Run]] = {}
    number = -1
    for token in tokens:
        if token.type == "footnote_open":
            number = int(token.meta["id"])
            runs_of[number] = []
        elif token.type == "inline" and number >= 0:
            runs_of[number] += [run for run in _inline(token.children or [], {}, cite) if isinstance(run, word.Run)]
    return {key: word.Note(tuple(runs)) for key, runs in runs_of.items() if _text(tuple(runs)).strip()}


def _blocks(tokens: "list[Token]", notes: dict[int, word.Note], cite: Cite, *, numbered: bool) -> Iterator[word.Block]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _closing(tokens, at)
        inside = tokens[at + 1 : end]
        if token.type == "paragraph_open":
            yield word.Paragraph(tuple(_inline(inside[0].children or [], notes, cite)), numbered=numbered)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            kind = "bullets" if token.type == "bullet_list_open" else "letters"
            yield word.Listing(tuple(_items(inside, notes, cite)), kind=kind)  # type: ignore[arg-type]
        elif token.type == "table_open":
            yield from _table(inside, notes, cite)
        at = end + 1


def _closing(tokens: "list[Token]", at: int) -> int:
    """Where what opens at `at` is closed; itself, where nothing opens."""
    depth = 0
    for here in range(at, len(tokens)):
        depth += tokens[here].nesting
        if depth == 0:
            return here
    return len(tokens) - 1


def _items(tokens: "list[Token]", notes: dict[int, word.Note], cite: Cite) -> Iterator[word.Item]:
    """The items of a list, those of lists within it one deeper."""
    depth = 0
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
        elif token.type == "inline":
            yield word.Item(tuple(_inline(token.children or [], notes, cite)), level=min(depth, 2))


def _table(
    tokens: "list[Token]", notes: dict[int, word.Note], cite: Cite
) -> Iterator[word.DocumentTable] | Iterator[word.Paragraph]:
    """The table; the words of each row where there are more columns than Word can draw."""
    rows: list[list[word.Inlines]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(tuple(_inline(token.children or [], notes, cite)))
    columns = max(map(len, rows))
    if columns <= MOST_COLUMNS:
        header, *others = (tuple(row) + ((),) * (columns - len(row)) for row in rows)
        return iter([word.DocumentTable(tuple(others), header=header)])
    return (word.Paragraph(runs, numbered=False) for runs in map(_in_line, rows) if runs)


def _in_line(cells: Sequence[word.Inlines]) -> word.Inlines:
    """The cells that say something, one after the other."""
    return tuple(run for cell in cells if cell for run in (*cell, word.Run(" ")))[:-1]


def _inline(tokens: "Sequence[Token]", notes: dict[int, word.Note], cite: Cite) -> Iterator[word.Inline]:
    manner = _RunStyle()
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                manner = replace(manner, bold=token.nesting > 0)
            case "em_open" | "em_close":
                manner = replace(manner, italic=token.nesting > 0)
            case "link_open":
                manner = replace(manner, link=str(token.attrs.get("href", "")))
            case "link_close":
                manner = replace(manner, link="")
            case "footnote_ref":
                if token.meta["id"] in notes:
                    yield notes[token.meta["id"]]
            case "softbreak":
                yield _run(" ", manner)
            case "hardbreak":
                yield _run("\n", manner)
            case _:
                yield from _with_citations(token.content, manner, cite)


def _with_citations(text: str, manner: _RunStyle, cite: Cite) -> Iterator[word.Run]:
    for number, piece in enumerate(CITATION.split(text)):
        # Every second piece is a key; one that the record does not hold stays as it was written.
        shown_text = cite(piece) if number % 2 else piece
        shown_text = f"[[{piece}]]" if shown_text is None else shown_text
        if shown_text:
            yield _run(shown_text, manner)


def _run(text: str, manner: _RunStyle) -> word.Run:
    return word.Run(text, bold=manner.bold, italic=manner.italic, link=manner.link)
