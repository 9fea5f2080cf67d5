"""How a group's texts become paragraphs, and whether they have changed since."""

import re
from collections.abc import Sequence

# What would be markup in a text that was written without any.
_SPECIAL = re.compile(r"([\\*_\[\]^|`])")


def markup_of(text: str) -> str:
    """A plain text as markup that says exactly that, in one paragraph."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def follow_up_text(text: str, *, key: str, done: str, note: str, sources: Sequence[str]) -> str:
    """The paragraph on an earlier recommendation: what it was, how far it was carried out, from which sources.

    `key` cites it in the record; each source is an end note.
    """
    cited = f" [[{key}]]" if key else ""
    notes = "".join(f"^[{markup_of(source)}]" for source in sources)
    told = f" {markup_of(note)}" if note.strip() else ""
    return f"*{markup_of(text)}*{cited} **{markup_of(done.capitalize())}.**{told}{notes}"
