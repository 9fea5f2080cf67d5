"""A submission as the files that leave: made from what stands now, or as they were when it was lodged."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from openupr.documents import word
from openupr.documents.printing import CannotPrint

from ..models import LodgedFile, Submission
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
    return file_of(submission.lodged_files.get(taken_back_on=None), kind)


def file_of(kept: LodgedFile, kind: str) -> bytes:
    """One of the four that were kept; empty where it could not be made."""
    files = {"docx": kept.word, "pdf": kept.pdf, "html": kept.html.encode(), "md": kept.markdown.encode()}
    return bytes(files[kind])


def lodged_without_since(submission: Submission) -> date | None:
    """The last day on which words of a testimony were taken out of the files that were lodged; None where none were."""
    if not submission.is_locked:
        return None
    return submission.lodged_files.filter(taken_back_on=None).values_list("words_taken_out_on", flat=True).first()


def lodged_before(submission: Submission) -> QuerySet[LodgedFile]:
    """What was recorded as lodged by mistake, without the files themselves."""
    kept = submission.lodged_files.exclude(taken_back_on=None).select_related("edition")
    return kept.defer("word", "pdf", "html", "markdown")
