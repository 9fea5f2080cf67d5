"""Files that somebody uploads: kept to look at, or led to the page of their kind."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.files.rebuilding import Rebuilt
from openupr.web.hooks import Hook

from .actions.coalition import CHOOSE_FILE
from .models import ChosenFile, ChosenPage, Coalition

_LINES = 200
_REBUILT = ("pdf", "png", "jpg", "csv", "txt")


@dataclass(frozen=True)
class ShownFile:
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
    """Whether the person chose this file in another tab, after they looked at the one whose number
    the page sends.
    """
    return looked_at is not None and looked_at != str(file.pk)


def shown(file: ChosenFile) -> ShownFile:
    """The file as its page shows it."""
    pages = tuple(file.pictures.values_list("number", flat=True))
    text = bytes(file.data).decode("utf-8-sig") if file.kind in {"csv", "txt"} else ""
    return ShownFile(file, pages, "\n".join(text.splitlines()[:_LINES]))


KEPT = timedelta(days=1)


@act(CHOOSE_FILE, about="coalition")
def choose_file(*, by: Person, coalition: Coalition, rebuilt: Rebuilt, now: datetime) -> ChosenFile:
    """Keep the file for its person to look at, in place of an earlier one; delete files that
    anybody left for over a day.
    """
    ChosenFile.objects.filter(chosen_at__lt=now - KEPT).delete()
    ChosenFile.objects.filter(coalition=coalition, person=by).delete()
    chosen_file = ChosenFile.objects.create(
        coalition=coalition,
        person=by,
        kind=rebuilt.kind,
        data=rebuilt.data,
        pages=rebuilt.pages,
        lost_notes=rebuilt.lost_notes,
        chosen_at=now,
    )
    pictures = enumerate(rebuilt.pictures, start=1)
    ChosenPage.objects.bulk_create(ChosenPage(file=chosen_file, number=number, data=data) for number, data in pictures)
    return chosen_file


@act(CHOOSE_FILE, about="coalition")
def leave_file(*, by: Person, coalition: Coalition) -> None:
    """Delete what the person chose: it was taken, or is not wanted."""
    ChosenFile.objects.filter(coalition=coalition, person=by).delete()


@dataclass(frozen=True, slots=True)
class FileCameBack:
    """The page that a file belongs to. `takes_file`: the page reads the same file; otherwise a
    person types its content.
    """

    address: str
    takes_file: bool = True


# Given a coalition and the bytes of a file: where it belongs, None where the app does not know it.
# Raises RefusedFile.
CAME_BACK = Hook[Callable[[Coalition, bytes], FileCameBack | None]]("CAME_BACK")


def where_it_belongs(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The first page that knows the file. Raises RefusedFile for a file that cannot be read."""
    return next((file for recognise in CAME_BACK if (file := recognise(coalition, data))), None)
