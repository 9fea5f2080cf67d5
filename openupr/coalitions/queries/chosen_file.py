"""The file that somebody chose, and what of it is shown."""

from collections.abc import Collection
from dataclasses import dataclass

from openupr.accounts.models import Person

from ..models import ChosenFile, Coalition

_LINES = 200
_REBUILT = ("pdf", "png", "jpg", "csv", "txt")


@dataclass(frozen=True)
class Shown:
    """What a person looks at: pictures of pages by number, or the beginning of a text."""

    file: ChosenFile
    pages: tuple[int, ...]
    text: str = ""

    @property
    def is_picture(self) -> bool:
        return self.file.kind in {"png", "jpg"}

    @property
    def more_pages(self) -> int:
        """Pages that no picture shows."""
        return self.file.pages - len(self.pages) if self.pages else 0


def chosen_file_of(person: Person, coalition: Coalition, *, kinds: Collection[str] = _REBUILT) -> ChosenFile | None:
    """What the person chose last and has not taken yet. `kinds`: others wait for another page."""
    return ChosenFile.objects.filter(person=person, coalition=coalition, kind__in=kinds).first()


def is_another(file: ChosenFile, looked_at: str | None) -> bool:
    """Whether the person chose this one after they looked at the one whose number the page sends: in another tab."""
    return looked_at is not None and looked_at != str(file.pk)


def shown(file: ChosenFile) -> Shown:
    """The file as its page shows it."""
    pages = tuple(file.pictures.values_list("number", flat=True))
    text = bytes(file.data).decode("utf-8-sig") if file.kind in {"csv", "txt"} else ""
    return Shown(file, pages, "\n".join(text.splitlines()[:_LINES]))
