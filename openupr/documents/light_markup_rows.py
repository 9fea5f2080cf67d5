"""Rows of a table that have more cells than its head: the table grows, and no cell is lost.

The parser cuts every row to the columns of the head: what somebody typed would be on no page and in
no file.
"""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def keeping_all_cells(parser: MarkdownIt) -> MarkdownIt:
    """A parser that gives each row of a table all of its cells; rows then differ in length."""
    parser.core.ruler.after("block", "all_cells", _complete)
    return parser


def _complete(state: StateCore) -> None:
    if not any(token.type == "table_open" for token in state.tokens):
        return
    lines, tokens, at = state.src.split("\n"), list[Token](), 0
    while at < len(state.tokens):
        end = at + 1
        if state.tokens[at].type == "table_open":
            end = next(n for n in range(at, len(state.tokens)) if state.tokens[n].type == "table_close") + 1
            tokens += _with_lost_cells(state.tokens[at:end], lines)
        else:
            tokens.append(state.tokens[at])
        at = end
    state.tokens = tokens


def _with_lost_cells(table: Sequence[Token], lines: Sequence[str]) -> Iterator[Token]:
    """Its tokens, with further cells where a row as it was typed has more than the head."""
    columns = sum(token.type == "th_open" for token in table)
    # The head has all of its cells; so has the rule below it, or this were no table.
    rows = [token for token in table if token.type == "tr_open" and token.map][1:]
    lost = {token.map[0]: _cells(lines[token.map[0]])[columns:] for token in rows if token.map}
    row: list[str] = []
    for token in table:
        if token.type == "tr_open" and token.map:
            row = lost.get(token.map[0], [])
        elif token.type == "tr_close":
            for cell in row:
                yield from _cell(cell, token.level + 1)
            row = []
        yield token


def _cells(line: str) -> list[str]:
    """The cells of a line; empty ones at its end are none."""
    cells = [cell.strip() for cell in escapedSplit(line.strip())]
    if cells and not cells[0]:
        del cells[0]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(text: str, level: int) -> Iterator[Token]:
    yield Token("td_open", "td", 1, level=level, block=True)
    yield Token("inline", "", 0, level=level + 1, content=text, children=[], block=True)
    yield Token("td_close", "td", -1, level=level, block=True)
