"""A submission as it stands, as data; two of them compared."""

from dataclasses import dataclass
from typing import Any

from ..models import Edition, Submission, told
from ..rules.changes import share_changed

Content = dict[str, Any]


def content_of(submission: Submission) -> Content:
    """The sections and paragraphs, texts and anchors only, and which files are annexed: what an edition keeps.

    Four queries.
    """
    sections = submission.sections.prefetch_related("paragraphs__claims")
    return {
        "title": submission.title,
        "sections": [
            {
                "heading": section.heading,
                "kind": section.kind,
                "paragraphs": [
                    {
                        "anchor": paragraph.anchor,
                        "text": paragraph.text,
                        "sources": [claim.source for claim in paragraph.claims.all()],
                    }
                    for paragraph in told(section)
                ],
            }
            for section in sections
        ],
        "annexes": [{"title": each.title, "sha256": each.sha256} for each in submission.annex_files.all()],
    }


def texts(content: Content) -> list[str]:
    """What a reader reads of it: headings, paragraphs and their sources, titles of annexed files."""
    annexes = [each["title"] for each in content.get("annexes", ())]
    return annexes + [
        text
        for section in content["sections"]
        for text in (
            section["heading"],
            *(piece for each in section["paragraphs"] for piece in (each["text"], *each["sources"])),
        )
    ]


def changed_since(edition: Edition, now: Content) -> float:
    """Which share of the words has changed since an edition, 0 to 1. An annex counts as the rest does."""
    return 0.0 if edition.content == now else share_changed(texts(edition.content), texts(now))


@dataclass(frozen=True, slots=True)
class Compared:
    """One place of two editions: a heading, or a paragraph."""

    heading: str
    anchor: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def compared(before: Content, after: Content) -> list[Compared]:
    """The paragraphs of both, those that stand now in their order, then those that went."""
    old, new = _by_anchor(before), _by_anchor(after)
    standing = [Compared(heading, key, old.get(key, ("", ""))[1], text) for key, (heading, text) in new.items()]
    gone = [Compared(heading, key, text, "") for key, (heading, text) in old.items() if key not in new]
    return standing + gone


def _by_anchor(content: Content) -> dict[str, tuple[str, str]]:
    """(heading, text) of each paragraph, in order."""
    return {
        each["anchor"]: (section["heading"], each["text"])
        for section in content["sections"]
        for each in section["paragraphs"]
    }
