"""A submission as a document to publish: only organisations that consented are named."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.coalitions.models import Coalition
from openupr.coalitions.queries.timeline import entry_of_review
from openupr.documents import word
from openupr.documents.light_markup import cited, markup_blocks
from openupr.recommendations.demo import demo_note
from openupr.recommendations.models import Ask
from openupr.recommendations.recommendation import un_numbers_of_keys
from openupr.timeline.rules.statuses import DONE, PUBLISHED
from openupr.upr import responses
from openupr.upr.cycles import SESSIONS
from openupr.upr.states import by_iso3
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.kept_queries import kept_rows

from ..models import AnnexFile, Section, Submission
from ..rules.annexes import annex_title
from .editions import Content, content_of
from .quoting import PREFIX, quotations
from .signing import named_organisations

_JOINT = gettext_noop("Joint submission")
_KINDS = {"joint": _JOINT, "by-group": _JOINT, "own": gettext_noop("Submission")}


def document_of(submission: Submission, content: Content | None = None) -> word.Document:
    """The whole document as it stands now, or as an edition's `content` has it; in both, citations of the record and
    quoted testimonies as they may be read now, and on the cover whoever signs that text and consents now. A section in
    which nothing is written is left out.
    """
    with in_its_language(submission):
        return _document_of(submission, content_of(submission) if content is None else content)


def _document_of(submission: Submission, content: Content) -> word.Document:
    texts = [paragraph["text"] for section in content["sections"] for paragraph in section["paragraphs"]]
    cite = citations(texts, submission)
    parts: list[word.Block | word.Annex] = []
    last = ""
    for section in content["sections"]:
        heading, theme, found = section["heading"], section.get("theme", ""), tuple(_section(section, cite))
        if not found:
            continue
        if section["kind"] == Section.Kind.ANNEX:
            parts.append(word.Annex(word.plain(annex_title(heading, _("Annex"))), found, landscape=True))
            continue
        if theme not in {"", last}:
            parts.append(word.Heading(word.plain(theme)))
        parts += [word.Heading(word.plain(heading), level=2 if theme else 1), *found]
        last = theme
    parts += _annex_files(submission, content)
    return word.Document(
        title=content["title"],
        blocks=tuple(parts),
        cover=_cover(submission, content, told=told_of_demo(cite)),
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


def in_its_language(submission: Submission) -> translation.override:
    """A document's own few words are in its language, whoever takes it: the same draft gives the same file."""
    return translation.override(submission.language)


def _annex_files(submission: Submission, content: Content) -> Iterator[word.Annex]:
    """The list of the files that are lodged beside this one; of a file that was taken away since, its title alone."""
    files = content.get("annexes", ())
    if files:
        there = {each.sha256: each for each in submission.annex_files.all()}
        header = (_("No."), _("Annex"), _("File"), _("Size"))
        rows = [
            (str(number), each["title"], *_file_and_size(there.get(each["sha256"]), number))
            for number, each in enumerate(files, start=1)
        ]
        cells = tuple(tuple(word.plain(cell) for cell in row) for row in rows)
        table = word.DocumentTable(cells, header=tuple(map(word.plain, header)), widths=(1, 7, 7, 2))
        yield word.Annex(word.plain(_("Annexes lodged as separate files")), (table,))


def _file_and_size(file: AnnexFile | None, number: int) -> tuple[str, str]:
    if file is None:
        return "", ""
    # Files after one that was taken away move up; the list says what they were called then.
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
    found = markup_blocks(paragraph["text"], cite=cite.get, numbered=numbered, anchor=paragraph["anchor"])
    notes = tuple(word.Note(word.plain(source)) for source in paragraph["sources"])  # type: ignore[arg-type]
    return (*found[:-1], *_ended(found[-1], notes)) if notes and found else found


def _ended(last: word.Block, notes: tuple[word.Note, ...]) -> Iterator[word.Block]:
    """The last block with the notes after its last words: a list's last line, and beneath a table a line of its own."""
    match last:
        case word.Paragraph():
            yield replace(last, runs=(*last.runs, *notes))
        case word.Listing(items=(*items, item)):
            yield replace(last, items=(*items, replace(item, runs=(*item.runs, *notes))))
        case _:
            yield last
            yield word.Paragraph((word.Run(f"{_('Sources of this table:')} "), *notes))


def citations(texts: Iterable[str], submission: Submission) -> dict[str, str]:
    """What each citation says, in the submission's language: a recommendation's State, session and response, as the
    record has it now; a testimony's words, as far as the coalition may quote them now. At most three queries, none
    where nothing is cited.
    """
    with in_its_language(submission):
        return _citations(texts, submission.coalition)


def _citations(texts: Iterable[str], coalition: Coalition) -> dict[str, str]:
    keys = list(dict.fromkeys(key for text in texts for key in cited(text)))
    if not keys:
        return {}
    places = kept_rows(_places, keys)
    numbers = un_numbers_of_keys(keys) if places else {}
    said = {
        key: _said(iso3, session, response, numbers.get(pk, NO_NUMBER)) for pk, key, iso3, session, response in places
    }
    return said | quotations(keys, coalition)


def _places(keys: Collection[str]) -> QuerySet[Ask, Any]:
    """Of several places the preferred one, else the first: it comes last, and stays."""
    asks = Ask.objects.filter(key__in=keys).order_by("records__preferred", "-records__pk")
    return asks.values_list("pk", "key", "from_iso3", "review__session", "records__response")


def _said(from_iso3: str, session: int | None, response: str | None, named: UnNumber) -> str:
    """What a citation says; `response` is that of the place in the record, None where there is none."""
    told = [str(named)] if named else []
    told.append(_(by_iso3(from_iso3).name) if from_iso3 else _("Unknown"))
    told += [_("session %(number)s") % {"number": session}] if session else []
    told += [_(responses.label(response)).lower()] if response else []
    return f"({', '.join(told)})"


def told_of_demo(cite: Mapping[str, str]) -> str:
    """What is said where recommendations are cited and the record is invented; "" else."""
    return demo_note() if any(not key.startswith(PREFIX) for key in cite) else ""


def _cover(submission: Submission, content: Content, *, told: str) -> word.Cover:
    review = submission.coalition.review
    # An edition of before these were kept has none of its own.
    kind = _(_KINDS[submission.kind])
    contact, key_words = (content.get(name, getattr(submission, name)) for name in ("contact", "key_words"))
    return word.Cover(
        titles=(content["title"],),
        state=submission.coalition.state.name,
        session=str(review.session or _("cycle %(number)s, session not yet published") % {"number": review.cycle}),
        month=_month(review.session) or _month_told(submission.coalition),
        kind="" if content["title"].casefold().startswith(kind.casefold()) else kind,  # said once
        organisations=tuple(
            word.CoverOrganisation(each.name, word.plain(each.about) if each.about else ())
            for each in named_organisations(submission, content)
        ),
        contact=tuple(line for line in contact.splitlines() if line.strip()),
        key_words=tuple(each.strip() for each in key_words.split(",") if each.strip()),
        above=(word.OnCover(_("Cited recommendations"), (told,)),) if told else (),
    )


def _month_told(coalition: Coalition) -> str:
    """The month of the review where its day was published and entered in the coalition's dates, "" else. One query."""
    entered = entry_of_review(coalition)
    if entered is None or entered.window is None or entered.status not in {PUBLISHED, DONE}:
        return ""
    return date_format(entered.window.first, "F Y")


def _month(session: int | None) -> str:
    begins: date | None = next((each.start for each in SESSIONS if each.number == session), None)
    return date_format(begins, "F Y") if begins else ""
