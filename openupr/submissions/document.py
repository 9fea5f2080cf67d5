"""A submission as a document to publish: only organisations that consented are named."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.coalitions.models import Coalition
from openupr.coalitions.timeline import entry_of_review
from openupr.documents import word
from openupr.documents.light_markup import count_notes, count_paragraphs, markup_blocks
from openupr.documents.printing import CannotPrint
from openupr.timeline.rules.statuses import DONE, PUBLISHED
from openupr.upr.cycles import SESSIONS
from openupr.web.kept_queries import kept_rows

from .citations import citations, in_its_language, told_of_demo
from .editions import Content, content_of
from .models import AnnexFile, Claim, LodgedFile, Section, Submission, written_paragraphs
from .rules.for_comments import annex_title
from .signing import named_organisations

_JOINT = gettext_noop("Joint submission")
_KINDS = {"joint": _JOINT, "by-group": _JOINT, "own": gettext_noop("Submission")}


def document_of(submission: Submission, content: Content | None = None) -> word.Document:
    """The whole document as it is now, or with an edition's `content`.

    In both, citations and quoted testimonies are those that may be read now. The cover names the
    organisations that sign that text and consent now. Sections without text are left out.
    """
    with in_its_language(submission):
        return _document_of(submission, content_of(submission) if content is None else content)


def _document_of(submission: Submission, content: Content) -> word.Document:
    texts = [paragraph["text"] for section in content["sections"] for paragraph in section["paragraphs"]]
    cite = citations(texts, submission)
    parts: list[word.Block | word.Annex] = []
    last = ""
    for section in content["sections"]:
        heading, theme, blocks = section["heading"], section.get("theme", ""), tuple(_section(section, cite))
        if not blocks:
            continue
        if section["kind"] == Section.Kind.ANNEX:
            parts.append(word.Annex(word.plain(annex_title(heading, _("Annex"))), blocks, landscape=True))
            continue
        if theme not in {"", last}:
            parts.append(word.Heading(word.plain(theme)))
        parts += [word.Heading(word.plain(heading), level=2 if theme else 1), *blocks]
        last = theme
    parts += _annex_files(submission, content)
    return word.Document(
        title=content["title"],
        blocks=tuple(parts),
        cover=_cover(submission, content, note_on_demo=told_of_demo(cite)),
        language=submission.language,
        labels=word.Labels(
            state=_("State under Review"),
            session=_("Session"),
            organisations=_("Submitted by"),
            contact=_("Contact"),
            key_words=_("Key words"),
            annex=_("Annex"),
            notes=_("End notes"),
        ),
    )


def _annex_files(submission: Submission, content: Content) -> Iterator[word.Annex]:
    """The list of the files that are lodged with this one; of a removed file, its title alone."""
    files = content.get("annexes", ())
    if files:
        there = {file.sha256: file for file in submission.annex_files.all()}
        header = (_("No."), _("Annex"), _("File"), _("Size"))
        rows = [
            (str(number), annex["title"], *_file_and_size(there.get(annex["sha256"]), number))
            for number, annex in enumerate(files, start=1)
        ]
        cells = tuple(tuple(word.plain(cell) for cell in row) for row in rows)
        table = word.DocumentTable(cells, header=tuple(map(word.plain, header)), widths=(1, 7, 7, 2))
        yield word.Annex(word.plain(_("Annexes lodged as separate files")), (table,))


def _file_and_size(file: AnnexFile | None, number: int) -> tuple[str, str]:
    if file is None:
        return "", ""
    # Files after a removed one move up; the list has the names of that time.
    file.order = number
    return file.file_name, _size(file.size)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


def _section(section: Content, cite: dict[str, str]) -> Iterator[word.Block]:
    numbered = section["kind"] != Section.Kind.ANNEX
    for paragraph in section["paragraphs"]:
        yield from _paragraph(paragraph, cite, numbered=numbered)


def _paragraph(paragraph: Content, cite: dict[str, str], *, numbered: bool) -> tuple[word.Block, ...]:
    """A paragraph with its sources as end notes after its last words."""
    blocks = markup_blocks(paragraph["text"], cite=cite.get, numbered=numbered, anchor=paragraph["anchor"])
    notes = tuple(word.Note(word.plain(source)) for source in paragraph["sources"])  # type: ignore[arg-type]
    return (*blocks[:-1], *_ended(blocks[-1], notes)) if notes and blocks else blocks


def _ended(last: word.Block, notes: tuple[word.Note, ...]) -> Iterator[word.Block]:
    """The last block with the notes at its end: on a list's last line; after a table on a new
    line.
    """
    match last:
        case word.Paragraph():
            yield replace(last, runs=(*last.runs, *notes))
        case word.Listing(items=(*items, item)):
            yield replace(last, items=(*items, replace(item, runs=(*item.runs, *notes))))
        case _:
            yield last
            yield word.Paragraph((word.Run(f"{_('Sources of this table:')} "), *notes))


def _cover(submission: Submission, content: Content, *, note_on_demo: str) -> word.Cover:
    review = submission.coalition.review
    # Older editions do not have these.
    kind = _(_KINDS[submission.kind])
    contact, key_words = (content.get(name, getattr(submission, name)) for name in ("contact", "key_words"))
    return word.Cover(
        titles=(content["title"],),
        state=submission.coalition.state.name,
        session=str(review.session or _("cycle %(number)s, session not yet published") % {"number": review.cycle}),
        month=_month(review.session) or _month_told(submission.coalition),
        kind="" if content["title"].casefold().startswith(kind.casefold()) else kind,  # said once
        organisations=tuple(
            word.CoverOrganisation(organisation.name, word.plain(organisation.about) if organisation.about else ())
            for organisation in named_organisations(submission, content)
        ),
        contact=tuple(line for line in contact.splitlines() if line.strip()),
        key_words=tuple(key_word.strip() for key_word in key_words.split(",") if key_word.strip()),
        above=(word.OnCover(_("Cited recommendations"), (note_on_demo,)),) if note_on_demo else (),
    )


def _month_told(coalition: Coalition) -> str:
    """The month of the review, where its published day is in the coalition's dates; else "".

    One query.
    """
    entered = entry_of_review(coalition)
    if entered is None or entered.window is None or entered.status not in {PUBLISHED, DONE}:
        return ""
    return date_format(entered.window.first, "F Y")


def _month(session: int | None) -> str:
    begins: date | None = next((known.start for known in SESSIONS if known.number == session), None)
    return date_format(begins, "F Y") if begins else ""


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
    """All four files of the submission as it is now, or with an edition's `content`."""
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
    """One of the four files as it was kept.

    One that was not kept is made from the edition. Raises CannotPrint.
    """
    files = {"docx": kept.word, "pdf": kept.pdf, "html": kept.html.encode(), "md": kept.markdown.encode()}
    if files[kind]:
        return bytes(files[kind])
    content = WRITERS[kind](document_of(kept.submission, kept.edition.content))
    return content.encode() if isinstance(content, str) else content


def was_made_again(submission: Submission) -> bool:
    """Whether the files of what is lodged were made again because a quote was withdrawn.

    One query, once lodged.
    """
    return submission.is_locked and submission.lodged_files.filter(taken_back_on=None, made_again=True).exists()


def lodged_before(submission: Submission) -> QuerySet[LodgedFile]:
    """Lodgings that were recorded by mistake, without the files themselves."""
    kept = submission.lodged_files.exclude(taken_back_on=None).select_related("edition")
    return kept.defer("word", "pdf", "html", "markdown")


def numbers_in(sections: Iterable[Section]) -> dict[int, int]:
    """{key of a paragraph: the number of its first numbered paragraph}, without those of annexes.

    No query where the paragraphs of `sections` were fetched with them.
    """
    numbers: dict[int, int] = {}
    last = 0
    for section in sections:
        if section.kind == Section.Kind.ANNEX:
            continue
        for paragraph in written_paragraphs(section):
            numbers[paragraph.pk] = last + 1
            last += count_paragraphs(paragraph.text)
    return numbers


def notes_in(submission: Submission, sections: Iterable[Section]) -> dict[int, int]:
    """{key of a paragraph: the number of the first note that it brings, in its text or as a
    source}. One query.
    """
    sources = dict(kept_rows(_number_of_sources, submission.pk))
    numbers: dict[int, int] = {}
    last = 0
    for paragraph in (paragraph for section in sections for paragraph in written_paragraphs(section)):
        numbers[paragraph.pk] = last + 1
        last += count_notes(paragraph.text) + sources.get(paragraph.pk, 0)
    return numbers


def _number_of_sources(submission: int) -> QuerySet[Claim, Any]:
    claims = Claim.objects.filter(paragraph__section__submission=submission).order_by()
    return claims.values_list("paragraph").annotate(Count("pk"))
