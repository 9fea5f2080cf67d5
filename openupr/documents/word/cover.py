"""The cover: none of its lines is a heading, so that the text, and what counts as text, begins
after it.
"""

from collections.abc import Iterator, Sequence

from openupr.documents.word.blocks import paragraph
from openupr.documents.word.content import Cover, Inlines, Labels, OnCover, Run, plain
from openupr.documents.word.manuscript import Manuscript
from openupr.documents.word.markup import Element, w


def cover(content: Cover, labels: Labels, manuscript: Manuscript) -> Iterator[Element]:
    """The cover, in what Word itself calls a cover page: it may be long, and is not to be taken for
    text.
    """
    inside = [paragraph(style, runs, manuscript) for style, runs in lines(content, labels)]
    if inside:
        gallery = w("docPartObj", w("docPartGallery", val="Cover Pages"), w("docPartUnique"))
        yield w("sdt", w("sdtPr", gallery), w("sdtContent", *inside))


def lines(content: Cover, labels: Labels) -> Iterator[tuple[str, Inlines]]:
    """(style, words) of what stands on the cover, from top to bottom; what is empty is left out."""
    if content.kind:
        yield "CoverKind", plain(content.kind)
    for at, title in enumerate(content.titles):
        yield "CoverSubtitle" if at else "CoverTitle", plain(title)
    session = ", ".join(part for part in (content.session, content.month) if part)
    for label, value in ((labels.state, content.state), (labels.session, session)):
        if value:
            yield "CoverLine", (Run(f"{label}: "), Run(value, bold=True))
    if content.key_words:
        yield "CoverLabel", plain(labels.key_words)
        yield "CoverText", plain(", ".join(content.key_words))
    if content.contact:
        yield "CoverLabel", plain(labels.contact)
        yield from (("CoverText", plain(line)) for line in content.contact)
    yield from _labelled(content.above)
    if content.organisations:
        yield "CoverLabel", plain(labels.organisations)
    for organisation in content.organisations:
        yield "OrganisationName", plain(organisation.name)
        if organisation.about:
            yield "OrganisationText", organisation.about
    yield from _labelled(content.below)


def _labelled(several: Sequence[OnCover]) -> Iterator[tuple[str, Inlines]]:
    for entry in several:
        if entry.lines:
            yield "CoverLabel", plain(entry.label)
            yield from (("CoverText", plain(line)) for line in entry.lines)
