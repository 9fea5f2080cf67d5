"""The languages that people write in, by the codes of ISO 639-1, which are BCP 47 codes too."""

from dataclasses import dataclass

from openupr.upr.tables import rows


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its code and English name."""

    code: str
    name: str

    def __str__(self) -> str:
        return self.name


LANGUAGES = tuple(Language(row["code"], row["name"]) for row in rows("languages"))
_BY_CODE = {entry.code: entry for entry in LANGUAGES}


def language(code: str) -> Language:
    """The language with this code; KeyError when there is none."""
    return _BY_CODE[code]
