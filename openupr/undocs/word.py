"""The text of a Word file as lines: one a paragraph, with its number, typed or automatic."""

from openupr.files.word import read_word

from .values import TextLine


def read_word_lines(data: bytes) -> tuple[TextLine, ...]:
    """The paragraphs in reading order. Word has no pages until it is printed: `page` is None. RefusedFile."""
    return tuple(
        TextLine(
            page=None,
            text=" ".join(f"{paragraph.label} {paragraph.text}".split()),
            bold=any(run.look.bold for run in paragraph.runs if run.text.strip()),
            size=max((run.look.size for run in paragraph.runs if run.text.strip()), default=0.0),
        )
        for paragraph in read_word(data).paragraphs
        if paragraph.text.strip()
    )
