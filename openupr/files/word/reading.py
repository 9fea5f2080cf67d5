"""From the bytes of a Word file to what it says. The file is only ever in memory."""

import zlib
from collections.abc import Mapping
from typing import Any

from openupr.files.refusal import RefusedFile
from openupr.files.word.around import is_normal, sections_of, traces_of
from openupr.files.word.flow import Flow
from openupr.files.word.names import w
from openupr.files.word.numbering import Lists
from openupr.files.word.package import Package, open_package
from openupr.files.word.story import Story
from openupr.files.word.styles import Styles
from openupr.files.word.values import Note, WordFile

WHATEVER = (
    RecursionError,
    MemoryError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    zlib.error,
)
DAMAGED = "This Word file is damaged and cannot be read. Open it in Word, save it again and try once more."
NO_TEXT = "This Word file has no text part: it is damaged, or no document. Open it in Word and save it again."


def read_word(data: bytes) -> WordFile:
    """What the Word file with these bytes says. Raises RefusedFile, with one sentence, for anything else.

    Text is taken as it reads once all tracked changes are accepted: insertions are in, deletions out.
    """
    package = open_package(data)
    with package.archive:
        try:
            return _read(package)
        except RefusedFile:
            raise
        except WHATEVER as error:
            # A part that is not what its name says; whatever it is, its sender can only save it again.
            raise RefusedFile(DAMAGED) from error


def _read(package: Package) -> WordFile:
    root = package.part(package.main)
    body = None if root is None else root.find(w("body"))
    if body is None:
        raise RefusedFile(NO_TEXT)
    styles = Styles(package.linked("styles"), package.linked("theme"))
    numbering = package.linked("numbering")
    story = story_of(body, styles, numbering)
    comments, traces = traces_of(package, story.changed_by)
    notes = _notes(package, story, styles)
    return WordFile(
        paragraphs=tuple(story.paragraphs),
        notes=notes,
        sections=sections_of(package, story.sections),
        tables=tuple(story.tables),
        comments=comments,
        inserted=story.inserted,
        deleted=story.deleted,
        hidden=story.hidden,
        macros=any(name.lower().endswith("vbaproject.bin") for name in package.names),
        embedded=story.embedded,
        traces=traces,
        unread=_unread(package, story.elsewhere),
    )


def story_of(container: Any, styles: Styles, numbering: Any) -> Story:
    """A story read with its fields; where one of them never ends, without heeding them, so that nothing is lost."""
    for fields in (True, False):
        story = Story(styles, Lists(numbering))
        flow = Flow(story, fields=fields)
        flow.read(container)
        flow.end()
        if not flow.stretches.fields:
            break
    return story


def _notes(package: Package, story: Story, styles: Styles) -> tuple[Note, ...]:
    """The notes that the text refers to, in that order. What a note holds of changes is added to the story's."""
    roots = {kind: package.linked(f"{kind}s") for kind in ("footnote", "endnote")}
    elements: Mapping[tuple[str, str], Any] = {
        (kind, note.get(w("id"), "")): note
        for kind, root in roots.items()
        if root is not None
        for note in root.iter(w(kind))
        if is_normal(note)
    }
    notes = []
    for kind, key in story.note_keys:
        element = elements.get((kind, key))
        told = Story(styles, Lists(None)) if element is None else story_of(element, styles, None)
        story.inserted, story.deleted = story.inserted + told.inserted, story.deleted + told.deleted
        story.hidden += told.hidden
        text = "\n".join(paragraph.text.strip() for paragraph in told.paragraphs if paragraph.number)
        notes.append(Note("footnote" if kind == "footnote" else "endnote", text))
    return tuple(notes)


def _unread(package: Package, elsewhere: list[str]) -> tuple[str, ...]:
    links = package.links(package.main)
    return tuple(links.get(link, ("", "another file"))[1] for link in elsewhere)
