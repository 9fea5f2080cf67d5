"""A submission as the files that leave: made from what stands now, or as they were when it was lodged."""

from dataclasses import dataclass

from openupr.documents import word
from openupr.documents.printing import CannotPrint

from ..models import Submission
from .document import document_of


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """The same document four times; no PDF where this machine cannot print."""

    word: bytes
    pdf: bytes
    html: str
    markdown: str


def public_version(submission: Submission) -> PublicVersion:
    """All four as the submission stands now."""
    document = document_of(submission)
    try:
        pdf = word.write_pdf(document)
    except CannotPrint:
        pdf = b""
    return PublicVersion(word.write_word(document), pdf, word.write_html(document), word.write_markdown(document))


def as_lodged(submission: Submission, kind: str) -> bytes:
    """The file of this kind that was kept; empty where none was, or nothing was lodged."""
    if not submission.is_locked:
        return b""
    kept = submission.lodged_file
    files = {"docx": kept.word, "pdf": kept.pdf, "html": kept.html.encode(), "md": kept.markdown.encode()}
    return bytes(files[kind])
