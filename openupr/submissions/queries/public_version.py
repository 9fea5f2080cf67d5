"""A submission as the files that leave: made from what stands now, or as they were when it was lodged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from openupr.documents import word
from openupr.documents.printing import CannotPrint

from ..models import LodgedFile, Submission
from .document import document_of
from .editions import Content

WRITERS: Mapping[str, Callable[[word.Document], bytes | str]] = {
    "docx": word.write_word,
    "pdf": word.write_pdf,
    "html": word.write_html,
    "md": word.write_markdown,
}
"""What writes each kind of file."""


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """The same document four times; no PDF where this machine cannot print."""

    word: bytes
    pdf: bytes
    html: str
    markdown: str


def public_version(submission: Submission, content: Content | None = None) -> PublicVersion:
    """All four as the submission stands now, or as an edition's `content` has it."""
    document = document_of(submission, content)
    try:
        pdf = word.write_pdf(document)
    except CannotPrint:
        pdf = b""
    return PublicVersion(word.write_word(document), pdf, word.write_html(document), word.write_markdown(document))


def as_lodged(submission: Submission, kind: str) -> bytes:
    """The file of this kind that was lodged; empty where nothing was. Raises CannotPrint."""
    kept = submission.lodged_files.select_related("edition").filter(taken_back_on=None).first()
    return file_of(kept, kind) if kept and submission.is_locked else b""


def file_of(kept: LodgedFile, kind: str) -> bytes:
    """One of the four as it was kept. Where it was not, it is made of the edition. Raises CannotPrint."""
    files = {"docx": kept.word, "pdf": kept.pdf, "html": kept.html.encode(), "md": kept.markdown.encode()}
    if files[kind]:
        return bytes(files[kind])
    made = WRITERS[kind](document_of(kept.submission, kept.edition.content))
    return made.encode() if isinstance(made, str) else made


def was_made_again(submission: Submission) -> bool:
    """Whether the files of what is lodged were made again because a quote was withdrawn. One query, once lodged."""
    return submission.is_locked and submission.lodged_files.filter(taken_back_on=None, made_again=True).exists()


def lodged_before(submission: Submission) -> QuerySet[LodgedFile]:
    """What was recorded as lodged by mistake, without the files themselves."""
    kept = submission.lodged_files.exclude(taken_back_on=None).select_related("edition")
    return kept.defer("word", "pdf", "html", "markdown")
