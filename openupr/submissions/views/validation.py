"""The validation meeting: section by section, one organisation after the other."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.voices import NoVoice, why_no_answer
from openupr.web.languages import in_parts

from ..actions.drafting import SEE_SUBMISSION, VALIDATE
from ..addresses import SECTION, SUBMISSION
from ..forms.validation import SeeToForm, SettleObjectionForm, StanceForm
from ..models import Section, Stance, Submission, wording_of
from ..queries.section import neighbours
from ..queries.validation import SectionAnswers, answers_by_section
from ..services.together import settle_objection, take_stance
from ..services.validating import end_validation, see_to_objection, show_to_the_room
from .reading_out import read_out


@page(SUBMISSION + "validation/", SEE_SUBMISSION)
def validation(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All sections with what was said, and the objections that are open."""
    return _all(request)


def _all(
    request: Request[Submission] | Request[Section],
    *,
    status: int = 200,
    refused: tuple[int, Form] | None = None,
    kept: Form | None = None,
) -> HttpResponse:
    about = request.about.submission if isinstance(request.about, Section) else request.about
    found = answers_by_section(about)
    number, form = refused or (None, None)
    everybody_agrees = bool(found) and not any(each.silent or each.objections for each in found)
    given = {
        "page_name": _("Validation meeting"),
        "sections": found,
        "shown": next((each.section for each in found if each.section.on_projector), None),
        "is_agreed": everybody_agrees and not about.is_locked,
        "today": request.today,
        "speaker": _speaks(request),
        "objections": [
            (
                stance,
                form if stance.pk == number else _see_to(stance),
                SettleObjectionForm(auto_id=f"to-{stance.pk}-%s"),
            )
            for each in found
            for stance in each.objections
        ],
        # Where nothing can be settled any more there is no form to give what was typed back in.
        "kept": kept,
        "settled": [stance for each in found for stance in each.stances if stance.settled],
    }
    return coalition_page(request, "submissions/validation.html", given, status=status)


def _speaks(request: Request[Submission] | Request[Section]) -> NoVoice | None:
    """Who speaks for the reader's organisation; None for those who record what is said, and without an organisation."""
    if "submissions.validate" in request.may:
        return None
    found = why_no_answer(request.actor, request.about.coalition)
    return found if found.speaker else None


def _see_to(stance: Stance, data: object = None) -> SeeToForm:
    before = {"organisation": stance.seen_to_by_id, "due": stance.due}
    return SeeToForm(data, initial=before, submission=stance.section.submission, auto_id=f"see-{stance.pk}-%s")


def _settle(stance: Stance) -> SettleObjectionForm:
    return SettleObjectionForm(auto_id=f"settle-{stance.pk}-%s")


@page(SECTION + "validation/", SEE_SUBMISSION)
def validation_section(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """One section: its text, and what each organisation says; `?organisation=1&says=object` fills the form in."""
    asked = {name: request.GET[name] for name in ("organisation", "says") if request.GET.get(name, "").isalnum()}
    about = request.about
    return _page(request, form=StanceForm(submission=about.submission, initial={**asked, "wording": wording_of(about)}))


def _page(request: Request[Section], *, form: Form, status: int = 200) -> HttpResponse:
    about = request.about
    if about.taken_out_at:
        return redirect("submissions:section", about.coalition.key, about.submission_id, about.pk)
    before, after = neighbours(about, list(about.submission.sections.all()))
    given = {
        "page_name": in_parts(about.heading),
        "paragraphs": read_out(about),
        "answers": _of(about),
        "form": form,
        "wording": wording_of(about),
        "speaker": _speaks(request),
        "before": before,
        "after": after,
    }
    return coalition_page(request, "submissions/validation_section.html", given, status=status)


def _of(section: Section) -> SectionAnswers:
    return next(each for each in answers_by_section(section.submission) if each.section.pk == section.pk)


@page(SECTION + "validation/show/", VALIDATE, methods="POST")
def validation_show(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """The room sees this section now."""
    with refusals_on(request):
        show_to_the_room(by=request.actor, section=request.about)
    return _back(request)


@page(SUBMISSION + "validation/end/", VALIDATE, methods="POST")
def validation_end(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Nothing is on the projector any more."""
    end_validation(by=request.actor, submission=request.about)
    return redirect("submissions:validation", coalition, submission)


@page(SECTION + "validation/say/", VALIDATE, methods="POST")
def stance(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Record what an organisation says; the last word counts."""
    form = StanceForm(request.POST, submission=request.about.submission)
    if form.is_valid():
        with refusals_in(form):
            said = take_stance(by=request.actor, section=request.about, **form.cleaned_data)
            what = {"organisation": said.organisation.name, "says": said.get_says_display()}
            messages.success(request, _("Recorded: %(organisation)s %(says)s.") % what)
            if said.wording != wording_of(request.about):
                messages.warning(request, _("The section was changed meanwhile: this was said of the wording before."))
            return _back(request)
    return _page(request, status=422, form=form)


@page(SECTION + "validation/<int:stance>/see-to/", VALIDATE, methods="POST")
def stance_see_to(
    request: Request[Section], coalition: str, submission: int, section: int, stance: int
) -> HttpResponse:
    """Which organisation owns an objection, and when it is due."""
    found = _stance(request, stance)
    form = _see_to(found, request.POST)
    if form.is_valid():
        with refusals_in(form):
            see_to_objection(by=request.actor, stance=found, **form.cleaned_data)
            return redirect("submissions:validation", coalition, submission)
    return _all(request, status=422, refused=(stance, form))


@page(SECTION + "validation/<int:stance>/settle/", VALIDATE, methods="POST")
def stance_settle(
    request: Request[Section], coalition: str, submission: int, section: int, stance: int
) -> HttpResponse:
    """An objection is dealt with."""
    found, form = _stance(request, stance), SettleObjectionForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            settle_objection(by=request.actor, stance=found, **form.cleaned_data)
        if form.errors:
            return _all(request, status=422, kept=form)
    else:
        messages.error(request, _("The outcome has to fit into 2,000 characters. Nothing was changed."))
    return redirect("submissions:validation", coalition, submission)


def _stance(request: Request[Section], number: int) -> Stance:
    found = Stance.objects.filter(section=request.about, pk=number).first()
    if found is None:
        raise Http404
    found.section = request.about
    return found


def _back(request: Request[Section]) -> HttpResponseRedirect:
    about = request.about
    return redirect("submissions:validation-section", about.coalition.key, about.submission_id, about.pk)
