"""OHCHR's summaries of stakeholders' information (A/HRC/WG.6/48/SVN/3): submissions, and which of
them points cite.

Points are numbered paragraphs. Their notes stand at the end: "27 APE, para. 13. See also JS2, para.
4." One of the first notes lists the submissions, each with the code that the others cite it by.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openupr.files.refusal import RefusedFile
from openupr.upr.names import UnknownName
from openupr.upr.states import CODES
from openupr.upr.symbols import parse_symbol

from .opening import Opened
from .values import Citation, ListedSubmission, Point, Problem, StakeholderSummary, TextLine

_TITLE = re.compile(
    r"summary of (?:other )?stakeholders.{0,3} (?:submissions|information)|summary prepared by the office", re.I
)
_OTHER_TITLE = re.compile(r"report of the working group on the universal", re.IGNORECASE)
_SYMBOL = re.compile(r"A/HRC/WG\.6/\d{1,3}/[A-Z]{3}/3(?:/(?:Rev|Corr|Add)\.\d+)?")
_PARAGRAPH = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_NOTE = re.compile(r"(\d{1,3})\s+(?=\S)")
_RAISED = re.compile(r"(\d{1,3}|\*{1,3})\s*(.*)")
_RAISED_SIZE = 8.0
_GLUED = re.compile(r"(?<=[^\W\d_][.,;])(\d{1,3})(?=\s|$)")
_NOTES = re.compile(r"(?:end)?notes", re.IGNORECASE)
_LISTED = re.compile(r"stakeholders listed below|following (?:stakeholders|submissions)", re.IGNORECASE)
_COUNTED = re.compile(r"(?:summary of|from)\s+(\d{1,3})\s+stakeholders", re.IGNORECASE)
_HEADING = re.compile(r".{3,80}:|civil society|attachments?:?|.*\bsubmissions?:?", re.IGNORECASE)
_ATTACHED = re.compile(r"\(([^()]{2,40})\)\s*[-–]?\s*(?=\S)")
_CITED = re.compile(
    r"(?:^|(?<=[;.])\s*|\bsee also\s+|\band\s+)([^\W\d_][^,;.]{0,40}?),?\s+(?:p\.|pp\.|para)", re.IGNORECASE
)
_JOINT = re.compile(
    r"joint submissions?\s+(?:no\.\s*)?\d+\s*(?:submitted by\s*)?:?\s*(?:submitted by\s*:?)?\s*", re.IGNORECASE
)
_PLACE = re.compile(r"[\w .'’-]{2,40}\s\([^()]{3,60}\)")
_ENDS = re.compile(r"[.;:)”\"!?]\s*$")
_MOST_CODES = 400
_TO_THE_NEXT = re.compile(r"[\s.,;]*(?:\bsee also|\band)?[\s.,;]*$", re.IGNORECASE)
_IN_PARAGRAPHS = re.compile(r"\bparas?(?:graphs?)?[.,]*\s*(\d.*)$", re.IGNORECASE)
_WHOLE_NUMBERS = re.compile(r"(?<![\d.])(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?(?![\d]|\.\d)")
_LONGEST_RANGE = 100
_FOOT_OF_COVER = re.compile(r"\*\s+[A-Z]|United Nations\b|Distr\b|Original:|General Assembly\b")


def is_stakeholder_summary(opened: Opened) -> bool:
    """A report of the Working Group names the summary, too: only a title counts."""
    title = opened.beginning(25)
    return bool(_TITLE.search(title)) and not _OTHER_TITLE.search(title)


def read_stakeholder_summary(opened: Opened) -> StakeholderSummary:
    """Raises RefusedFile for a summary without numbered paragraphs."""
    lines = _all_lines(opened)
    at = next((at for at, line in reversed(list(enumerate(lines))) if _NOTES.fullmatch(line.text.strip())), len(lines))
    paragraphs = list(_paragraphs([_with_notes(line) for line in _without_foot(lines[:at])]))
    if not paragraphs:
        raise RefusedFile("This summary of stakeholders' information has no numbered paragraph.")
    notes = _notes(lines[at + 1 :])
    cited = {code for text in notes.values() for code in _CITED.findall(text)}
    listed = next((text for text in notes.values() if _LISTED.search(text)), "")
    submissions = tuple(_submissions(listed, cited))
    codes = _finder([submission.code for submission in submissions])
    points = tuple(_point(paragraph, notes, codes) for paragraph in paragraphs)
    symbol = _symbol(opened.lines)
    state, session = _review(symbol)
    return StakeholderSummary(
        kind="stakeholder-summary",
        symbol=symbol,
        state=state,
        session=session,
        submissions=submissions,
        points=points,
        problems=tuple(_problems(paragraphs, notes, submissions, points, symbol)),
    )


def _all_lines(opened: Opened) -> Sequence[TextLine]:
    """All lines. In a PDF the notes begin at the end of a page, in smaller letters."""
    if opened.format != "pdf":
        return opened.lines
    # Imported here for the same reason as in `open_document`.
    from .pdf import read_pdf

    return read_pdf(opened.data, small_print=True)


def _without_foot(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """Without what stands at the foot of the cover: its footnote, the symbol, the day, the
    language.
    """
    first = next((at for at, line in enumerate(lines) if _PARAGRAPH.match(line.text)), len(lines))
    after = [at for at, line in enumerate(lines) if at > first and line.page == 1]
    foot = next((at for at in after if _FOOT_OF_COVER.match(lines[at].text)), None)
    return lines if foot is None else [line for at, line in enumerate(lines) if at < foot or line.page != 1]


def _symbol(lines: Sequence[TextLine]) -> str:
    match = _SYMBOL.search("\n".join(line.text for line in lines[:150]))
    return match[0] if match else ""


def _review(symbol: str) -> tuple[str, int | None]:
    try:
        parsed = parse_symbol(symbol)
    except UnknownName:
        return "", None
    # Symbols have slips too: TSL for Timor-Leste (TLS).
    return parsed.iso3 if parsed.iso3 in CODES else "", parsed.session


def _with_notes(line: TextLine) -> TextLine:
    """A raised number may stand in a line of its own, or run into the words behind it."""
    text = line.text.strip()
    raised = _RAISED.fullmatch(text) if 0 < line.size < _RAISED_SIZE else None
    if raised:
        notes = line.notes if raised[1] in line.notes else (raised[1], *line.notes)
        return TextLine(line.page, raised[2], line.left, line.size, line.bold, notes)
    if line.notes and text.startswith(f"{line.notes[0]} "):
        text = text[len(line.notes[0]) :].strip()
    # Now and then a note's number is printed like the words, right behind their full stop or comma.
    glued = tuple(_GLUED.findall(text))
    return TextLine(line.page, _GLUED.sub("", text), line.left, line.size, line.bold, (*line.notes, *glued))


@dataclass(slots=True)
class _Paragraph:
    number: int
    page: int | None
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # The texts up to here end a sentence or bear a note: what follows them may be the next heading.
    ended: int = 0


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[_Paragraph]:
    current: _Paragraph | None = None
    for line in lines:
        text = line.text.strip()
        begins = _PARAGRAPH.match(text)
        if begins and int(begins[1]) == (current.number if current else 0) + 1 and not line.bold:
            if current:
                yield _ended(current)
            current, text = _Paragraph(int(begins[1]), line.page), text[begins.end() :]
        if current is None or line.bold:
            continue
        if text:
            current.texts.append(text)
        current.notes += line.notes
        if line.notes or _ENDS.search(text):
            current.ended = len(current.texts)
    if current:
        yield _ended(current)


def _ended(paragraph: _Paragraph) -> _Paragraph:
    """Without the heading of what follows."""
    if paragraph.ended:
        del paragraph.texts[paragraph.ended :]
    return paragraph


def _notes(lines: Sequence[TextLine]) -> dict[str, str]:
    """The notes by number; lines of one are kept apart."""
    lines_of_notes: dict[str, list[str]] = {}
    for line in lines:
        text = line.text.strip()
        begins = _NOTE.match(text)
        if begins and int(begins[1]) == len(lines_of_notes) + 1:
            lines_of_notes[begins[1]] = [text[begins.end() :]]
        elif lines_of_notes and text:
            lines_of_notes[str(len(lines_of_notes))].append(text)
    return {number: "\n".join(texts) for number, texts in lines_of_notes.items()}


def _submissions(listed: str, cited: set[str]) -> Iterator[ListedSubmission]:
    """The entries of the list: each begins with a code, behind a heading or behind what ended the
    entry before.
    """
    entries: list[list[str]] = []
    waits, attached = True, False
    for listed_line in listed.split("\n")[1:]:
        line = listed_line.strip()
        code = _ATTACHED.match(line) if attached else None
        if line.casefold().startswith("attachment"):
            attached, waits = True, True
        elif waits and not _code(line, cited) and _HEADING.fullmatch(line):
            attached = False
        elif code:
            entries.append([f"({code[1]})"])
        elif waits and _code(line, cited):
            attached = False
            entries.append([line])
        elif entries and not attached:
            entries[-1].append(line)
        waits = line.endswith((";", ".", ":", ")"))
    yield from _each_once(entries[:_MOST_CODES], cited)


def _each_once(entries: Sequence[Sequence[str]], cited: set[str]) -> Iterator[ListedSubmission]:
    """What is attached to a submission is cited by a code of its own, and is of the same
    organisations.
    """
    seen: set[str] = set()
    owner: tuple[str, ...] = ()
    for entry in entries:
        text = " ".join(entry)
        attached = text.startswith("(")
        code = text.strip("()") if attached else _code(text, cited)
        if not attached:
            owner = tuple(_organisations(text[len(code) :]))
        if code not in seen:
            seen.add(code)
            yield ListedSubmission(code, owner, attached)


def _code(line: str, cited: set[str]) -> str:
    """The code that a line begins with: one that the notes cite, else a word of capitals or with
    digits.
    """
    known = [code for code in cited if line.startswith((f"{code} ", f"{code}/", f"{code}*"))]
    longest = max(known, key=len, default="")
    first = line.partition(" ")[0]
    if longest and not first.startswith(f"{longest}/"):
        return longest
    looks = sum(letter.isupper() for letter in first) >= 2 or bool(re.fullmatch(r"[A-Z]\w*\d+", first))
    return first.strip("*") if longest or (looks and " " in line) else ""


def _organisations(text: str) -> Iterator[str]:
    joint = _JOINT.search(text[:80])
    bare = (text[joint.end() :] if joint else text).strip(" *;.:")
    parts = re.split(r";\s*(?:and\s+)?", bare) if joint else [bare]
    for at, part in enumerate(parts):
        is_a_place = at and at == len(parts) - 1 and _PLACE.fullmatch(part.strip(" ;.,"))
        if part.strip(" ;.,") and not is_a_place:
            yield " ".join(part.split()).strip(" ;.,")


def _finder(codes: Sequence[str]) -> dict[str, str]:
    """What notes may write for each code: "JS3" and "PTPR/JS3" are the same."""
    parts = {part: code for code in codes for part in code.split("/") if len(part) > 2}
    return parts | {code: code for code in codes}


def _cited(text: str, codes: dict[str, str]) -> list[Citation]:
    """The submissions that a note cites, in its order, each with what the note says behind its
    code.
    """
    if not codes:
        return []
    written = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    matches = list(re.finditer(rf"(?<![\w/-])(?:{written})(?![\w-])", text))
    ends = [*(match.start() for match in matches[1:]), len(text)][: len(matches)]
    return [_citation(codes[match.group()], text[match.end() : end]) for match, end in zip(matches, ends, strict=True)]


def _citation(code: str, behind: str) -> Citation:
    where = _TO_THE_NEXT.sub("", " ".join(behind.split())).strip(" ,;.")
    named = _IN_PARAGRAPHS.search(where)
    numbers: list[int] = []
    for first, last in _WHOLE_NUMBERS.findall(named[1] if named else ""):
        end = int(last or first)
        numbers += range(int(first), min(end, int(first) + _LONGEST_RANGE) + 1)
    return Citation(code, where, tuple(dict.fromkeys(numbers)))


def _point(paragraph: _Paragraph, notes: dict[str, str], codes: dict[str, str]) -> Point:
    note_texts = [notes[number] for number in paragraph.notes if number in notes and not _LISTED.search(notes[number])]
    citations = tuple(dict.fromkeys(citation for text in note_texts for citation in _cited(text, codes)))
    return Point(
        str(paragraph.number),
        " ".join(" ".join(paragraph.texts).split()),
        tuple(dict.fromkeys(citation.code for citation in citations)),
        paragraph.page,
        citations,
    )


def _problems(
    paragraphs: Sequence[_Paragraph],
    notes: dict[str, str],
    submissions: Sequence[ListedSubmission],
    points: Sequence[Point],
    symbol: str,
) -> Iterator[Problem]:
    if not symbol:
        yield Problem(1, "no symbol", "No symbol of a summary stands on the first pages.")
    if not notes:
        yield Problem(None, "no notes", "No notes were found: it cannot be said which submission a point cites.")
    elif not submissions:
        yield Problem(None, "no list", "No note lists the submissions.")
    match = _COUNTED.search(" ".join(paragraphs[0].texts))
    counted = sum(not submission.attached for submission in submissions)
    if match and submissions and int(match[1]) != counted:
        message = f"The summary says {match[1]} submissions; {counted} are in its list as it was read."
        yield Problem(paragraphs[0].page, "count", message)
    borne = {number for paragraph in paragraphs for number in paragraph.notes}
    for number, text in notes.items():
        if (
            number not in borne
            and not _LISTED.search(text)
            and any(code in text for code in (submission.code for submission in submissions))
        ):
            yield Problem(None, "note", f"No point bears note {number}: “{text[:80]}”.")
    for paragraph, point in zip(paragraphs, points, strict=True):
        missing = [number for number in paragraph.notes if number.isdigit() and number not in notes]
        if notes and missing:
            yield Problem(paragraph.page, "note", f"Note {missing[0]} was not found.", point.paragraph)
