"""The validation meeting: section by section, one organisation after the other."""

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..forms.together import StanceForm
from ..models import Stance
from ..queries.document import citations
from ..queries.section import neighbours
from ..queries.validation import heard
from ..services.together import settle_objection, take_stance
from .asked import AskedOfOne, AskedOfSection
from .drawing import drawn
from .showing import refusals_in, refusals_told, show


@require_safe
def validation(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """All sections with what was said, and the objections that are open."""
    found = heard(request.about)
    given = {
        "page_name": _("Validation meeting"),
        "sections": found,
        "objections": [each for section in found for each in section.objections],
    }
    return show(request, "submissions/validation.html", given)


@require_safe
def validation_section(request: AskedOfSection, coalition: str, submission: int, section: int) -> HttpResponse:
    """One section for the projector: its text, and what each organisation says."""
    return _page(request)


def _page(request: AskedOfSection, *, status: int = 200, form: Form | None = None) -> HttpResponse:
    about = request.about
    texts = list(about.paragraphs.values_list("text", flat=True))
    cite = citations(texts)
    before, after = neighbours(about)
    given = {
        "page_name": about.heading,
        "texts": [drawn(text, cite=cite.get, language=about.submission.language) for text in texts],
        "heard": next(each for each in heard(about.submission) if each.section.pk == about.pk),
        "form": form or StanceForm(coalition=about.coalition),
        "before": before,
        "after": after,
    }
    return show(request, "submissions/validation_section.html", given, status=status)


@require_POST
def stance(request: AskedOfSection, coalition: str, submission: int, section: int) -> HttpResponse:
    """Record what an organisation says; the last word counts."""
    form = StanceForm(request.POST, coalition=request.about.coalition)
    if form.is_valid():
        with refusals_in(form):
            take_stance(by=request.actor, section=request.about, **form.cleaned_data)
            return _back(request)
    return _page(request, status=422, form=form)


@require_POST
def stance_settle(request: AskedOfSection, coalition: str, submission: int, section: int, stance: int) -> HttpResponse:
    """An objection is dealt with."""
    found = Stance.objects.filter(section=request.about, pk=stance).first()
    if found is None:
        raise Http404
    found.section = request.about
    with refusals_told(request):
        settle_objection(by=request.actor, stance=found)
    return redirect("submissions:validation", coalition, submission)


def _back(request: AskedOfSection) -> HttpResponseRedirect:
    about = request.about
    return redirect("submissions:validation-section", about.coalition.key, about.submission_id, about.pk)
