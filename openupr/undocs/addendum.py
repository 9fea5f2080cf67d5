"""Addenda: what a State answers to its recommendations after its review.

Four things are read. Sentences that list numbers ("accepts the following recommendations: 140.7,
140.8"); headings ("III. Noted recommendations"), which speak for what stands below them; entries,
which begin with a number and explain ("140.38 The amendment ..."); and what is said of all others
("The remaining recommendations are noted").
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from openupr.files.refusal import RefusedFile

from .all_others import all_others, is_excepted, position_of_excepted, the_one
from .cover import problems_of_cover, state_in, symbol_in
from .entry import ANSWER, SAYS_RECOMMENDATION, SENTENCE, left_open, position_of_entry
from .opening import Opened
from .phrases import position_in
from .references import REFERENCES, References, numbers_in, references
from .states import brackets
from .totals import stated_totals
from .values import Addendum, AllOthers, DocumentPassage, GivenAnswer, Position, Problem, TextLine

_NOTHING = "This addendum names no recommendation by its number, so no answer can be read from it."
_COVER_ENDS = re.compile(r"(?:views on conclusions|presented by|the state under review)", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:(?:[IVX]+|[A-H]|\d{1,2})\s?[.)]\s*)?(?:list of\s+)?(?:the\s+)?"
    rf"(?:recommendations?\b(?!\s*(?:nos?\b|\d)).*|{ANSWER}(?:\s+\w+){{0,2}}\s+recommendations?\b.*|{ANSWER}\W*)$",
    re.IGNORECASE,
)
_BARE_ANSWER = re.compile(rf"{ANSWER}(?:\s*/\s*{ANSWER})?\W*", re.IGNORECASE)
_ENTRY = re.compile(
    r"(?:•\s*)?(?:(?:re\s+)?rec(?:ommendation)?s?\b\.?\s*(?:nos?\b\.?\s*|numbers?\s+)?)?"
    r"(\d{1,3}(?:\s?\.\s?\d{1,3})?(?:\s?\([a-z]\))?(?:[\s,.;/–—‑-]|and\s|(?:to|through|until)\s|\d|\([a-z]\))*)[:\s]*",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"(\d{1,3})\s?\.\s+(?=\D)")
_OPEN_LIST = re.compile(r"(?:\d(?:\s?\([a-z]\))?|[\d)][,;]|\d\s?[-–]|\b(?:and|to))\s*$")
_BEFORE_NUMBERS = re.compile(r"\s*(?:[(:]|nos?\.?|numbers?|numbered)*\s*(?=\d)", re.IGNORECASE)
_SEE = re.compile(
    r"^\W*(?:please )?(?:see|refer to|cf\.?|as (?:explained|stated|mentioned) (?:in|under))\b", re.IGNORECASE
)
_PARAGRAPH_OF_REPORT = re.compile(
    r"recommendations?\b[^.]{0,80}\bparagraph (\d{1,3}) of the (?:draft )?report", re.IGNORECASE
)
_LONGEST_PASSAGE = 2000
_OFTEN = 3  # so many numbers with one main part are no decimals
_NEAR = 8  # the lists of a report stand in neighbouring paragraphs


class _Style(NamedTuple):
    """How an addendum writes numbers.

    `mains` are the report's paragraphs in "140.7"; without any, numbers stand in lists
    ("recommendations 1–5, 14"), or else each begins an entry ("14. Slovenia accepts ...").
    """

    mains: frozenset[int]
    lists: bool


@dataclass(slots=True)
class _Block:
    """A paragraph: its text, page, the numbers it begins with, and the heading it stands under.

    `answer` is a line or a cell behind it that is nothing but a position.
    """

    page: int | None
    numbers: tuple[str, ...] = ()
    heading: str = ""
    wrong: tuple[str, ...] = ()  # what is wrong with ranges of numbers
    lines: list[str] = field(default_factory=list)
    answer: str = ""
    above: int = 0  # lines before the answer

    @property
    def explanation(self) -> str:
        """What stands behind the answer; where nothing does, what stands before it and is not the
        recommendation.
        """
        behind = " ".join(" ".join(self.lines[self.above :]).split())
        if not self.answer or behind:
            return behind
        return "" if any(bracket.states for bracket in brackets(self.text)) else self.text

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())


def is_addendum(opened: Opened) -> bool:
    beginning = opened.beginning().casefold()
    return "addendum" in beginning and ("views on conclusions" in beginning or "/add." in beginning)


def read_addendum(opened: Opened) -> Addendum:
    """Raises RefusedFile where no recommendation is named."""
    lines = _without_cover(opened.lines)
    whole = " ".join(line.text for line in lines)
    style = _style(_without_symbols(whole))
    blocks = _blocks(lines, style)
    main = _PARAGRAPH_OF_REPORT.search(whole)
    answers: dict[str, GivenAnswer] = {}
    others: list[AllOthers] = []
    problems = list(problems_of_cover(opened.lines, session=False))
    lists = set()  # headings with numbers below them
    for block in blocks:
        for answer in _of_block(block, style):
            if isinstance(answer, Problem):
                problems.append(answer)
            else:
                lists.add(block.heading)
                problems += _keep(answers, answer)
    for block in blocks:
        for statement in _of_all_others(block, style):
            if isinstance(statement, Problem):
                problems.append(replace(statement, passages=(_passage(block, block.text),)))
            elif block.text or block.heading not in lists:
                others.append(statement)
    rest, several = the_one(others)
    problems += several
    if not answers and rest is None and not any(problem.kind == "all others" for problem in problems):
        raise RefusedFile(_NOTHING)
    stated = stated_totals(whole)
    return Addendum(
        kind="addendum",
        symbol=symbol_in(opened.lines),
        state=state_in(opened.lines),
        answers=tuple(answers.values()),
        all_others=rest,
        stated=stated,
        paragraph=int(main[1]) if main and not style.mains else None,
        problems=(*problems, *_without_position(answers), *_of_totals(answers, stated, rest)),
    )


def _style(text: str) -> _Style:
    """The paragraphs of the report that the numbers name, where they do; else whether they stand in
    lists.
    """
    runs = list(references(text))
    counts = Counter(number.partition(".")[0] for run in runs for number in run.numbers if "." in number)
    often = {int(main) for main, count in counts.items() if count >= _OFTEN}
    often |= {int(run.numbers[0].partition(".")[0]) for run in runs if run.wrong}
    # Right behind the word "recommendations" a number with a full stop is no decimal.
    often |= {int(number.partition(".")[0]) for run in _bare_runs(text) for number in run.numbers if "." in number}
    near = {int(main) for main in counts if any(abs(int(main) - main_often) <= _NEAR for main_often in often)}
    return _Style(frozenset(near), any(len(run.numbers) >= _OFTEN for run in _bare_runs(text)))


def _without_cover(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """What follows the cover: the second page of a PDF, or what follows the title of a Word
    file.
    """
    if lines and lines[-1].page not in (None, 1):
        return [line for line in lines if line.page != 1]
    ends = [at for at, line in enumerate(lines[:40]) if _COVER_ENDS.search(line.text)]
    return lines[ends[-1] + 1 :] if ends else lines


def _without_symbols(text: str) -> str:
    return re.sub(r"\bA/HRC/\S+", " ", text)


def _blocks(lines: Sequence[TextLine], style: _Style) -> list[_Block]:
    """The paragraphs.

    A line such as "Noted" is a heading, or, as in a table, the answer to the number before it.
    """
    in_table = _divided(lines, style, in_table=_begins_with_an_entry(lines, style))
    entries = [block for block in in_table if block.numbers]
    if sum(bool(block.answer) for block in entries) > len(entries) / 2:
        return in_table
    return _divided(lines, style, in_table=False)


def _begins_with_an_entry(lines: Sequence[TextLine], style: _Style) -> bool:
    """Whether a number comes before the first line that is nothing but a position."""
    for line in lines:
        if _BARE_ANSWER.fullmatch(line.text):
            return False
        if _entry(line.text, "", style)[0]:
            return True
    return False


def _divided(lines: Sequence[TextLine], style: _Style, *, in_table: bool) -> list[_Block]:
    blocks: list[_Block] = []
    heading = ""
    label = ""
    has_paragraphs = bool(style.mains) or style.lists
    for line in lines:
        text = _without_symbols(line.text)
        before = blocks[-1].text if blocks else ""
        is_entry = not heading and bool(blocks) and bool(blocks[-1].numbers)
        if is_entry and (in_table or not before) and _BARE_ANSWER.fullmatch(text):
            blocks[-1].answer, blocks[-1].above = text, len(blocks[-1].lines)
            continue
        if _is_heading(text, before) or (has_paragraphs and _is_lead(text, before)):
            heading = text
            blocks.append(_Block(line.page, heading=heading, lines=[]))
            continue
        if blocks and _label_goes_on(blocks[-1], label):
            more = _ENTRY.match(text)
            if more and (more_numbers := numbers_in(more[1])[0]) and not text[more.end() :][:1].isupper():
                blocks[-1].numbers += more_numbers
                label, text = text[: more.end()], text[more.end() :]
                blocks[-1].lines.append(text)
                continue
        numbers, rest = _entry(text, before, style)
        label = text[: len(text) - len(rest)] if numbers else ""
        if numbers:
            # A paragraph that ends in "... are accepted:" speaks for the numbers below it.
            last = "" if blocks[-1:] == [] or blocks[-1].numbers else SENTENCE.split(before)[-1]
            if last.endswith(":") and position_in(last, "answers"):
                heading = last
            blocks.append(_Block(line.page, numbers, heading, numbers_in(label)[1], [rest]))
        elif not blocks or (has_paragraphs and _PARAGRAPH.match(text) and not _OPEN_LIST.search(before)):
            blocks.append(_Block(line.page, (), heading, lines=[text]))
        else:
            blocks[-1].lines.append(text)
    return blocks


def _label_goes_on(block: _Block, label: str) -> bool:
    """Whether the numbers beside an entry go on in its next line: "77., 78., 82.," above "83.,
    85.".
    """
    return bool(block.numbers) and label.rstrip().endswith(",")


def _is_heading(text: str, before: str) -> bool:
    """A short line that speaks of recommendations and tells a position: no sentence with a verb and
    numbers.
    """
    return (
        len(text) < 160
        and bool(_HEADING.match(text))
        and not re.search(r"\d{1,3}\.\d", text)
        and bool(position_in(text, "answers"))
        and not _OPEN_LIST.search(before)
        and (not before or before[-1] in '.:;”"!?)' or not before[-1].isalpha())
    )


def _is_lead(text: str, before: str) -> bool:
    """A whole sentence in one line that tells a position and ends with a colon: "Cambodia
    notes:".
    """
    return (
        text.endswith(":")
        and bool(re.match(r"(?:\d{1,3}\s?\.\s+)?[A-Z]", text))
        and not re.search(r"\d\.\d", text)
        and bool(position_in(text, "answers"))
        and (not before or not before[-1].isalpha())
        and not _OPEN_LIST.search(before)
    )


def _entry(text: str, before: str, style: _Style) -> tuple[tuple[str, ...], str]:
    """(numbers, what follows them) of a line that begins an entry; no numbers for any other
    line.
    """
    match = _ENTRY.match(text)
    if match is None:
        return (), text
    run, rest = match[1], text[match.end() :]
    numbers, wrong = numbers_in(run)
    if not numbers:
        return (), text
    says = bool(SAYS_RECOMMENDATION.match(text))
    if style.mains:
        begins = _has_main(numbers[0], style)
    else:
        begins = says if style.lists else says or bool(re.match(r"\d{1,3}\s?[.)]", run))
    is_word = rest[:1].islower() and len(numbers) == 1 and not wrong and not says
    if not begins or is_word or _goes_on(before, numbers, rest):
        return (), text
    return numbers, rest


def _has_main(number: str, style: _Style) -> bool:
    main, dot, _ = number.partition(".")
    return bool(dot) and int(main) in style.mains


def _goes_on(before: str, numbers: tuple[str, ...], rest: str) -> bool:
    """Whether a line of numbers goes on with the list in the line above."""
    if not _OPEN_LIST.search(before.rstrip(". ")):
        return False
    runs = list(references(before[-60:], bare=True))
    if not before.rstrip().endswith("."):
        return bool(runs)
    # "140.35. / 140.36, 140.39": a full stop for a comma; the numbers go up.
    return bool(runs) and not rest and _order(numbers[0]) == _order(runs[-1].numbers[-1]) + 1


def _order(number: str) -> int:
    return int(re.sub(r"\D.*", "", number.rpartition(".")[2]) or 0)


def _of_block(block: _Block, style: _Style) -> Iterator[GivenAnswer | Problem]:
    heading = position_in(block.heading, "answers") if block.heading else ""
    if block.numbers:
        own: Position = "partly" if "/" in block.answer else position_in(block.answer, "answers")
        own = own or position_of_entry(block.text)
        passages = (_passage(block, f"{block.text} {block.answer}"),)
        if own == "supported" and (left := left_open(block.text)):
            message = f"The answer to {block.numbers[0]} accepts, and leaves something open: “{left[:300]}”"
            yield Problem(block.page, "two positions", message, block.numbers[0], passages=passages)
        for number in block.numbers:
            told_by: Literal["entry", "heading"] = "entry" if own else "heading"
            yield GivenAnswer(number, own or "", block.explanation, block.page, told_by, heading, passages)
        for wrong in block.wrong:
            yield Problem(block.page, "range", wrong, block.numbers[0], passages=passages)
        return
    waiting: Position = ""
    sentences = SENTENCE.split(block.text)
    for sentence, following in zip(sentences, [*sentences[1:], ""], strict=True):
        position = position_in(sentence, "answers")
        if not position and sentence.endswith(":"):
            position = position_in(following, "answers")  # "119.1 and 119.3: The Government accepts these ..."
        runs = [] if _SEE.search(sentence) else _runs(sentence, style)
        for run, own in zip(runs, _positions_of_runs(sentence, runs), strict=True):
            above, position_told = heading, own or position or waiting or heading
            if is_excepted(sentence, run):
                above, position_told = "", position_of_excepted(sentence, run)
            passage = _passage(block, sentence)
            for number in run.numbers:
                yield GivenAnswer(number, position_told, "", block.page, "list", above, (passage,))
            for wrong in run.wrong:
                yield Problem(block.page, "range", wrong, run.numbers[0], passages=(passage,))
        # "The following recommendations are accepted:" speaks for the numbers behind it.
        waiting = position if sentence.rstrip().endswith(":") else ""


def _passage(block: _Block, sentence: str) -> DocumentPassage:
    """What the State says, below the heading that speaks for it."""
    heading = "" if block.heading in sentence else block.heading
    return DocumentPassage(" ".join(f"{heading} {sentence}".split())[:_LONGEST_PASSAGE], block.page)


def _of_all_others(block: _Block, style: _Style) -> Iterator[AllOthers | Problem]:
    """What a paragraph says of all that the addendum does not name.

    An entry speaks of one recommendation, but the text behind the last of them may run into it.
    """
    for sentence in SENTENCE.split(block.text or block.heading):
        others = all_others(sentence, _runs(sentence, style), block.page)
        if others and (not block.numbers or SAYS_RECOMMENDATION.search(sentence)):
            yield others


def _positions_of_runs(sentence: str, runs: Sequence[References]) -> list[Position]:
    """What the words before each run tell, or, where none stand before the first, the words behind
    each: "accepts 1.1 and notes 1.2", "1.1 is accepted and 1.2 noted".
    """
    edges = [0, *(run.end for run in runs)], [*(run.start for run in runs), len(sentence)]
    positions = [position_in(sentence[start:end], "answers") for start, end in zip(*edges, strict=True)]
    if runs and not positions[0]:
        return positions[1:]
    before: list[Position] = []
    for position in positions[:-1]:
        before.append(position or before[-1])
    return before


def _runs(sentence: str, style: _Style) -> list[References]:
    """Dotted numbers anywhere; bare ones right behind the word "recommendations"."""
    if style.mains:
        return [run for run in references(sentence) if run.numbers and _has_main(run.numbers[0], style)]
    return list(_bare_runs(sentence)) if style.lists else []


def _bare_runs(text: str) -> Iterator[References]:
    for word in SAYS_RECOMMENDATION.finditer(text):
        start = _BEFORE_NUMBERS.match(text, word.end())
        if start and (match := REFERENCES.match(text, start.end())):
            yield References(match.start(), match.end(), *numbers_in(match.group()))


def _keep(answers: dict[str, GivenAnswer], answer: GivenAnswer) -> Iterator[Problem]:
    """Joins what several places say of one number: a list tells the position, an entry explains."""
    known = answers.get(answer.number)
    if known is None:
        answers[answer.number] = answer
        return
    passages = tuple(dict.fromkeys(known.passages + answer.passages))
    if known.position and answer.position and known.position != answer.position:
        message = f"Recommendation {answer.number} is said to be {known.position}, and elsewhere {answer.position}."
        yield Problem(answer.page, "two positions", message, answer.number, passages=passages)
    texts = [text for text in (known.explanation, answer.explanation) if text]
    answers[answer.number] = GivenAnswer(
        answer.number,
        known.position or answer.position,
        " ".join(dict.fromkeys(texts)),
        known.page,
        known.told_by if known.position else answer.told_by,
        known.heading or answer.heading,
        passages,
    )


def _without_position(answers: dict[str, GivenAnswer]) -> Iterator[Problem]:
    for number, answer in answers.items():
        if not answer.final:
            message = f"The addendum does not say whether recommendation {number} is supported or noted."
            yield Problem(answer.page, "no position", message, number, passages=answer.passages)


def _of_totals(
    answers: dict[str, GivenAnswer], stated: dict[Position, tuple[int, ...]], rest: AllOthers | None
) -> Iterator[Problem]:
    """What the addendum counts itself, against what was read.

    How many all others are, only the report tells.
    """
    counted = Counter(answer.final for answer in answers.values())
    for position, numbers in stated.items():
        if counted[position] not in numbers and (rest is None or rest.position != position):
            expected = " or ".join(map(str, numbers))
            message = f"The addendum speaks of {expected} {position} recommendations; {counted[position]} were read."
            yield Problem(None, "totals differ", message)
