"""A paragraph in another language, beside it."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.conformance.rules.language import is_in_other_letters
from openupr.upr.languages import language
from openupr.web.languages import in_page_language

from ..actions.drafting import TRANSLATE
from ..addresses import SECTION
from ..forms.writing import TranslationForm
from ..models import Paragraph, ParagraphTranslation, Section
from ..queries.document import citations
from ..services.translating import translate_paragraph
from .drawing import drawn
from .paragraphs import back, paragraph_of


@page(SECTION + "paragraphs/<int:paragraph>/translation/", TRANSLATE, methods="GET POST")
def translate(request: Request[Section], coalition: str, submission: int, section: int, paragraph: int) -> HttpResponse:
    """Write a translation, or with `?language=km` change the one that is there; emptied, it is taken away."""
    about, found = request.about, paragraph_of(request, paragraph)
    there = list(found.translations.select_related("written_by"))
    chosen = next((each for each in there if each.language == request.GET.get("language")), None)
    form = TranslationForm(request.POST or None, languages=about.coalition.languages, initial=_before(found, chosen))
    form.fields["text"].required = chosen is None
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            translate_paragraph(by=request.actor, paragraph=found, now=request.now, **form.cleaned_data)
            return back(request, found.anchor)
    cite = citations([found.text], about.submission).get
    given = {
        "page_name": _("Translate a paragraph"),
        "paragraph": found,
        "drawn": drawn(found.body, cite=cite, language=about.submission.language),
        "in_language": "" if _is_foreign(found) else in_page_language(language(about.submission.language).name),
        "translations": there,
        "chosen": chosen,
        "form": form,
    }
    return coalition_page(request, "submissions/translate.html", given, status=422 if form.errors else 200)


def _is_foreign(paragraph: Paragraph) -> bool:
    """Whether it is in other letters than the submission's language, and is to be translated into that one."""
    return is_in_other_letters(paragraph.body, paragraph.section.submission.language)


def _before(paragraph: Paragraph, chosen: ParagraphTranslation | None) -> dict[str, object]:
    """What the form begins with; a new one in the language that the draft was translated into last, else in the
    reader's.
    """
    if chosen:
        return {name: getattr(chosen, name) for name in ("language", "text", "version")}
    if _is_foreign(paragraph):
        return {"language": paragraph.section.submission.language}
    of_draft = ParagraphTranslation.objects.filter(paragraph__section__submission=paragraph.section.submission_id)
    last = of_draft.exclude(paragraph=paragraph).order_by("written_at", "pk").last()
    reader = get_language() or ""
    return {"language": last.language if last else reader if reader != paragraph.section.submission.language else ""}
