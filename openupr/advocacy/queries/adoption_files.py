"""A text of the review as a Word file: from whom, of which day, to whom; of a statement also who
speaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.documents.light_markup import markup_blocks
from openupr.recommendations.demo import marked_as_demo
from openupr.upr.phases import ADOPTION

from ..models import AdoptionText
from .adoption_words import day_in_words, place, review_in_brackets
from .frame_texts import state_name
from .statement_files import LARGE


def language_of_texts(coalition: Coalition) -> str:
    """Of the program's own sentences: the working language, or English where it has no other."""
    working = (coalition.languages or ["en"])[0]
    return working if working in ("en", "km") else "en"


def text_document(saved: AdoptionText) -> word.Document:
    """For Word. A first paragraph of a press note that is bold throughout is its heading."""
    language = language_of_texts(saved.coalition)
    blocks = markup_blocks(saved.text, numbered=False)
    with translation.override(language):
        is_statement = saved.kind == AdoptionText.Kind.STATEMENT
        if saved.kind == AdoptionText.Kind.PRESS and (headline := _words_of_headline(blocks)):
            blocks = (word.Heading(word.plain(headline), numbered=False), *blocks[1:])
        document = word.Document(
            title=str(saved.get_kind_display()) if is_statement else "",
            blocks=(*_letterhead(saved), *_kept_with_lists(blocks)),
            language=language,
            furniture=word.Furniture(),
            points=LARGE if is_statement else 12,
        )
        return marked_as_demo(document)


def _kept_with_lists(blocks: Sequence[word.Block]) -> Iterator[word.Block]:
    """What opens a list is on the page on which the list begins."""
    for block, following in zip_longest(blocks, blocks[1:]):
        is_opening = isinstance(block, word.Paragraph) and isinstance(following, word.Listing)
        yield replace(block, keeps_next=True) if is_opening else block


def _words_of_headline(blocks: Sequence[word.Block]) -> str:
    """Of a first paragraph that is bold throughout; "" where a text begins otherwise."""
    first = next(iter(blocks), None)
    if not isinstance(first, word.Paragraph):
        return ""
    runs = [run for run in first.runs if isinstance(run, word.Run)]
    return "".join(run.text for run in runs) if runs and all(run.bold for run in runs) else ""


def _letterhead(saved: AdoptionText) -> Iterator[word.Block]:
    name, lines = word.Run(saved.coalition.name, bold=True), list(_lines(saved))
    if saved.kind == AdoptionText.Kind.STATEMENT:
        # In one paragraph: what follows is read aloud.
        yield word.Paragraph((name, word.Run("".join(f"\n{line}" for line in lines))))
    else:
        yield word.Paragraph((name,))
        yield from (word.Paragraph(word.plain(line)) for line in lines)


def _lines(saved: AdoptionText) -> Iterator[str]:
    day = saved.sent_on or saved.due
    date_or_place = date_format(day, "j F Y") if day else place(_("Date"))
    if saved.kind == AdoptionText.Kind.STATEMENT:
        yield from _of_statement(saved.coalition)
        yield _("Speaker: %(name)s") % {"name": place(_("name and organisation of the speaker"))}
        yield date_or_place
    elif saved.kind == AdoptionText.Kind.PRESS:
        yield f"{saved.get_kind_display()}, {date_or_place}"
    else:
        yield date_or_place
        yield saved.to or place(_("Name and address of the ministry"))


def _of_statement(coalition: Coalition) -> Iterator[str]:
    review = _("Universal Periodic Review (UPR) of %(own)s") % {"own": state_name(coalition.state)}
    yield f"{review} ({review_in_brackets(coalition)})"
    day = day_in_words(coalition, ADOPTION) or place(_("Day of the adoption"))
    yield _("Human Rights Council, adoption of the outcome: %(day)s") % {"day": day}
