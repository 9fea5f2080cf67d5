"""Materials: how many and how large. A term list as it is typed or pasted."""

from openupr.coalitions.rules.refusals import Refused

MOST_FILES = 60
# Of all of one workshop: they lie in the database, and so in every backup.
MOST_BYTES = 100_000_000
MOST_TERMS = 2000


class TooManyMaterials(Refused):
    """More than a workshop hands out."""

    def __init__(self) -> None:
        super().__init__(
            f"A workshop keeps {MOST_FILES} files and {MOST_BYTES // 1_000_000} MB at the most. Take one out first."
        )


class NotATerm(Refused):
    """A line without two words."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"Line {line} is no pair: write the English word, a semicolon (or a tab), the Khmer word; a second "
            "semicolon may begin a note. Nothing was changed."
        )


class TooManyTerms(Refused):
    """More than a list that somebody reads."""

    def __init__(self) -> None:
        super().__init__("A term list has %(most)s rows at the most. Nothing was changed.", most=MOST_TERMS)


def pairs_in(text: str) -> list[tuple[str, str, str]]:
    """(English, Khmer, note) of each line, in order. Raises NotATerm."""
    pairs = []
    for number, line in enumerate(text.replace("\x00", "").splitlines(), start=1):
        if not line.strip():
            continue
        cells = [" ".join(cell.split()) for cell in line.replace("\t", ";").split(";", 2)]
        english, khmer, note = (*cells, "", "")[:3]
        if not english or not khmer or len(english) > 120 or len(khmer) > 200:
            raise NotATerm(number)
        pairs.append((english, khmer, note[:200]))
    return pairs
