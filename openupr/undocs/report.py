"""The Working Group's reports: every recommendation with its number, wording, States, position and
page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from openupr.files.refusal import RefusedFile

from .cover import problems_of_cover, session_in, state_in, symbol_in
from .dialogue import PARAGRAPHS_OF, Dialogue, dialogue, first_named
from .footnotes import without_notes
from .numbering import NumberedParagraph, paragraphs
from .opening import Opened
from .phrases import position_in
from .problems import of_item, of_numbers
from .section import conclusions, is_cut
from .values import DocumentPassage, Position, Problem, ReadItem, WorkingGroupReport
from .wordings import Clause, wordings

_NO_CHAPTER = (
    "This report has no chapter “Conclusions and/or recommendations” with numbered paragraphs, so no recommendation "
    "can be read from it."
)
_SPEAKS_OF_THE_LIST_ABOVE = re.compile(
    r"recommendations? (?:(?:listed|made|formulated|noted|mentioned) )?above\b|"
    r"\b(?:the )?above(?:-\s?mentioned)? recommendations|\bresponses? of .{3,60} to these recommendations\b|"
    r"^\W*(?:all (?:of )?)?these recommendations\b|"
    r"^\W*all (?:of )?(?:the )?recommendations (?:(?:formulated|made|received)\b.{0,60}?)?"
    r"(?:have been|enjoy|are|were)\b",
    re.IGNORECASE,
)
_ONLY_REFERS = re.compile(
    r"(?:(?:with regards? to|regarding|concerning|as (?:for|to|regards)) (?:the )?(?:above )?recommendations?\b|"
    r"(?:the )?(?:same|identical) (?:recommendations?|as|text)\b|(?:idem|ibid|ditto)\b|"
    r"(?:see|as in|as under|cf\.?) (?:also )?(?:the )?(?:recommendations?|paragraphs?|para\.?|nos?\.?|above|\d)|"
    r"(?:the )?recommendations? (?:nos?\b|numbers? \d|\d|(?:as )?(?:noted|contained|reflected|included|listed) )|"
    r"(?:the )?recommendations? (?:of [A-Z]\w+ )?in para|"
    r"(?:endorses?|supports?|joins?|repeats?|reiterates?|agrees? with|associates? (?:it|them)sel(?:f|ves) with) "
    r"(?:(?:the|its|this|that|these|those) )?(?:previous |above )?recommendations? "
    r"(?:(?:made|formulated|contained|noted) )?(?:by|of|in|under|nos?\b|\d|\())",
    re.IGNORECASE,
)

_CUT = (
    "The document seems cut: what always follows the recommendations, the paragraph “All conclusions and/or "
    "recommendations ...” and the annex with the delegation, is not there."
)
_SPEAKS_OF_POSITION = re.compile(
    r"\b(?:respon[sd]|answer|position|support|accept|reject|not(?:e|ed|es|ing)\b|examin|consider|review)", re.IGNORECASE
)
_MOST_ANSWERS = 3
_LONGEST_PASSAGE = 2000
_OF_PARAGRAPHS = ("elsewhere", "no numbers", "no position")  # kinds of problems that are about no one item


def is_report(opened: Opened) -> bool:
    beginning = opened.beginning().casefold()
    return "report of the working group on the universal periodic review" in beginning


def read_report(opened: Opened) -> WorkingGroupReport:
    """Raises RefusedFile for a report without its chapter of recommendations."""
    lines = without_notes(opened.lines)
    section = conclusions(lines)
    chapter = paragraphs(section)
    if not chapter:
        raise RefusedFile(_NO_CHAPTER)
    items: list[ReadItem] = []
    problems = list(problems_of_cover(opened.lines))
    places: dict[int, list[int]] = {}
    of_list: dict[str, list[int]] = {}
    for paragraph, entry in _read(chapter, dialogue(lines, section)):
        if isinstance(entry, ReadItem):
            places.setdefault(id(paragraph), []).append(len(items))
            of_list.setdefault(str(paragraph.main), []).append(len(items))
            items.append(entry)
        else:
            of_item_before = (len(items) - 1,) if entry.kind not in _OF_PARAGRAPHS else ()
            problems.append(replace(entry, items=of_item_before))
    problems = [
        replace(problem, items=tuple(of_list.get(problem.number, ()))) if problem.kind == "no position" else problem
        for problem in problems
    ]
    for paragraph, problem in of_numbers(chapter):
        about = places.get(id(paragraph), []) if problem.number == paragraph.printed else []
        problems.append(replace(problem, items=tuple(about)))
    if is_cut(lines, section):
        problems.append(Problem(lines[-1].page, "cut", _CUT, items=_last_without_problem(items, problems)))
    return WorkingGroupReport(
        kind="working-group-report",
        symbol=symbol_in(opened.lines),
        state=state_in(opened.lines),
        session=session_in(opened.lines),
        items=tuple(items),
        problems=tuple(sorted(problems, key=lambda problem: problem.page or 0)),
    )


def _last_without_problem(items: Sequence[ReadItem], problems: Sequence[Problem]) -> tuple[int, ...]:
    """The item that a cut may have shortened; none where another problem already lets a person
    write its text.
    """
    last = len(items) - 1
    return () if last < 0 or any(problem.items == (last,) for problem in problems) else (last,)


def _read(
    chapter: Sequence[NumberedParagraph], spoken: Dialogue
) -> Iterator[tuple[NumberedParagraph, ReadItem | Problem]]:
    """Every item and, right behind it, its problems, with the paragraph they are of."""
    position: Position = ""
    lead = ""
    for at, paragraph in enumerate(chapter):
        if paragraph.number is None:
            lead, _, rest = paragraph.text.partition(":")
            position = position_in(lead)
            if not position:
                position, lead = _told_below(chapter, at) or ("", lead)
            if _is_elsewhere(paragraph, chapter):
                passages = spoken.passages(paragraph.text, before=chapter[0].main)
                message = _elsewhere(paragraph.text)
                yield paragraph, Problem(paragraph.page, "elsewhere", message, paragraph.printed, passages=passages)
            # Some lists of one are no list: "did not enjoy the support of Norway: Abolish ...
            # (Chile)".
            of_paragraph = [wording for wording in wordings(rest) if wording.states]
            if len(of_paragraph) > 1:
                yield paragraph, Problem(paragraph.page, "no numbers", _unnumbered(of_paragraph), paragraph.printed)
            if not position and (of_paragraph or _opens_a_list(chapter, at)):
                message, passages = _no_position(lead), _answers_below(chapter, at)
                yield paragraph, Problem(paragraph.page, "no position", message, paragraph.printed, passages=passages)
        elif _has_parts(chapter, at):
            continue
        else:
            of_paragraph = wordings(paragraph.text)
        for wording in of_paragraph:
            page = _page(paragraph, wording)
            yield paragraph, ReadItem(paragraph.printed, wording.text, wording.states, position, page, lead)
            for problem in of_item(wording, paragraph):
                yield paragraph, problem
            if _ONLY_REFERS.match(wording.text):
                yield paragraph, Problem(page, "only refers", _refers(wording.text), paragraph.printed)


def _told_below(chapter: Sequence[NumberedParagraph], at: int) -> tuple[Position, str] | None:
    """(position, sentence) of a list whose position stands below it: "The recommendations listed
    above enjoy ...".
    """
    below = next((later for later in chapter[at + 1 :] if later.number is None), None)
    if below is None or below.main != chapter[at].main + 1 or not _SPEAKS_OF_THE_LIST_ABOVE.search(below.text):
        return None
    if PARAGRAPHS_OF.search(below.text) or ":" in below.text:
        return None
    position = position_in(below.text)
    return (position, below.text) if position else None


def _answers_below(chapter: Sequence[NumberedParagraph], at: int) -> tuple[DocumentPassage, ...]:
    """What may tell the position of a list: what its own sentence says behind the colon, and the
    next paragraphs of the chapter that are no list.
    """
    behind = chapter[at].text.partition(":")[2].strip()
    below = [
        (paragraph, paragraph.text)
        for place, paragraph in enumerate(chapter[at + 1 :], start=at + 1)
        if paragraph.number is None and not _opens_a_list(chapter, place)
    ]
    passages = (
        DocumentPassage(text[:_LONGEST_PASSAGE], paragraph.page, paragraph.printed)
        for paragraph, text in [(chapter[at], behind), *below]
        if _SPEAKS_OF_POSITION.search(text)
    )
    return tuple(islice(passages, _MOST_ANSWERS))


def _is_elsewhere(paragraph: NumberedParagraph, chapter: Sequence[NumberedParagraph]) -> bool:
    """Whether a paragraph speaks of recommendations in paragraphs before this chapter, where none
    are listed.
    """
    return any(number < chapter[0].main for number in first_named(paragraph.text))


def _opens_a_list(chapter: Sequence[NumberedParagraph], at: int) -> bool:
    return at + 1 < len(chapter) and chapter[at + 1].number is not None


def _has_parts(chapter: Sequence[NumberedParagraph], at: int) -> bool:
    """Whether the paragraph only opens a list: "1. On women's rights:", "(a) ..."."""
    following = chapter[at + 1] if at + 1 < len(chapter) else None
    return following is not None and following.letter == "a" and not any(w.states for w in wordings(chapter[at].text))


def _page(paragraph: NumberedParagraph, wording: Clause) -> int | None:
    """The page on which the wording begins."""
    beginning = wording.text.split(" [...] ")[0][:40]
    length = 0
    place = paragraph.text.find(beginning)
    for line, page in zip(paragraph.lines, paragraph.pages, strict=True):
        length += len(" ".join(line.split())) + 1
        if place < length:
            return page
    return paragraph.page


def _no_position(lead: str) -> str:
    if not lead.strip():
        return "No sentence above this list says whether its recommendations are supported or noted."
    return f"This sentence does not say whether the recommendations below it are supported or noted: “{lead[:300]}”"


def _unnumbered(clauses: Sequence[Clause]) -> str:
    return (
        f"{len(clauses)} recommendations stand in this paragraph without a number of their own. The first: "
        f"“{clauses[0].text[:160]}”"
    )


def _elsewhere(text: str) -> str:
    return (
        "This paragraph speaks of recommendations that stand elsewhere in the report; they were not read: "
        f"“{text[:300]}”"
    )


def _refers(text: str) -> str:
    return f"This text only refers to a recommendation that stands elsewhere; write what it asks for: “{text[:200]}”"
