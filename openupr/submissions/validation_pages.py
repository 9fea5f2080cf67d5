"""The pages of the validation meeting: section by section, read out, and on the projector."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Organisation
from openupr.decisions.voices import NoVoice, why_no_answer
from openupr.web.days import DayField
from openupr.web.languages import in_parts
from openupr.web.large_numbers import number_in
from openupr.web.page_versions import VersionedForm, status_of

from .actions import SEE_SUBMISSION, VALIDATE
from .addresses import SECTION, SUBMISSION
from .citations import citations
from .document import notes_in, numbers_in
from .frame import Drawn, drawn
from .models import ParagraphTranslation, Section, Stance, Submission, with_paragraphs, wording_of, written_paragraphs
from .submissions import organisations_of
from .validation import (
    SectionAnswers,
    answers_by_section,
    end_validation,
    on_projector,
    see_to_objection,
    settle_objection,
    show_to_the_room,
    take_stance,
)
from .writing import neighbours


class SectionStanceForm(VersionedForm):
    """An organisation's answer to a section."""

    not_stored = ("organisation", "says", "wording")

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    says = forms.ChoiceField(
        label=gettext_lazy("It"), choices=Stance.Says, widget=forms.RadioSelect(attrs={"class": "one-of"})
    )
    words = forms.CharField(
        label=gettext_lazy("In its words"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 2})
    )
    # The wording of the page: an organisation must not agree to words that were changed meanwhile.
    wording = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(submission)  # type: ignore[attr-defined]

    def clean_wording(self) -> str:
        """The fingerprint, or "" where it is none."""
        fingerprint = str(self.cleaned_data["wording"])
        return fingerprint if re.fullmatch("[0-9a-f]{64}", fingerprint) else ""


class SeeToForm(forms.Form):
    """The organisation that owns an objection, and the due date."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Owner"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("no owner yet"),
    )
    due = DayField(label=gettext_lazy("Due"), required=False)

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(submission)  # type: ignore[attr-defined]


class SettleObjectionForm(forms.Form):
    """The outcome of an objection."""

    answer = forms.CharField(label=gettext_lazy("Outcome"), max_length=2000, required=False)


@dataclass(frozen=True, slots=True)
class ReadOut:
    """A paragraph as it is read, with its translations."""

    drawn: Drawn
    translations: Sequence[ParagraphTranslation]


def read_out(section: Section) -> list[ReadOut]:
    """The paragraphs of a section. A constant number of queries."""
    sections = with_paragraphs(section.submission.sections.all())
    numbers, notes = numbers_in(sections), notes_in(section.submission, sections)
    paragraphs = next(written_paragraphs(other) for other in sections if other.pk == section.pk)
    prefetch_related_objects(paragraphs, "translations__written_by")
    cite, language = (
        citations([paragraph.text for paragraph in paragraphs], section.submission),
        section.submission.language,
    )
    return [
        ReadOut(
            drawn(
                paragraph.text,
                cite=cite.get,
                language=language,
                first=numbers.get(paragraph.pk),
                first_note=notes[paragraph.pk],
            ),
            list(paragraph.translations.all()),
        )
        for paragraph in paragraphs
    ]


MANY = 6  # above this many voices their letters are smaller, to fit on the screen


@page(SUBMISSION + "validation/projector/", SEE_SUBMISSION)
def validation_projector(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The page for the projector, readable from the last row."""
    context = {"page_name": _("Validation meeting"), **_now(request.about)}
    return coalition_page(request, "submissions/projector.html", context)


@page(SUBMISSION + "validation/projector/stage/", SEE_SUBMISSION)
def validation_stage(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The part of the projector's page that changes; the page requests it every few seconds."""
    return coalition_page(request, "submissions/stage.html", _now(request.about))


def _now(submission: Submission) -> dict[str, Any]:
    now = on_projector(submission)
    if now is None:
        return {"now": None}
    now.answers.section.submission = submission
    context = {"now": now, "paragraphs": read_out(now.answers.section)}
    return context | {"many_spoke": len(now.answers.stances) > MANY}


@page(SUBMISSION + "validation/", SEE_SUBMISSION)
def validation(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All sections with their answers, and the open objections."""
    return _all(request)


def _all(
    request: Request[Submission] | Request[Section],
    *,
    status: int = 200,
    refused: tuple[int, Form] | None = None,
    kept: Form | None = None,
) -> HttpResponse:
    about = request.about.submission if isinstance(request.about, Section) else request.about
    answers = answers_by_section(about)
    number, form = refused or (None, None)
    everybody_agrees = bool(answers) and not any(part.silent or part.objections for part in answers)
    context = {
        "page_name": _("Validation meeting"),
        "sections": answers,
        "shown": next((part.section for part in answers if part.section.on_projector), None),
        "is_agreed": everybody_agrees and not about.is_locked,
        "today": request.today,
        "speaker": _speaks(request),
        "objections": [
            (
                stance,
                form if stance.pk == number else _see_to(stance),
                SettleObjectionForm(auto_id=f"to-{stance.pk}-%s"),
            )
            for part in answers
            for stance in part.objections
        ],
        # Where nothing can be settled any more, no form can return what was typed.
        "kept": kept,
        "settled": [stance for part in answers for stance in part.stances if stance.settled],
    }
    return coalition_page(request, "submissions/validation.html", context, status=status)


def _speaks(request: Request[Submission] | Request[Section]) -> NoVoice | None:
    """Who speaks for the reader's organisation.

    None for those who record answers, and without an organisation.
    """
    if "submissions.validate" in request.may:
        return None
    no_voice = why_no_answer(request.actor, request.about.coalition)
    return no_voice if no_voice.speaker else None


def _see_to(stance: Stance, data: object = None) -> SeeToForm:
    before = {"organisation": stance.seen_to_by_id, "due": stance.due}
    return SeeToForm(data, initial=before, submission=stance.section.submission, auto_id=f"see-{stance.pk}-%s")


def _settle(stance: Stance) -> SettleObjectionForm:
    return SettleObjectionForm(auto_id=f"settle-{stance.pk}-%s")


@page(SECTION + "validation/", SEE_SUBMISSION)
def validation_section(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """One section: its text, and each organisation's answer.

    `?organisation=1&says=object` fills the form in.
    """
    query = {name: request.GET[name] for name in ("organisation", "says") if request.GET.get(name, "").isalnum()}
    about = request.about
    return _page(
        request, form=SectionStanceForm(submission=about.submission, initial={**query, "wording": wording_of(about)})
    )


def _page(request: Request[Section], *, form: Form, status: int = 200) -> HttpResponse:
    about = request.about
    if about.taken_out_at:
        return redirect("submissions:section", about.coalition.key, about.submission_id, about.pk)
    before, after = neighbours(about, list(about.submission.sections.all()))
    context = {
        "page_name": in_parts(about.heading),
        "paragraphs": read_out(about),
        "answers": _of(about),
        "form": form,
        "wording": wording_of(about),
        "speaker": _speaks(request),
        "before": before,
        "after": after,
    }
    return coalition_page(request, "submissions/validation_section.html", context, status=status)


def _of(section: Section) -> SectionAnswers:
    return next(answers for answers in answers_by_section(section.submission) if answers.section.pk == section.pk)


@page(SECTION + "validation/show/", VALIDATE, methods="POST")
def validation_show(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Put this section on the projector."""
    with refusals_on(request):
        show_to_the_room(by=request.actor, section=request.about)
    return _back(request)


@page(SUBMISSION + "validation/end/", VALIDATE, methods="POST")
def validation_end(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Clear the projector."""
    end_validation(by=request.actor, submission=request.about)
    return redirect("submissions:validation", coalition, submission)


@page(SECTION + "validation/say/", VALIDATE, methods="POST")
def stance(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Record an organisation's answer; the last one counts."""
    known = request.about.stances.filter(organisation=number_in(request.POST.get("organisation", ""))).first()
    form = SectionStanceForm(
        request.POST, submission=request.about.submission, initial={"words": known.words} if known else None
    )
    if form.is_valid():
        with refusals_in(form):
            recorded = take_stance(by=request.actor, section=request.about, **form.cleaned_data)
            what = {"organisation": recorded.organisation.name, "says": recorded.get_says_display()}
            messages.success(request, _("Recorded: %(organisation)s %(says)s.") % what)
            if recorded.wording != wording_of(request.about):
                messages.warning(request, _("The section was changed meanwhile: this was said of the wording before."))
            return _back(request)
    return _page(request, status=status_of(form), form=form)


@page(SECTION + "validation/<int:stance>/see-to/", VALIDATE, methods="POST")
def stance_see_to(
    request: Request[Section], coalition: str, submission: int, section: int, stance: int
) -> HttpResponse:
    """Name the owner of an objection, and its due date."""
    objection = _stance(request, stance)
    form = _see_to(objection, request.POST)
    if form.is_valid():
        with refusals_in(form):
            see_to_objection(by=request.actor, stance=objection, **form.cleaned_data)
            return redirect("submissions:validation", coalition, submission)
    return _all(request, status=422, refused=(stance, form))


@page(SECTION + "validation/<int:stance>/settle/", VALIDATE, methods="POST")
def stance_settle(
    request: Request[Section], coalition: str, submission: int, section: int, stance: int
) -> HttpResponse:
    """Settle an objection."""
    objection, form = _stance(request, stance), SettleObjectionForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            settle_objection(by=request.actor, stance=objection, **form.cleaned_data)
        if form.errors:
            return _all(request, status=422, kept=form)
    else:
        messages.error(request, _("The outcome has to fit into 2,000 characters. Nothing was changed."))
    return redirect("submissions:validation", coalition, submission)


def _stance(request: Request[Section], number: int) -> Stance:
    stance = Stance.objects.filter(section=request.about, pk=number).first()
    if stance is None:
        raise Http404
    stance.section = request.about
    return stance


def _back(request: Request[Section]) -> HttpResponseRedirect:
    about = request.about
    return redirect("submissions:validation-section", about.coalition.key, about.submission_id, about.pk)
