"""How a group's texts become paragraphs, and whether they have changed since."""

import re
from collections.abc import Sequence

from openupr.documents.light_markup import markup_of

# The beginning of a point to be written; it is removed when a person writes the text.
TO_WRITE = "✎ "
_KINDS = (
    ("recommendations", re.compile(r"\bwe recommend\b|^recommendations?\b", re.I)),
    (
        "follow-up",
        re.compile(r"\b(recommended before|(earlier|previous) recommendations?|done since)\b", re.IGNORECASE),
    ),
)


def to_write(point: str, *, heading: str = "", wanted: str = "") -> str:
    """A point of an outline as a paragraph to be written, with its heading."""
    beneath = f"**{markup_of(heading)}:** " if heading.strip() else ""
    evidence = f" ({markup_of(wanted)})" if wanted.strip() else ""
    return f"{TO_WRITE}{beneath}{markup_of(point)}{evidence}"


def kind_of_point(point: str, heading: str = "") -> str:
    """The kind of section for a point of an outline; "developments" where nothing says
    otherwise.
    """
    return next((kind for kind, pattern in _KINDS if pattern.search(point) or pattern.search(heading)), "developments")


def follow_up_text(text: str, *, key: str, done: str, note: str, sources: Sequence[str]) -> str:
    """The paragraph on an earlier recommendation: its text, how far it was carried out, and
    sources.

    `key` cites it in the record; each source is an end note. `done` is "" where it was not
    assessed.
    """
    # One full stop, wherever the record's text ends: before what follows, and after what is cited.
    recommendation = text.rstrip(" ;,:." if key else " ;,:")
    stop = "" if recommendation.endswith((".", "!", "?")) else "."
    cited = f" [[{key}]]" if key else ""
    notes = "".join(f"^[{markup_of(source)}]" for source in sources)
    sentence = f" {markup_of(note)}" if note.strip() else ""
    level = f" **{markup_of(done.capitalize())}.**" if done else ""
    return f"*{markup_of(recommendation)}*{cited}{stop}{level}{sentence}{notes}"
