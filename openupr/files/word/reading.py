"""From the bytes of a Word file to what it says. The file is only ever in memory."""

from typing import Any

from openupr.files.word.around import sections_of, traces_of
from openupr.files.word.flow import Flow
from openupr.files.word.gathering import Gathered
from openupr.files.word.numbering import Lists
from openupr.files.word.package import Package, read_package
from openupr.files.word.styles import Styles
from openupr.files.word.values import ReadNote, WordFile


def read_word(data: bytes) -> WordFile:
    """What the Word file with these bytes says.

    Raises RefusedFile, with one sentence, for anything else.

    Text is taken as it reads once all tracked changes are accepted: insertions are in, deletions
    out.
    """
    return read_package(data, _read)


def _read(package: Package, body: Any) -> WordFile:
    styles = Styles(package.linked("styles"), package.linked("theme"))
    story = story_of(body, styles, package.linked("numbering"))
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
        unread=package.not_read(story.elsewhere),
    )


def story_of(container: Any, styles: Styles, numbering: Any) -> Gathered:
    """A story read with its fields; where one of them never ends, without heeding them, so that
    nothing is lost.
    """
    for fields in (True, False):
        story = Gathered(styles, Lists(numbering))
        flow = Flow(story, fields=fields)
        flow.read(container)
        flow.end()
        if not flow.stretches.fields:
            break
    return story


def _notes(package: Package, story: Gathered, styles: Styles) -> tuple[ReadNote, ...]:
    """The notes that the text refers to, in that order.

    What a note holds of changes is added to the story's.
    """
    elements = package.notes()
    notes = []
    for kind, key in story.note_keys:
        element = elements.get((kind, key))
        note_story = Gathered(styles, Lists(None)) if element is None else story_of(element, styles, None)
        story.inserted, story.deleted = story.inserted + note_story.inserted, story.deleted + note_story.deleted
        story.hidden += note_story.hidden
        text = "\n".join(paragraph.text.strip() for paragraph in note_story.paragraphs if paragraph.number)
        notes.append(ReadNote("footnote" if kind == "footnote" else "endnote", text))
    return tuple(notes)
