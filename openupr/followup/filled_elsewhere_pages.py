"""Send a list out and read it back: forms and steps for a group's part and the Government's
list.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.conformance.check import IntoMemory
from openupr.files.refusal import RefusedFile
from openupr.returning.rows import Cells, RowBack, SentRow, row_mark
from openupr.web.file_forms import FileForm
from openupr.web.parts import Tab

from .filled_elsewhere import PartBack, PartCompared
from .models import Level

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
    """What one row brings: its line, or "" for a new line with `text`; and its cells."""

    key: str
    text: str
    cells: Cells


class TakePartForm(forms.Form):
    """A question for each row of the file that says something new. `plan`: what was read, signed.

    `may_add`: an unknown row may become a new line.
    """

    use_required_attribute = False
    plan = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, part: PartCompared, may_add: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._part = part
        for row in part.rows.differ:
            line = part.lines[row.key]
            choices = [(_HERE, _("Keep what is here: %(said)s") % {"said": _cells_in_words(line.cells)})]
            choices += [
                (str(at), _("Take: %(said)s") % {"said": _cells_in_words(cells)}) for at, cells in enumerate(row.theirs)
            ]
            self._ask(f"row_{row.key}", line.text, choices, None if row.both else "0")
        for question in part.rows.unsure:
            sentence = _("It is: “%(text)s”. Here now: %(said)s")
            lines = {key: part.lines[key] for key in question.candidates}
            choices = [
                (key, sentence % {"text": _short(line.text), "said": _cells_in_words(line.cells)})
                for key, line in lines.items()
            ]
            self._ask(f"place_{question.back.place}", _of_file(question.back), [*choices, *_others(may_add)], None)
        for new in part.new:
            self._ask(f"place_{new.place}", _of_file(new), _others(may_add), _LEAVE)

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
        return [self[f"row_{row.key}"] for row in self._part.rows.differ if not row.both]

    @property
    def conflicts(self) -> list[forms.BoundField]:
        """Rows that changed in both places."""
        return [self[f"row_{row.key}"] for row in self._part.rows.differ if row.both]

    @property
    def unplaced(self) -> list[forms.BoundField]:
        """Rows that only a person can place, and added ones."""
        rows = [question.back for question in self._part.rows.unsure]
        return [self[f"place_{row.place}"] for row in (*rows, *self._part.new)]

    def taken(self) -> list[Decided]:
        """The decisions to write; of a valid form."""
        decisions = []
        for changed_row in self._part.rows.differ:
            chosen = self.cleaned_data[f"row_{changed_row.key}"]
            if chosen != _HERE:
                decisions.append(Decided(changed_row.key, "", changed_row.theirs[int(chosen)]))
        for row in (*(question.back for question in self._part.rows.unsure), *self._part.new):
            chosen = self.cleaned_data[f"place_{row.place}"]
            if chosen != _LEAVE:
                decisions.append(Decided("" if chosen == _NEW else chosen, row.text, row.cells))
        return decisions


def _others(may_add: bool) -> list[tuple[str, str]]:
    new = [(_NEW, _("It is another recommendation: follow it up, in these words"))] if may_add else []
    return [*new, (_LEAVE, _("Leave it out"))]


def _of_file(row: RowBack) -> str:
    sentence = _("Row %(number)s: “%(text)s”. %(said)s")
    return sentence % {"number": row.place, "text": _short(row.text), "said": _cells_in_words(row.cells)}


def _cells_in_words(cells: Cells) -> str:
    level, *words = cells
    if not any(cells):
        return _("nothing yet")
    return " – ".join([str(Level(level).label), *(_short(text) for text in words if text)])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + "…"


_SALT = "followup.part"
_HOURS = 24
_LONGEST_PLAN = 2_000_000  # characters; what a form may bring is limited


@dataclass(frozen=True)
class FileBack:
    """One kind of returned file, and what happens with it.

    `owner` is signed with what was read. `take` writes the decisions, all or nothing, and says how
    many. `page`: choose the file; `take_page`: confirm; `after`: the result.
    """

    owner: str
    read: Callable[[PartBackForm], PartBack]
    compare: Callable[[PartBack], PartCompared]
    take: Callable[[Sequence[Decided]], int]
    page: str
    take_page: str
    after: Tab
    stays: str
    gone: tuple[str, str]
    may_add: bool = True


def upload(
    request: Request[Any], at: FileBack, form: PartBackForm, way_in: IntoMemory, ask: Callable[..., HttpResponse]
) -> HttpResponse:
    """What is in the file that was sent; where it is refused, the page that asks for it."""
    if form.is_valid():
        try:
            back = at.read(form)
            return _preview(request, at, back, at.compare(back))
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return ask(request, form, status=way_in.status if way_in.trouble else 422)


def take(request: Request[Any], at: FileBack) -> HttpResponse:
    """Take over what was shown, as it was decided."""
    try:
        plan = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        plan = {}
    if plan.get("owner") != at.owner:
        messages.error(
            request, _("What was read of the file is no longer at hand. Choose it again; nothing was changed.")
        )
        return redirect(at.page)
    back = PartBack.from_data(plan["back"])
    try:
        part = at.compare(back)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(at.page)
    if _seen(part) != plan["seen"]:
        return _preview(request, at, back, part, meanwhile=True)
    form = TakePartForm(request.POST, part=part, may_add=at.may_add)
    if form.is_valid():
        try:
            with refusals_in(form):
                n = at.take(form.taken())
                sentence = ngettext("Taken over: %(n)s row.", "Taken over: %(n)s rows.", n) % {"n": n}
                messages.success(request, sentence)
                return redirect(at.after.url)
        except SavedMeanwhile:
            return _preview(request, at, back, at.compare(back), meanwhile=True)
    return _preview(request, at, back, part, form=form)


def _left(at: FileBack, part: PartCompared) -> list[tuple[str, str, Sequence[SentRow | RowBack]]]:
    """Rows with which nothing happens: a title, what that means, and the rows."""
    groups: list[tuple[str, str, Sequence[SentRow | RowBack]]] = [
        (_("Empty in the file"), at.stays, [part.lines[key] for key in part.rows.emptied]),
        (_("Not in the file"), at.stays, part.missing),
        (*at.gone, part.gone),
    ]
    return [group for group in groups if group[2]]


def _seen(part: PartCompared) -> str:
    """A short mark of what these lines say now, to notice a later change."""
    keys = {row.key for row in part.rows.differ} | {key for question in part.rows.unsure for key in question.candidates}
    marks = sorted((key, row_mark(part.lines[key].cells)) for key in keys)
    return hashlib.sha256(repr(marks).encode()).hexdigest()


def _preview(
    request: Request[Any],
    at: FileBack,
    back: PartBack,
    part: PartCompared,
    *,
    form: TakePartForm | None = None,
    meanwhile: bool = False,
) -> HttpResponse:
    """What the file says, what is here, and the questions."""
    if form is None:
        plan: dict[str, Any] = {"owner": at.owner, "back": back.as_data(), "seen": _seen(part)}
        signed = signing.dumps(plan, salt=_SALT, compress=True)
        if len(signed) > _LONGEST_PLAN:
            messages.error(request, _("This file holds too much text to be shown at once. Divide it into two files."))
            return redirect(at.page)
        form = TakePartForm(initial={"plan": signed}, part=part, may_add=at.may_add)
    context = {
        "page_name": _("What came back"),
        "found": part,
        "form": form,
        "meanwhile": meanwhile,
        "left": _left(at, part),
        "asks": form.settled or form.conflicts or form.unplaced,
        "at": at,
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return coalition_page(request, "followup/part_back.html", context, status=status)
