"""The query language.

    land women           both words, in any form (land, lands; woman, women)
    "land grabbing"      these words side by side, as written
    discriminat*         words that begin so, as written
    AND OR NOT ( )       operators in capitals; AND binds closer than OR; -word is NOT word
    HIV/AIDS             two words: hyphens and slashes part words

Everything else is skipped with a hint. No text raises an error. A blank text means all rows; a text
that is not blank and holds no searchable term means no row.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from openupr.index.hints import Hint
from openupr.index.tree import And, Everything, Node, Not, Nothing, Or, Phrase, Prefix, SearchWord, canonical
from openupr.text.words import cut

LONGEST = 1000
"""Characters of a query that are read: longer texts are drafts, for which `similar` is there."""
MOST_TERMS = 50
DEEPEST = 20
"""Parentheses inside one another: keeps every later walk over the tree shallow."""

_PIECE = re.compile(
    r'(?P<quote>"(?P<inside>[^"]*)(?P<closed>"?))|(?P<paren>[()])|(?P<minus>-+(?=[("]))|(?P<chunk>[^\s\x00()"]+)'
)
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_MOST_SIGNS = 20
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»❝❞〝〞＂", '"'))


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood: its tree, and hints about what was not used of it."""

    tree: Node
    hints: tuple[Hint, ...] = ()

    @property
    def canonical(self) -> str:
        """The query spelled out in full; "" for all rows and for none."""
        return canonical(self.tree)


def searched_for(text: str) -> str:
    """A query as it was written, less what nothing can be searched for: what is shown as what was
    asked. A text of nothing else is left as it is.
    """
    plain = _UNSEEN.sub(" ", text)
    kept = [chunk for chunk in plain.split() if set(chunk.translate(_QUOTES)) & set('"()') or cut(chunk).surfaces]
    return " ".join(kept) or text


def parse_question(text: str) -> Query:
    """Read a query. Never raises."""
    if not text.strip():
        return Query(Everything())
    reading = _QueryReading()
    if _UNSEEN.search(text):
        reading.hint("control-ignored")
    for piece in _PIECE.finditer(reading.shortened(text.translate(_QUOTES))):
        if piece["quote"]:
            reading.phrase(piece["inside"], closed=bool(piece["closed"]))
        elif piece["paren"]:
            reading.parenthesis(piece["paren"])
        elif piece["minus"]:
            reading.operator("NOT")
        else:
            reading.chunk(piece["chunk"])
    return reading.query()


@dataclass(slots=True)
class _QueryGroup:
    """What stands between two parentheses: alternatives of things that must all match."""

    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])
    negated: bool = False
    waiting: str = ""  # the operator read last, until something follows it


@dataclass(slots=True)
class _QueryReading:
    """One pass over a query; parentheses are a stack of groups, so that no input can exhaust
    Python's own.
    """

    groups: list[_QueryGroup] = field(default_factory=lambda: [_QueryGroup()])
    skipped: int = 0
    terms: int = 0
    hints: dict[Hint, None] = field(default_factory=dict)
    signs: list[str] = field(default_factory=list)

    def hint(self, code: str, **args: str | int) -> None:
        self.hints[Hint(code, args)] = None

    def shortened(self, text: str) -> str:
        if len(text) <= LONGEST:
            return text
        self.hint("too-long", terms=MOST_TERMS, characters=LONGEST)
        kept = text[: LONGEST + 1]
        return kept[: max(kept.rfind(" "), 0) or LONGEST]

    def phrase(self, inside: str, *, closed: bool) -> None:
        if not closed:
            self.hint("unbalanced-quote")
        if "*" in inside:
            self.hint("star-ignored")
        surfaces = tuple(cut(inside).surfaces)
        self.operand(Phrase(surfaces) if surfaces else None)

    def chunk(self, chunk: str) -> None:
        if chunk in ("AND", "OR", "NOT"):
            self.operator(chunk)
            return
        if chunk in ("or", "not"):
            self.hint("lowercase-operator", word=chunk)
        bare = chunk.lstrip("-")
        if bare:  # a dash alone joins nothing and denies nothing
            if bare != chunk:
                self.operator("NOT")
            self.words(bare)

    def words(self, chunk: str) -> None:
        surfaces = cut(chunk).surfaces
        starred = chunk.endswith("*")
        if "*" in chunk.rstrip("*") or (starred and not surfaces):
            self.hint("star-ignored")
        if not surfaces and any(unicodedata.category(sign)[0] == "S" for sign in chunk):
            self.signs.append(chunk)
        nodes: list[Node] = [SearchWord(surface) for surface in surfaces]
        if starred and nodes:
            nodes[-1] = Prefix(surfaces[-1])
        self.operand(_joined(And, nodes) if nodes else None)

    def operator(self, operator: str) -> None:
        group = self.groups[-1]
        if operator == "NOT":
            group.negated = not group.negated
        elif group.waiting in ("AND", "OR") or not group.alternatives[-1]:
            self.hint("operator-ignored", operator=operator)
            return
        elif operator == "OR":
            group.alternatives.append([])
        group.waiting = operator

    def operand(self, node: Node | None) -> None:
        """Take a term or a closed group; None where nothing is searchable, which uses up a NOT
        before it.
        """
        group = self.groups[-1]
        if node is not None and self.terms >= MOST_TERMS:
            self.hint("too-long", terms=MOST_TERMS, characters=LONGEST)
            node = None
        if node is None:
            if group.waiting == "NOT":
                self.hint("operator-ignored", operator="NOT")
                group.waiting = ""
        else:
            self.terms += 1
            group.alternatives[-1].append(_negation(node) if group.negated else node)
            group.waiting = ""
        group.negated = False

    def parenthesis(self, sign: str) -> None:
        if sign == "(":
            if len(self.groups) > DEEPEST:
                self.skipped += 1
                self.hint("too-deep", depth=DEEPEST)
            else:
                self.groups.append(_QueryGroup())
        elif self.skipped:
            self.skipped -= 1
        elif len(self.groups) == 1:
            self.hint("unbalanced-parenthesis")
        else:
            self.close()

    def close(self) -> None:
        node = self.content(self.groups.pop())
        self.terms -= node is not None  # a group is no term of its own
        self.operand(node)

    def content(self, group: _QueryGroup) -> Node | None:
        if group.waiting:
            self.hint("operator-ignored", operator=group.waiting)
        alternatives = [_joined(And, parts) for parts in group.alternatives if parts]
        return _joined(Or, alternatives) if alternatives else None

    def query(self) -> Query:
        if len(self.groups) > 1 or self.skipped:
            self.hint("unbalanced-parenthesis")
        while len(self.groups) > 1:
            self.close()
        tree = self.content(self.groups[0])
        if tree is None:
            # Which parts of it were ignored says nothing beside it.
            return Query(Nothing(), (Hint("nothing-to-search"),))
        if self.signs:
            self.hint("signs-ignored", signs=" ".join(self.signs)[:_MOST_SIGNS])
        if _only_not(tree):
            self.hint("only-not")
        return Query(tree, tuple(self.hints))


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))


def _negation(node: Node) -> Node:
    return node.part if isinstance(node, Not) else Not(node)


def _only_not(tree: Node) -> bool:
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return all(isinstance(part, Not) for part in parts)
