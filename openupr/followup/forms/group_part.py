"""A group's part that came back as a file, and what is decided on it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.returning.rows import Cells, RowBack
from openupr.web.file_forms import FileForm

from ..models import Level
from ..queries.filled_elsewhere import PartCompared

_HERE, _NEW, _LEAVE = "here", "new", "leave"
_SHOWN = 300


class PartBackForm(FileForm):
    """The file that came back."""

    document = forms.FileField(
        label=gettext_lazy("Changed file"),
        help_text=gettext_lazy("The Word or Excel file, at most 10 MB. It is read in memory; the file is not kept."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
    )


class AnswersBackForm(PartBackForm):
    """The Government's file that came back, and where the Government says what is in it."""

    source = forms.CharField(
        label=gettext_lazy("Source of the answers"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Such as: letter of the Ministry of Justice, 3 May 2027."),
    )


class Decided(NamedTuple):
    """What is taken of a row: the line that it is, "" where it becomes a new one with `text`, and its cells."""

    key: str
    text: str
    cells: Cells


class TakePartForm(forms.Form):
    """A question for each row of the file that says something new. `plan` is what was read of the file, signed.

    `may_add`: a row that is none of the lines may become one.
    """

    use_required_attribute = False
    plan = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, found: PartCompared, may_add: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found = found
        for each in found.rows.differ:
            line = found.lines[each.key]
            choices = [(_HERE, _("Keep what is here: %(said)s") % {"said": _said(line.cells)})]
            choices += [(str(at), _("Take: %(said)s") % {"said": _said(cells)}) for at, cells in enumerate(each.theirs)]
            self._ask(f"row_{each.key}", line.text, choices, None if each.both else "0")
        for question in found.rows.unsure:
            told = _("It is: “%(text)s”. Here now: %(said)s")
            lines = {key: found.lines[key] for key in question.candidates}
            choices = [
                (key, told % {"text": _short(line.text), "said": _said(line.cells)}) for key, line in lines.items()
            ]
            self._ask(f"place_{question.back.place}", _of_file(question.back), [*choices, *_others(may_add)], None)
        for row in found.new:
            self._ask(f"place_{row.place}", _of_file(row), _others(may_add), _LEAVE)

    def _ask(self, name: str, label: str, choices: Sequence[tuple[str, str]], initial: str | None) -> None:
        self.fields[name] = forms.ChoiceField(
            label=_short(label),
            choices=choices,
            initial=initial,
            widget=forms.RadioSelect(attrs={"class": "one-of"}),
            error_messages={"required": _("Choose one.")},
        )

    @property
    def settled(self) -> list[forms.BoundField]:
        """Rows that changed in the file alone."""
        return [self[f"row_{each.key}"] for each in self._found.rows.differ if not each.both]

    @property
    def conflicts(self) -> list[forms.BoundField]:
        """Rows that changed in both places."""
        return [self[f"row_{each.key}"] for each in self._found.rows.differ if each.both]

    @property
    def unplaced(self) -> list[forms.BoundField]:
        """Rows that only a person can place, and added ones."""
        rows = [each.back for each in self._found.rows.unsure]
        return [self[f"place_{row.place}"] for row in (*rows, *self._found.new)]

    def taken(self) -> list[Decided]:
        """What is to be written; of a valid form."""
        found = []
        for each in self._found.rows.differ:
            chosen = self.cleaned_data[f"row_{each.key}"]
            if chosen != _HERE:
                found.append(Decided(each.key, "", each.theirs[int(chosen)]))
        for row in (*(each.back for each in self._found.rows.unsure), *self._found.new):
            chosen = self.cleaned_data[f"place_{row.place}"]
            if chosen != _LEAVE:
                found.append(Decided("" if chosen == _NEW else chosen, row.text, row.cells))
        return found


def _others(may_add: bool) -> list[tuple[str, str]]:
    new = [(_NEW, _("It is another recommendation: follow it up, in these words"))] if may_add else []
    return [*new, (_LEAVE, _("Leave it out"))]


def _of_file(row: RowBack) -> str:
    told = _("Row %(number)s: “%(text)s”. %(said)s")
    return told % {"number": row.place, "text": _short(row.text), "said": _said(row.cells)}


def _said(cells: Cells) -> str:
    level, *words = cells
    if not any(cells):
        return _("nothing yet")
    return " – ".join([str(Level(level).label), *(_short(text) for text in words if text)])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + "…"
