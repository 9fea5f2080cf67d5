"""What gathers while a document is written: notes, comments, lists that begin anew, addresses,
anchors.
"""

from dataclasses import dataclass, field

from openupr.documents.word.content import Note, WordComment
from openupr.documents.word.links import link_address

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(slots=True)
class Relations:
    """What one part refers to: other parts and addresses, each under an id."""

    ids: dict[tuple[str, str, bool], str] = field(default_factory=dict)
    """(type, target, outside the file) -> id, in order."""

    def to(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The id under which the part may name the target; the same target has the same id."""
        row = (kind if "/" in kind else f"{_OFFICE}/{kind}", target, outside)
        return self.ids.setdefault(row, f"rId{len(self.ids) + 1}")


@dataclass(slots=True)
class Manuscript:
    """`relations` are those of the part being written."""

    language: str
    anchors: frozenset[str] = frozenset()
    relations: Relations = field(default_factory=Relations)
    notes: list[Note] = field(default_factory=list)
    comments: list[WordComment] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    bookmarks: int = 0
    # A file that comes back is compared by its words: nothing stands in it that nobody wrote.
    comes_back: bool = False
    # By the name of the part that holds each.
    pictures: dict[str, bytes] = field(default_factory=dict)

    def beside(self) -> "Manuscript":
        """For another part of the same document: the same anchors, its own addresses."""
        return Manuscript(language=self.language, anchors=self.anchors)

    def linked(self, link: str) -> tuple[str, str]:
        """(id of an address, anchor), both "" where nothing is to be linked."""
        if link.startswith("#"):
            return "", link[1:] if link[1:] in self.anchors else ""
        target = link_address(link)
        return (self.relations.to("hyperlink", target, outside=True) if target else ""), ""
