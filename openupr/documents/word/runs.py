"""Runs of words, notes' numbers and links within a paragraph."""

import re
from collections.abc import Iterable, Iterator

from openupr.documents.word.content import Inline, Note, Run
from openupr.documents.word.letters import Script, clean, is_complex, locale, pieces
from openupr.documents.word.manuscript import Manuscript
from openupr.documents.word.markup import RELATION, Element, khmer_font, letters, text, w

_BREAKS = {"\n": "br", "\t": "tab"}


def written(inlines: Iterable[Inline], manuscript: Manuscript) -> Iterator[Element]:
    """The elements of a paragraph."""
    before: Inline | None = None
    for inline in inlines:
        if isinstance(inline, Note):
            if isinstance(before, Note) and not manuscript.comes_back:
                # Two marks beside each other would read as one number.
                yield w("r", letters(style="EndnoteReference"), text(","))
            manuscript.notes.append(inline)
            number = w("endnoteReference", id=len(manuscript.notes))
            yield w("r", letters(style="EndnoteReference"), number)
        elif inline.text:
            yield from _linked(inline, manuscript)
        before = inline if isinstance(inline, Note) or inline.text else before


def _linked(run: Run, manuscript: Manuscript) -> Iterator[Element]:
    identity, anchor = manuscript.linked(run.link) if run.link else ("", "")
    if not identity and not anchor:
        yield from _pieces(run, manuscript, "")
        return
    link = w("hyperlink", *_pieces(run, manuscript, "Hyperlink"), history=1)
    if anchor:
        link.set(f"{{{link.nsmap['w']}}}anchor", anchor)
    else:
        link.set(RELATION, identity)
    yield link


def _pieces(run: Run, manuscript: Manuscript, style: str) -> Iterator[Element]:
    for words, script in pieces(clean(run.text)):
        manner = letters(
            style=style,
            font=khmer_font() if script == "khmer" else None,
            bold=run.bold,
            italic=run.italic,
            points=run.points,
            right_to_left=script == "right-to-left",
            complex_script=script == "khmer",
            # Khmer fonts have no bold letters: drawn twice, as headings would be, they are hard to
            # read.
            plain_script=script == "khmer",
            language=_language(run.language or manuscript.language, script, manuscript.language),
        )
        yield w("r", manner, *_broken(words))


def _language(language: str, script: Script, usual: str) -> Element | None:
    """w:lang, where it is not that of the document."""
    if script == "khmer":
        return w("lang", bidi="km-KH")
    name = locale(language)
    if not name or language == usual or is_complex(language) != bool(script):
        return None
    return w("lang", bidi=name) if script else w("lang", val=name)


def _broken(words: str) -> Iterator[Element]:
    for part in re.split(r"([\n\t])", words):
        if part in _BREAKS:
            yield w(_BREAKS[part])
        elif part:
            yield text(part)
