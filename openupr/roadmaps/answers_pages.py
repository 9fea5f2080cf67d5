"""Answering one question, or all of a paper sheet; the sheet itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Group
from openupr.coalitions.rules.texts import LONGEST
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.documents.printing import CannotPrint, pdf
from openupr.languages.confirmations import all_confirmed
from openupr.proposals.rules.proposals import ASKED_FOR
from openupr.proposals.two_texts import JoinedTextField, both_in_one
from openupr.web.days import DayField
from openupr.web.downloads import PDF, attachment

from .actions import ANSWER, SEE_ROADMAP
from .answers import SheetMeanwhile, Typed, TypedIn, answer, answer_details, answer_of, history_of, type_in, version_of
from .models import Answer, AnswerVersion
from .record_answer import record_answer
from .roadmap import Roadmap, RoadmapLine, advice, possible_owners, question_text, roadmap_of
from .roadmap_pages import shown_record
from .rules.paper import SINCE
from .rules.roadmap import Kind, NoSuchQuestion, RoadmapQuestion, questions, roadmap_question

_ROWS = {Kind.RECOMMENDATIONS: 8}
_ON_PAPER = {
    Kind.RECOMMENDATIONS: gettext_lazy(
        "Each on a line of its own, or numbered: every new one becomes a draft of the group."
    )
}


def _help(line: RoadmapLine) -> Any:
    """What to write beside a question of the sheet."""
    if line.by_itself:
        return _("The group's pages answer this. Add only what they do not say.")
    return _ON_PAPER.get(line.question.kind) or advice(line.question)


def _day(label: Any, **more: Any) -> DayField:
    return DayField(label=label, required=False, since=SINCE, **more)


class RoadmapAnswerForm(forms.Form):
    """One answer; `version` is the one that was open."""

    text = JoinedTextField(
        label=gettext_lazy("The group's answer"),
        required=False,
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    day = _day(gettext_lazy("The day"), help_text=gettext_lazy("It goes into the timeline."))
    state = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=Answer.State.choices,
        help_text=gettext_lazy("“Save as done” finishes the question."),
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Owner"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("no owner yet"),
    )
    due = _day(gettext_lazy("Answer needed by"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, group: Group, question: RoadmapQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A button of its own finishes what `answer` leaves in progress.
        self.may_finish = self.initial.get("state") != Answer.State.DONE
        if not self.may_finish:
            self.fields["state"].help_text = ""
        elif question.day_answers:
            self.fields["state"].help_text = _("“Save as done” finishes the question. So does its day.")
        # It is what the page asks for: with a status or a day alone it may stay empty.
        self.fields["text"].is_sometimes_needed = not question.day_answers  # type: ignore[attr-defined]
        self.fields["owner"].queryset = possible_owners(group)  # type: ignore[attr-defined]
        if not question.day_answers:
            self.fields["day"].label = _("Day of this step")
        if not question.names_day:
            del self.fields["day"]

    @staticmethod
    def initial_of(answer: Answer | AnswerVersion | None) -> dict[str, Any]:
        """What the fields hold for an answer that was given."""
        if answer is None:
            return {"state": Answer.State.OPEN, "version": 0}
        return {name: getattr(answer, name) for name in ("text", "day", "state", "due", "version")} | {
            "owner": answer.owner_id
        }


class SheetForm(forms.Form):
    """All questions in the order of the paper sheet, to be typed in; what was answered before
    stands there.
    """

    def __init__(self, *args: Any, roadmap: Roadmap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in roadmap.lines:
            number, answer = line.question.number, line.answer
            self.fields[f"text-{number}"] = forms.CharField(
                label=f"{number}. {line.asked}",
                required=False,
                max_length=LONGEST * 2,
                initial=answer.text if answer else "",
                help_text=_help(line),
                widget=forms.Textarea(attrs={"rows": _ROWS.get(line.question.kind, 3)}),
            )
            if line.question.names_day:
                self.fields[f"day-{number}"] = _day(
                    _("The day") if line.question.day_answers else _("Day of this step"),
                    initial=answer.day if answer else None,
                )
            version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=answer.version if answer else 0)
            self.fields[f"version-{number}"] = version

    def answers(self) -> Iterator[tuple[RoadmapQuestion, dict[str, Any]]]:
        """(question, what was typed) of each question."""
        for question in questions():
            values = {name: self.cleaned_data.get(f"{name}-{question.number}") for name in ("text", "day", "version")}
            yield question, values

    def by_question(self) -> list[list[BoundField]]:
        """The fields of each question, as the page draws them."""
        return [[field for field in self if field.name.endswith(f"-{question.number}")] for question in questions()]


@page(GROUP + "roadmap/<int:number>/", ANSWER, methods="GET POST")
def roadmap_answer(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Answer one question; where somebody saved meanwhile, both texts are shown."""
    question = _question(number)
    initial = RoadmapAnswerForm.initial_of(answer_of(request.about, number))
    form = RoadmapAnswerForm(request.POST or None, initial=initial, group=request.about, question=question)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_in(form):
                answer(by=request.actor, group=request.about, question=number, now=request.now, **form.cleaned_data)
                messages.success(request, _("Saved."))
                return redirect(f"{reverse('roadmaps:roadmap', args=[coalition, group])}#question-{number}")
        except SavedMeanwhile as meanwhile:
            return _both(request, question, form, meanwhile)
    return _draw_answer(request, question, form)


def _both(
    request: Request[Group], question: RoadmapQuestion, form: RoadmapAnswerForm, meanwhile: SavedMeanwhile
) -> HttpResponse:
    """Both versions whole, each to be taken as it is; below, both texts in one, and what each
    changed besides.
    """
    group, number = request.about, question.number
    saved, opened = answer_of(group, number), version_of(group, number, form.cleaned_data["version"])
    chosen = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    theirs, before = RoadmapAnswerForm.initial_of(saved), RoadmapAnswerForm.initial_of(opened)
    yours = RoadmapAnswerForm.initial_of(Answer(**chosen)) | {"version": meanwhile.version}
    joined = {name: theirs.get(name) if yours[name] == before.get(name) else yours[name] for name in yours}
    about: dict[str, Any] = {"group": group, "question": question}
    last = None if question.names_day else -1
    both = {
        "theirs": answer_details(saved)[:last] if saved else [],
        "yours": answer_details(Answer(**chosen))[:last],
        "keep_mine": RoadmapAnswerForm(initial=yours, auto_id=False, **about),
        "meanwhile": meanwhile,
    }
    one = both_in_one(opened.text if opened else "", meanwhile)
    fresh = RoadmapAnswerForm(initial=joined | {"text": one.text, "version": yours["version"]}, **about)
    return _draw_answer(request, question, fresh, status=409, in_one=one, **both)


def _draw_answer(
    request: Request[Group],
    question: RoadmapQuestion,
    form: RoadmapAnswerForm,
    *,
    status: int = 200,
    **both: Any,
) -> HttpResponse:
    context: dict[str, Any] = {
        "page_name": question_text(question),
        "advice": advice(question),
        "question": question,
        "how_many": len(questions()),
        "form": form,
        **both,
    }
    if question.from_the_record:
        context |= shown_record(record_answer(request.about, today=request.today))
    return coalition_page(request, "roadmaps/answer.html", context, status=status)


def _question(number: int) -> RoadmapQuestion:
    try:
        return roadmap_question(number)
    except NoSuchQuestion as missing:
        raise Http404 from missing


@page(GROUP + "roadmap/<int:number>/history/", SEE_ROADMAP)
def roadmap_history(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Every text, state, owner and day that an answer had."""
    question = _question(number)
    context = {
        "page_name": _("How this answer came to be"),
        "question": question,
        "asked": question_text(question),
        "versions": history_of(request.about, number),
    }
    return coalition_page(request, "roadmaps/history.html", context)


_STYLE = Path(__file__).parent / "static" / "roadmaps" / "sheet.css"


def _sheet(request: Request[Group]) -> dict[str, Any]:
    """The sheet's questions with the lines to write on; English, and Khmer beside it where the
    coalition uses it.

    Each recommendation has a numbered place, so that typing in keeps them apart.
    """
    return {
        "group": request.about,
        "coalition": request.about.coalition,
        "khmer": "km" in request.about.coalition.languages or request.GET.get("language") == "km",
        "unreviewed": not all_confirmed((question.en, question.km) for question in questions()),
        "questions": [(question, question_text(question), range(question.lines)) for question in questions()],
        "places": range(1, ASKED_FOR + 1),
    }


@page(GROUP + "roadmap/blank/", SEE_ROADMAP)
def roadmap_blank(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The blank sheet as a page, to be printed from the browser."""
    return coalition_page(request, "roadmaps/blank.html", {"page_name": _("Blank roadmap"), **_sheet(request)})


@page(GROUP + "roadmap/blank.pdf", SEE_ROADMAP)
def roadmap_blank_pdf(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The blank sheet as PDF, one page front and back."""
    html = render_to_string("roadmaps/sheet.html", _sheet(request))
    try:
        return attachment("roadmap-blank.pdf", pdf(html, css=_STYLE.read_text()), PDF)
    except CannotPrint as reason:
        return render(request, "not_permitted.html", {"sentence": str(reason)}, status=503)


@page(GROUP + "roadmap/type-in/", ANSWER, methods="GET POST")
def roadmap_type_in(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Type a sheet in, in its order; all of it is saved, or nothing."""
    roadmap = roadmap_of(request.about, today=request.today)
    form = SheetForm(request.POST or None, roadmap=roadmap)
    status, meanwhile = 200, None
    if request.method == "POST" and form.is_valid():
        sheet = [Typed(question=question.number, **values) for question, values in form.answers()]
        try:
            with refusals_in(form):
                done = type_in(by=request.actor, group=request.about, sheet=sheet, now=request.now)
                messages.success(request, _saved_sentence(done))
                return redirect("roadmaps:roadmap", coalition, group)
        except SheetMeanwhile as conflict:
            status, meanwhile, form = 409, conflict, _with_their_version(form, conflict, roadmap)
    context = {
        "page_name": _("Answer all in one form"),
        "form": form,
        "meanwhile": meanwhile,
        "questions": form.by_question(),
    }
    if meanwhile:
        context["theirs"] = answer_of(request.about, meanwhile.question)
    return coalition_page(request, "roadmaps/type_in.html", context, status=status)


def _saved_sentence(done: TypedIn) -> str:
    changed, drafted = done.changed, len(done.drafted)
    sentence = ngettext("Saved: %(n)s answer changed.", "Saved: %(n)s answers changed.", changed) % {"n": changed}
    if drafted:
        more = ngettext(
            "%(n)s recommendation was drafted from the sheet: improve it under “Recommendations”.",
            "%(n)s recommendations were drafted from the sheet: improve them under “Recommendations”.",
            drafted,
        )
        sentence += " " + more % {"n": drafted}
    return sentence


def _with_their_version(form: SheetForm, conflict: SheetMeanwhile, roadmap: Any) -> SheetForm:
    """What was typed, with the version that somebody else saved: saving again replaces that one."""
    newer = {f"version-{conflict.question}": str(conflict.meanwhile.version)}
    return SheetForm({name: form.data[name] for name in form.data} | newer, roadmap=roadmap)
