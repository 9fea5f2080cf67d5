"""The Working Group's reports: every recommendation with its number, wording, States, position and page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from openupr.files.refusal import RefusedFile

from .cover import problems_of_cover, session_in, state_in, symbol_in
from .numbering import Paragraph, paragraphs
from .opening import Opened
from .phrases import position_in
from .problems import of_item, of_numbers
from .section import conclusions
from .values import Position, Problem, ReadItem, WorkingGroupReport
from .wordings import Clause, wordings

_NO_CHAPTER = (
    "This report has no chapter “Conclusions and/or recommendations” with numbered paragraphs, so no recommendation "
    "can be read from it."
)
_ELSEWHERE = re.compile(r"recommendations?,? (?:as )?(?:noted|contained|reflected|included)\b.{0,40}?\bparagraphs? \d")


def is_report(opened: Opened) -> bool:
    beginning = opened.beginning().casefold()
    return "report of the working group on the universal periodic review" in beginning


def read_report(opened: Opened) -> WorkingGroupReport:
    """Raises RefusedFile for a report without its chapter of recommendations."""
    found = paragraphs(conclusions(opened.lines))
    if not found:
        raise RefusedFile(_NO_CHAPTER)
    items: list[ReadItem] = []
    problems = list(problems_of_cover(opened.lines))
    places: dict[int, list[int]] = {}
    for paragraph, each in _read(found):
        if isinstance(each, ReadItem):
            places.setdefault(id(paragraph), []).append(len(items))
            items.append(each)
        else:
            of_item_before = (len(items) - 1,) if each.kind != "elsewhere" else ()
            problems.append(replace(each, items=of_item_before))
    for paragraph, problem in of_numbers(found):
        about = places.get(id(paragraph), []) if problem.number == paragraph.printed else []
        problems.append(replace(problem, items=tuple(about)))
    return WorkingGroupReport(
        kind="working-group-report",
        symbol=symbol_in(opened.lines),
        state=state_in(opened.lines),
        session=session_in(opened.lines),
        items=tuple(items),
        problems=tuple(sorted(problems, key=lambda problem: problem.page or 0)),
    )


def _read(found: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, ReadItem | Problem]]:
    """Every item and, right behind it, its problems, with the paragraph they are of."""
    position: Position = ""
    lead = ""
    for at, paragraph in enumerate(found):
        if paragraph.number is None:
            lead, _, rest = paragraph.text.partition(":")
            position = position_in(lead) or "pending"
            if _ELSEWHERE.search(paragraph.text):
                yield paragraph, Problem(paragraph.page, "elsewhere", _refers(paragraph.text), paragraph.printed)
            # Some lists of one are no list: "did not enjoy the support of Norway: Abolish ... (Chile)".
            of_paragraph = [wording for wording in wordings(rest) if wording.states]
        elif _has_parts(found, at):
            continue
        else:
            of_paragraph = wordings(paragraph.text)
        for wording in of_paragraph:
            page = _page(paragraph, wording)
            yield paragraph, ReadItem(paragraph.printed, wording.text, wording.states, position, page, lead)
            for problem in of_item(wording, paragraph):
                yield paragraph, problem


def _has_parts(found: Sequence[Paragraph], at: int) -> bool:
    """Whether the paragraph only opens a list: "1. On women's rights:", "(a) ..."."""
    following = found[at + 1] if at + 1 < len(found) else None
    return following is not None and following.letter == "a" and not any(w.states for w in wordings(found[at].text))


def _page(paragraph: Paragraph, wording: Clause) -> int | None:
    """The page on which the wording begins."""
    beginning = wording.text.split(" [...] ")[0][:40]
    length = 0
    place = paragraph.text.find(beginning)
    for line, page in zip(paragraph.lines, paragraph.pages, strict=True):
        length += len(" ".join(line.split())) + 1
        if place < length:
            return page
    return paragraph.page


def _refers(text: str) -> str:
    return (
        "This paragraph speaks of recommendations that stand elsewhere in the report; they were not read: "
        f"“{text[:300]}”"
    )
