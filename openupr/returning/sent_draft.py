"""What went out, as it is compared: its units with the paragraph each belongs to, its citations and
sources.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openupr.documents.light_markup import CITATION, markup_of
from openupr.returning.sources import note_of, notes_in, replaced, reworded
from openupr.returning.units import Unit, composed


@dataclass(frozen=True, slots=True)
class SentParagraph:
    """A paragraph of the draft: its anchor, its text as it was written, its sources, its section's
    heading and which section of the draft that is.
    """

    anchor: str
    text: str
    sources: tuple[str, ...] = ()
    heading: str = ""
    section: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """A draft that went out.

    `owners[n]` is the position of the paragraph that unit n belongs to, None for a heading.

    `cite` says what stood in the file in place of each citation. `sections` are the headings of all
    sections, and `opens[n]` is the section that unit n is the heading of, None for anything else.
    """

    paragraphs: tuple[SentParagraph, ...]
    units: tuple[Unit, ...]
    owners: tuple[int | None, ...]
    cite: Mapping[str, str]
    sections: tuple[str, ...]
    opens: tuple[int | None, ...]

    def first_of(self, section: int) -> int | None:
        """The first paragraph of a section, None where it has none."""
        return next((at for at, paragraph in enumerate(self.paragraphs) if paragraph.section == section), None)

    def restored(self, text: str, owner: int | None) -> str:
        """A returned text with citations in place of what was written for them, and without the
        paragraph's sources.

        The answer of a State may have changed in the record since: then all but the answer tells
        which it is.
        """
        if owner is not None:
            paragraph = self.paragraphs[owner]
            for source in paragraph.sources:
                text = without_last(text, note_of(source))
            for key in CITATION.findall(paragraph.text):
                if key in self.cite:
                    text = _cited_again(text, key, self.cite[key])
        for key, citation in self.cite.items():
            if sum(other == citation for other in self.cite.values()) == 1:
                text = text.replace(markup_of(citation), f"[[{key}]]")
        return text.strip()

    def base(self, owner: int) -> str:
        """A paragraph as its units read, in the same manner as what is returned."""
        units = [replace(unit, text=self.restored(unit.text, owner)) for unit in self.units_of(owner)]
        return composed(units)

    def units_of(self, owner: int) -> list[Unit]:
        """The units of a paragraph, in order."""
        return [unit for unit, of in zip(self.units, self.owners, strict=True) if of == owner]

    def sources_changed(self, owner: int, texts: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
        """(sources of a paragraph that none of its returned units has, those that read otherwise
        with their note).
        """
        sent, whole = "\n".join(unit.text for unit in self.units_of(owner)), "\n".join(texts)
        missing, left = [], whole
        for source in self.paragraphs[owner].sources:
            if note_of(source) in left:
                left = without_last(left, note_of(source))
            elif note_of(source) in sent:
                missing.append(source)
        changed = reworded(missing, sent, whole)
        for source, _note in changed:
            missing.remove(source)
        taken = {note for _, note in changed} | set(notes_in(sent))
        for before, now in replaced(sent, whole):
            own = [source for source in missing if note_of(source) == before]
            if own and now not in taken:
                missing.remove(own[0])
                changed.append((own[0], now))
        return missing, changed


def without_last(text: str, piece: str) -> str:
    """The text without a piece of it, where that stands last."""
    at = text.rfind(piece)
    return text if at < 0 else text[:at] + text[at + len(piece) :]


def _cited_again(text: str, key: str, citation: str) -> str:
    written = markup_of(citation)
    if written in text:
        return text.replace(written, f"[[{key}]]", 1)
    head, comma, _answer = written.rpartition(", ")
    if not comma:
        return text
    return re.sub(rf"{re.escape(head)}(?:, [^()\[\]]{{0,40}})?\)", f"[[{key}]]", text, count=1)
