"""What the importers of the UN's documents share: how they refuse."""

from openupr.files.refusal import RefusedFile
from openupr.undocs.values import StakeholderSummary, UnDocument

_SHOWN = 3
TO_SETTLE = "that a person has to settle"
"""What the reason says of a document with problems; the page and the command add where they are
settled.
"""
# How many letters a problem quotes, from the end of a text or from its beginning.
_LAST, _FIRST = 160, 60
_KINDS = {
    "working-group-report": "a Working Group's report",
    "addendum": "an addendum with a State's answers",
    "thematic-list": "a thematic list",
    "stakeholder-summary": "a summary of stakeholders' information",
}


_SUMMARY = (
    "This is OHCHR's summary of what stakeholders submitted ({symbol}). It holds no recommendations, so nothing of it "
    "enters. Open it on the page “What OHCHR took up” of your submission. The numbers of the points that cite each "
    "submission: {cited}."
)
_DOUBTFUL = " Not every note could be read: compare them with the document."


class UnsettledDocument(RefusedFile):
    """A document with problems that a person has to settle on the page; nothing of it entered."""


def told_kind(document: UnDocument, wanted: str) -> str:
    """That the document is of another kind than the one that was named."""
    if isinstance(document, StakeholderSummary):
        return summary_in_words(document)
    return f"This is {_KINDS[document.kind]}, not {_KINDS[wanted]}. Import it as {document.kind}."


def summary_in_words(document: StakeholderSummary) -> str:
    """Why a summary of stakeholders' information does not enter, what to do with it, and whom its
    points cite.
    """
    return _SUMMARY.format(symbol=document.symbol, cited=document.cited) + (_DOUBTFUL if document.problems else "")


def refuse_problems(document: UnDocument) -> None:
    """Raises UnsettledDocument with the first problems of a document that has some."""
    if not document.problems:
        return
    count = len(document.problems)
    first = " ".join(
        f"{where(problem.page)}{on_word_borders(problem.message)}" for problem in document.problems[:_SHOWN]
    )
    more = f" And {count - _SHOWN} more." if count > _SHOWN else ""
    things = "1 problem" if count == 1 else f"{count} problems"
    raise UnsettledDocument(f"This document has {things} {TO_SETTLE}, so nothing of it entered. {first}{more}")


def on_word_borders(message: str) -> str:
    """A problem quotes the last 160 letters of a text, or the first 60: the quote then begins and
    ends with a word. What the problem itself says stays: its name comes from it.
    """
    before, opening, rest = message.partition("“")
    quote, closing, after = rest.rpartition("”")
    if len(quote) == _LAST and " " in quote:
        quote = "… " + quote.partition(" ")[2]
    elif len(quote) == _FIRST and " " in quote:
        quote = quote.rpartition(" ")[0] + " …"
    return f"{before}{opening}{quote}{closing}{after}" if closing else message


def where(page: int | None) -> str:
    """ "Page 20: ", or nothing where a document has no pages."""
    return f"Page {page}: " if page else ""
