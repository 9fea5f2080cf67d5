"""Settling the problems of a UN document: the page's picture beside what was read of it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from openupr.accounts.pages import page
from openupr.files.own_process import ManyFiles
from openupr.undocs import Problem
from openupr.undocs.corrections import Correction
from openupr.undocs.values import DocumentPassage, ReadItem
from openupr.upr.names import UnknownName
from openupr.upr.states import by_iso3, find_state
from openupr.web.clock import TimedRequest

from .actions import IMPORT_FILES
from .answer_changes import changed_answers
from .demo import demo_rows
from .document_problems import Waiting, kept_document, picture_of_page, recommendations_answered, waiting_document
from .edition import somebody_imports
from .file_import import import_kept_document
from .import_jobs import choose_document, reviews_brought_by, unfinished_batches
from .import_jobs_pages import for_importers
from .import_reports_pages import line, links_of_document
from .importing.documents import on_word_borders
from .index_building import refresh_index
from .models import ImportedFile, SourceRecord
from .tasks import import_waiting_file
from .un_documents import remove_document, save_addition, save_correction, undo_corrections

_UNDECIDED, _SUPPORTED, _NOTED, _PARTLY, _PENDING = (
    ("", gettext_lazy("Choose a position")),
    ("supported", gettext_lazy("Supported")),
    ("noted", gettext_lazy("Noted")),
    ("partly", gettext_lazy("Partly supported")),
    ("pending", gettext_lazy("To be examined")),
)


def _states_field() -> forms.CharField:
    """The names of several States in one line."""
    return forms.CharField(
        label=gettext_lazy("Recommending States"),
        help_text=gettext_lazy("Separate several with a semicolon."),
        required=False,
        max_length=1000,
    )


def _states_named(text: str) -> tuple[str, ...]:
    """ISO codes. Raises ValidationError for a name that no State has."""
    codes = []
    for name in text.split(";"):
        if name.strip():
            try:
                codes.append(find_state(name).iso3)
            except UnknownName as unknown:
                raise forms.ValidationError(str(unknown)) from None
    return tuple(codes)


class CorrectionForm(forms.Form):
    """What a person decides about one problem.

    A recommendation has number, text, States and position; an answer of an addendum its position.
    """

    use_required_attribute = False
    number = forms.CharField(label=gettext_lazy("Number"), required=False, max_length=20)
    states = _states_field()
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3})
    )
    position = forms.ChoiceField(
        label=gettext_lazy("Position"), choices=[_UNDECIDED, _SUPPORTED, _NOTED, _PARTLY], required=False
    )

    def __init__(self, *args: Any, problem: Problem, waiting: Waiting, **kwargs: Any) -> None:
        items = waiting.items_of(problem)
        if len(items) == 1:
            names = "; ".join(by_iso3(state).name for state in items[0].states)
            read = {name: getattr(items[0], name) for name in ("number", "text", "position")}
            kwargs["initial"] = {**read, "states": names}
        super().__init__(*args, **kwargs | {"prefix": problem.key})
        self.problem = problem
        has_position = problem.number or problem.kind == "all others"
        wanted = {"position"} if waiting.is_addendum and has_position else set()
        if items:
            of_several = {"position"} if problem.kind == "no position" else {"number"}
            wanted = of_several if len(items) > 1 else {"number", "text", "states", "position"}
            choices = [_UNDECIDED, _SUPPORTED, _NOTED, _PARTLY, _PENDING]
            self.fields["position"].choices = choices  # type: ignore[attr-defined]
        for name in list(self.fields):
            if name not in wanted:
                del self.fields[name]
        # Accepting or leaving out needs none of them; saving needs all.
        is_saved = self.data.get("action", "fix") == "fix"
        for field in self.fields.values():
            field.required = is_saved

    def clean_states(self) -> tuple[str, ...]:
        return _states_named(str(self.cleaned_data["states"]))

    def correction(self) -> Correction:
        """The decision, once the form is valid."""
        action = self.data.get("action")
        cleaned = self.cleaned_data
        if action not in ("leave-out", "fix"):
            return Correction("accept")
        if action == "leave-out":
            return Correction("leave-out")
        return Correction(
            "fix",
            number=cleaned.get("number", ""),
            text=cleaned.get("text", ""),
            states=cleaned.get("states", ()),
            position=cleaned.get("position", ""),
        )


class AdditionForm(forms.Form):
    """A recommendation that was not read, written by hand; for an addendum an answer."""

    use_required_attribute = False
    number = forms.RegexField(
        r"^\d{1,3}(\.\d{1,3})?( ?\([a-z]\))?$",
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("As the document prints it, such as 118.12."),
        max_length=20,
        error_messages={"invalid": gettext_lazy("Write the number as the document prints it, such as 118.12.")},
    )
    states = _states_field()
    text = forms.CharField(label=gettext_lazy("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4}))
    position = forms.ChoiceField(label=gettext_lazy("Position"), choices=[_SUPPORTED, _NOTED, _PARTLY, _PENDING])
    page = forms.IntegerField(label=gettext_lazy("Page"), required=False, min_value=1, max_value=1000)

    def __init__(self, *args: Any, waiting: Waiting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "add"})
        self.fields["states"].required = not waiting.is_addendum
        if waiting.is_addendum:
            del self.fields["states"]
            self.fields["text"].required = False
            self.fields["text"].label = _("What the State says")
            self.fields["position"].choices = [_SUPPORTED, _NOTED, _PARTLY]  # type: ignore[attr-defined]

    def clean_states(self) -> tuple[str, ...]:
        return _states_named(str(self.cleaned_data["states"]))

    def correction(self) -> Correction:
        """What is added, once the form is valid."""
        return Correction("add", **self.cleaned_data)


_MOST_ROWS = 8
_NO_DOCUMENT = gettext_lazy("This document does not wait for anybody. Choose the file again on the import page.")


@dataclass(frozen=True, slots=True)
class ProblemCard:
    """A problem, what was read at its place, and the form that settles it."""

    problem: Problem
    rows: Sequence[tuple[ReadItem, str]]
    form: CorrectionForm
    # What is printed elsewhere with the same number.
    same_number: Sequence[ReadItem] = ()
    # Of an addendum: the recommendations that the problem is about, each with its State's name, as
    # the report has them.
    answered: Sequence[tuple[SourceRecord, str]] = ()
    of_addendum: bool = False
    entered: Collection[str] = ()

    @property
    def message(self) -> str:
        return on_word_borders(self.problem.message)

    @property
    def is_missing(self) -> bool:
        return self.problem.kind == "missing number"

    @property
    def is_cut(self) -> bool:
        return self.problem.kind == "cut"

    @property
    def is_elsewhere(self) -> bool:
        return self.problem.kind == "elsewhere"

    @property
    def passages_label(self) -> str:
        if self.of_addendum:
            return _("What the State says")
        return _("The paragraphs that it names") if self.is_elsewhere else _("What the report says further on")

    @property
    def passages(self) -> Sequence[tuple[DocumentPassage, bool, str]]:
        """(passage, whether its number is in the document now, the States' names)."""
        return [(passage, passage.number in self.entered, _names(passage.states)) for passage in self.problem.passages]

    @property
    def is_long(self) -> bool:
        return len(self.rows) > _MOST_ROWS

    @property
    def accept_label(self) -> str:
        if self.is_missing:
            return _("Go on without it")
        if self.is_elsewhere or (self.problem.kind == "range" and not self.can_be_fixed):
            return _("Go on without them")
        return _("Accept as read")

    @property
    def can_be_fixed(self) -> bool:
        return bool(self.form.visible_fields())


@dataclass(frozen=True, slots=True)
class AddedLine:
    """Something added by hand; `key` names it where it is taken away again."""

    key: str
    correction: Correction

    @property
    def states(self) -> str:
        return _names(self.correction.states)


@page("import/documents/<slug:sha256>/", IMPORT_FILES, methods="GET POST")
@never_cache
@for_importers
def document_review(request: TimedRequest, sha256: str) -> HttpResponse:
    """The problems that are left, each with its page; a decision is sent to the same address."""
    waiting = _waiting(sha256, request)
    wrong: CorrectionForm | None = None
    if request.method == "POST":
        problem = next(
            (problem for problem in waiting.as_read.problems if problem.key == request.POST.get("problem")), None
        )
        if problem is None:
            raise Http404(_("This problem is not in the document."))
        wrong = CorrectionForm(request.POST, problem=problem, waiting=waiting)
        if wrong.is_valid():
            correction = wrong.correction()
            save_correction(sha256=sha256, problem=problem.key, correction=correction, now=request.now)
            return redirect("recommendations:document-review", sha256=sha256)
    return _page(request, waiting, wrong=wrong)


@page("import/documents/<slug:sha256>/add/", IMPORT_FILES, methods="POST")
@never_cache
@for_importers
def document_add(request: TimedRequest, sha256: str) -> HttpResponse:
    """Add a recommendation by hand, or take one away again."""
    waiting = _waiting(sha256, request)
    if (added := request.POST.get("remove", "")).startswith("+"):
        undo_corrections(sha256=sha256, only=added)
        return redirect("recommendations:document-review", sha256=sha256)
    form = AdditionForm(request.POST, waiting=waiting)
    if not form.is_valid():
        return _page(request, waiting, adding=form)
    save_addition(sha256=sha256, correction=form.correction(), now=request.now)
    return redirect("recommendations:document-review", sha256=sha256)


@page("import/documents/<slug:sha256>/remove/", IMPORT_FILES, methods="POST")
@never_cache
@for_importers
def document_remove(request: TimedRequest, sha256: str) -> HttpResponse:
    """Remove the file; what was decided stays."""
    _waiting(sha256, request)
    remove_document(sha256)
    return redirect("recommendations:import")


def _page(
    request: TimedRequest, waiting: Waiting, *, wrong: CorrectionForm | None = None, adding: AdditionForm | None = None
) -> HttpResponse:
    number, page = request.GET.get("number", ""), request.GET.get("page", "")
    first: dict[str, object] = {"number": number, "page": page, "position": waiting.position_near(number)}
    if passage := waiting.passage(number):
        first |= {"text": passage.text, "states": _names(passage.states, "; "), "position": passage.position}
    answered = recommendations_answered(waiting.document)
    context = {
        "waiting": waiting,
        "cards": [_card(problem, waiting, wrong, answered) for problem in waiting.document.problems],
        "added": [AddedLine(key, correction) for key, correction in waiting.added],
        "adding": adding or AdditionForm(initial=first, waiting=waiting),
        "is_adding": bool(adding or number),
        "demo": demo_rows(),
        # Beside the form, where it is known which page is meant.
        "shown_page": int(page) if page.isascii() and page.isdigit() and len(page) < 4 else None,
    }
    return render(request, "recommendations/document_review.html", context, status=400 if wrong or adding else 200)


@page("import/documents/<slug:sha256>/<int:number>.png", IMPORT_FILES)
@never_cache
@for_importers
def document_page(request: TimedRequest, sha256: str, number: int) -> HttpResponse:
    """A page of the document as a picture."""
    picture = picture_of_page(sha256, number, now=request.now)
    if picture is None:
        raise Http404(_("There is no such page."))
    return HttpResponse(picture, content_type="image/png")


@page("import/documents/<slug:sha256>/undo/", IMPORT_FILES, methods="POST")
@never_cache
@for_importers
def document_undo(request: TimedRequest, sha256: str) -> HttpResponse:
    """Forget what was decided, and begin again."""
    _waiting(sha256, request)
    undo_corrections(sha256=sha256)
    return redirect("recommendations:document-review", sha256=sha256)


@page("import/documents/<slug:sha256>/import/", IMPORT_FILES, methods="GET POST", in_english=True)
@never_cache
@for_importers
def document_import(request: TimedRequest, sha256: str) -> HttpResponse:
    """Import the document once nothing is left to settle, or a list without the recommendations
    that have problems; then, and when it is opened again, what came of it.
    """
    if request.method == "POST":
        return _import(request, sha256)
    imported = ImportedFile.objects.filter(sha256=sha256).first()
    if imported is None:
        raise Http404(_NO_DOCUMENT)
    context = {
        "imported": imported,
        "links": links_of_document(sha256),
        "reviews_brought": [] if imported.reason else reviews_brought_by([imported.pk]),
        "changed": changed_answers([imported.pk]),
        "review_url": line(imported, now=request.now).review_url,
    }
    return render(request, "recommendations/document_imported.html", context)


def _import(request: TimedRequest, sha256: str) -> HttpResponse:
    """At once where no other import runs and files can be read; else it waits for its turn like a
    chosen file.
    """
    kept = kept_document(sha256, now=request.now)
    if kept is None:
        raise Http404(_NO_DOCUMENT)
    source = ""
    try:
        waiting = _waiting(sha256, request)
        source = waiting.as_read.kind
        if waiting.document.problems and not waiting.refused:
            return redirect("recommendations:document-review", sha256=sha256)
        if not somebody_imports() and not unfinished_batches():
            import_kept_document(waiting.kept, source=source)
            refresh_index()
            return redirect("recommendations:document-import", sha256=sha256)
    except ManyFiles:
        pass
    token = uuid.uuid4().hex
    choose_document(token=token, document=kept, source=source, queue=import_waiting_file.enqueue)
    return redirect("recommendations:import-batch", token=token)


def _waiting(sha256: str, request: TimedRequest) -> Waiting:
    waiting = waiting_document(sha256, now=request.now)
    if waiting is None:
        raise Http404(_NO_DOCUMENT)
    return waiting


def _names(states: Sequence[str], mark: str = ", ") -> str:
    return mark.join(by_iso3(state).name for state in states)


def _card(
    problem: Problem,
    waiting: Waiting,
    wrong: CorrectionForm | None,
    answered: Mapping[str, Sequence[SourceRecord]],
) -> ProblemCard:
    items = waiting.items_of(problem)
    is_this = wrong is not None and wrong.problem.key == problem.key
    form = wrong if is_this and wrong is not None else CorrectionForm(problem=problem, waiting=waiting)
    return ProblemCard(
        problem,
        rows=[(item, _names(item.states)) for item in items],
        form=form,
        same_number=waiting.same_number(problem) if problem.kind == "number twice" else (),
        answered=[(record, record.ask.from_name) for record in answered.get(problem.number, ())],
        of_addendum=waiting.is_addendum,
        entered=waiting.numbers if problem.kind == "elsewhere" else (),
    )
