"""A paragraph in another language, beside it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.upr.languages import language

from ..forms.writing import TranslationForm
from ..models import Paragraph, ParagraphTranslation, Section
from ..queries.document import citations
from ..services.translating import translate_paragraph
from .drawing import drawn
from .paragraphs import back, paragraph_of


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: Request[Section], coalition: str, submission: int, section: int, paragraph: int) -> HttpResponse:
    """Write a translation, or with `?language=km` change the one that is there; emptied, it is taken away."""
    found = paragraph_of(request, paragraph)
    there = list(found.translations.select_related("written_by"))
    chosen = next((each for each in there if each.language == request.GET.get("language")), None)
    form = TranslationForm(request.POST or None, initial=_before(found, chosen))
    form.fields["text"].required = chosen is None
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            translate_paragraph(by=request.actor, paragraph=found, now=request.now, **form.cleaned_data)
            return back(request, found.anchor)
    about = request.about
    cite = citations([found.text], about.submission).get
    given = {
        "page_name": _("Translate a paragraph"),
        "paragraph": found,
        "drawn": drawn(found.body, cite=cite, language=about.submission.language),
        "in_language": language(about.submission.language),
        "translations": there,
        "chosen": chosen,
        "form": form,
    }
    return coalition_page(request, "submissions/translate.html", given, status=422 if form.errors else 200)


def _before(paragraph: Paragraph, chosen: ParagraphTranslation | None) -> dict[str, object]:
    """What the form begins with; a new one in the language that the draft was translated into last."""
    if chosen:
        return {name: getattr(chosen, name) for name in ("language", "text", "version")}
    of_draft = ParagraphTranslation.objects.filter(paragraph__section__submission=paragraph.section.submission_id)
    last = of_draft.exclude(paragraph=paragraph).order_by("written_at", "pk").last()
    return {"language": last.language if last else ""}
