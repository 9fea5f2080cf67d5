"""From the bytes of a returned file to what came back. The file is only ever in memory."""

import posixpath
from typing import Any

from openupr.files.limits import MAX_WORD_SECONDS
from openupr.files.own_process import call
from openupr.files.word.numbering import Lists
from openupr.files.word.package import Package, read_package
from openupr.files.word.styles import Styles
from openupr.files.word.with_changes.comments import comments_of
from openupr.files.word.with_changes.joining import joined_pieces, merged
from openupr.files.word.with_changes.sheet import CommentPlace, StorySheet
from openupr.files.word.with_changes.tracked_blocks import MarkedStory
from openupr.files.word.with_changes.values import Pieces, ReturnedFile, accepted

_WEB = ("http://", "https://", "mailto:")

_BADLY = "This file takes too long or too much memory to read. Ask its sender for their comments alone."


def read_returned_apart(data: bytes) -> ReturnedFile:
    """As `read_returned`, in a process of its own. Raises RefusedFile."""
    returned: ReturnedFile = call(
        f"{__name__}:read_returned", data, seconds=MAX_WORD_SECONDS, needs=("lxml",), badly=_BADLY
    )
    return returned


def read_returned(data: bytes) -> ReturnedFile:
    """What the Word file with these bytes says, with who changed what.

    Raises RefusedFile for anything else.
    """
    return read_package(data, lambda package, body: _FileReading(package).whole(body))


class _FileReading:
    """One file while it is being read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.linked("styles"), package.linked("theme"))
        self._numbering = package.linked("numbering")
        self._links: dict[str, dict[str, str]] = {}
        self._notes = package.notes()
        self._told: set[tuple[str, str]] = set()
        self._length = 0

    def whole(self, body: Any) -> ReturnedFile:
        sheet = self._sheet(body, self._package.main, notes=True)
        paragraphs, became = joined_pieces(sheet.paragraphs)

        def position(place: CommentPlace) -> int | None:
            line = place.paragraph
            while line in sheet.inside:
                line = sheet.inside[line]
            return became.get(line) if line else None

        comments = comments_of(self._package, sheet.places, words_of=self._words_of_comment, position=position)
        return ReturnedFile(paragraphs, comments, self._package.not_read(sheet.elsewhere), sheet.pictures)

    def _sheet(self, container: Any, part: str, *, notes: bool = False) -> StorySheet:
        """A story read with its fields; where one of them never ends, without heeding them: nothing
        is lost.
        """
        for fields in (True, False):
            self._told = set() if notes else self._told
            sheet = StorySheet(length=self._length)
            story = MarkedStory(
                sheet, self._styles, Lists(self._numbering), fields=fields,
                link_of=lambda key: self._link(part, key),
                note_of=self._note if notes else lambda kind, key: (),
            )  # fmt: skip
            story.read(container)
            if not story.words.fields:
                break
        return sheet

    def _link(self, part: str, key: str) -> str:
        """The web or mail address that an id stands for, "" where it stands for none."""
        if not key:
            return ""
        if part not in self._links:
            folder, name = posixpath.split(part)
            root = self._package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
            self._links[part] = {
                link.get("Id", ""): link.get("Target", "")
                for link in (() if root is None else root)
                if link.get("TargetMode") == "External"
            }
        target = self._links[part].get(key, "")
        return target if target.lower().startswith(_WEB) and len(target) <= 2000 else ""

    def _note(self, kind: str, key: str) -> Pieces:
        """The words of a note; of two marks of one note only the first brings them."""
        element = self._notes.get((kind, key))
        if element is None or (kind, key) in self._told:
            return ()
        self._told.add((kind, key))
        return self._words(element, self._part_of(f"{kind}s"))

    def _words(self, element: Any, part: str) -> Pieces:
        pieces: list[Any] = []
        for line in self._sheet(element, part).paragraphs:
            if pieces and line.pieces:
                pieces.append(line.pieces[0]._replace(text="\n"))
            pieces += line.pieces
        words = merged(pieces)
        return (words[0]._replace(text=words[0].text.lstrip()), *words[1:]) if words else ()

    def _words_of_comment(self, element: Any) -> str:
        words = "".join(piece.text for piece in accepted(self._words(element, self._part_of("comments")))).strip()
        self._length += len(words)
        return words

    def _part_of(self, kind: str) -> str:
        links = self._package.links(self._package.main)
        return next((name for of, name in links.values() if of == kind), "")
