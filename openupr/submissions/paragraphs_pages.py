"""What is done to a paragraph: saved, moved, removed, restored, translated; what it may cite."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.conformance.rules.language import is_in_other_letters
from openupr.documents.light_markup import plain_words
from openupr.files.word import count_words
from openupr.upr.languages import language
from openupr.web.languages import in_page_language

from .actions import SEE_SUBMISSION, TRANSLATE, WRITE
from .addresses import SECTION
from .citations import citable, citations
from .frame import drawn, posted_or_back, telling_marks
from .models import Paragraph, ParagraphTranslation, Section
from .paragraphs import add_paragraph, move_paragraph, remove_paragraph, translate_paragraph, write_paragraph
from .roadmap_texts import bring_in, keep_divergence, take_over
from .rules.paragraphs import LONGEST
from .writing import conflict
from .writing_pages import NewParagraphForm, ParagraphTextForm, SeenForm, TranslationForm, draw_section


def paragraph_of(request: Request[Section], number: int) -> Paragraph:
    """The paragraph of this key in the section; Http404 where it is in another or was taken out."""
    paragraph = Paragraph.objects.filter(section=request.about, pk=number).first()
    if paragraph is None:
        raise Http404
    paragraph.section = request.about
    return paragraph


def back(request: Request[Section], anchor: str = "") -> HttpResponseRedirect:
    """Redirect to the section, at a paragraph."""
    about = request.about
    address = reverse("submissions:section", args=[about.coalition.key, about.submission_id, about.pk])
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


@page(SECTION + "paragraphs/add/", WRITE, methods="any")
@posted_or_back
def paragraph_add(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """A further paragraph."""
    form = NewParagraphForm(request.POST)
    if form.is_valid():
        with refusals_in(form), telling_marks(request):
            after = request.about.paragraphs.filter(pk=form.cleaned_data["after"] or 0).first()
            text, now = form.cleaned_data["text"], request.now
            paragraph = add_paragraph(by=request.actor, section=request.about, text=text, after=after, now=now)
            messages.success(request, _("Saved."))
            return back(request, paragraph.anchor)
    return draw_section(request, status=422, refused={(0, "text"): form})


@page(SECTION + "paragraphs/<int:paragraph>/", WRITE, methods="any")
@posted_or_back
def paragraph(request: Request[Section], coalition: str, submission: int, section: int, paragraph: int) -> HttpResponse:
    """Save, move or take it out, or take over or keep what differs from the roadmap: as the button
    says.
    """
    target = Paragraph.all_ever.filter(section=request.about, pk=paragraph).first()
    if target is None:
        raise Http404
    target.section = request.about
    match request.POST.get("do"):
        case "up" | "down" as way:
            with refusals_on(request):
                move_paragraph(by=request.actor, paragraph=target, steps=-1 if way == "up" else 1)
        case "remove":
            with refusals_on(request), telling_marks(request):
                version = SeenForm({"seen": request.POST.get("version")}).number() or None
                remove_paragraph(by=request.actor, paragraph=target, version=version, now=request.now)
                messages.success(request, _("Taken out. It can be brought back from the section's history."))
                return back(request)
        case "keep":
            with refusals_on(request):
                keep_divergence(by=request.actor, paragraph=target, now=request.now)
        case _:
            return _save(request, target)
    return back(request, target.anchor)


def _save(request: Request[Section], paragraph: Paragraph) -> HttpResponse:
    form = ParagraphTextForm(request.POST, auto_id=f"text-{paragraph.pk}-%s")
    if form.is_valid():
        try:
            with refusals_in(form), telling_marks(request):
                values = {"by": request.actor, "paragraph": paragraph, "now": request.now}
                if request.POST.get("do") == "take-over":
                    take_over(version=form.cleaned_data["version"], **values)
                else:
                    write_paragraph(**form.cleaned_data, **values)
                messages.success(request, _("Saved."))
                return back(request, paragraph.anchor)
        except SavedMeanwhile as meanwhile:
            return both(request, paragraph, meanwhile, seen=form.cleaned_data["version"])
    if paragraph.removed:
        return _taken_out(request, form.data.get("text", ""))
    return draw_section(request, status=422, refused={(paragraph.pk, "text"): form})


def both(request: Request[Section], paragraph: Paragraph, meanwhile: SavedMeanwhile, *, seen: int) -> HttpResponse:
    """Show both texts, joined where they do not touch: another text was saved since version
    `seen`.
    """
    context = {
        "page_name": _("Two texts for one paragraph"),
        "paragraph": paragraph,
        "meanwhile": meanwhile,
        "conflict": conflict(paragraph, seen=seen, theirs=meanwhile.theirs, yours=meanwhile.yours),
    }
    return coalition_page(request, "submissions/both.html", context, status=409)


def _taken_out(request: Request[Section], text: str) -> HttpResponse:
    """The paragraph was taken out meanwhile: offer to add the written text as a new one."""
    context = {
        "page_name": _("This paragraph was taken out meanwhile"),
        "new": NewParagraphForm(initial={"text": text}),
    }
    return coalition_page(request, "submissions/taken_out.html", context, status=409)


@page(SECTION + "bring-in/", WRITE, name="bring-in", methods="POST")
def bring_in_new(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Add what the group has adopted or followed up since."""
    with refusals_on(request), telling_marks(request):
        bring_in(by=request.actor, section=request.about, now=request.now)
    return back(request)


@page(SECTION + "preview/", SEE_SUBMISSION, methods="POST")
def preview(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """A text as it will look, and its number of words; nothing is kept."""
    text = request.POST.get("text", "")[:LONGEST].replace("\r\n", "\n")
    cite = citations([text], request.about.submission)
    context = {
        "drawn": drawn(text, cite=cite.get, language=request.about.submission.language),
        "words": count_words(plain_words(text, cite=cite.get)),
    }
    return render(request, "submissions/preview.html", context)


@page(SECTION + "paragraphs/<int:paragraph>/translation/", TRANSLATE, methods="GET POST")
def translate(request: Request[Section], coalition: str, submission: int, section: int, paragraph: int) -> HttpResponse:
    """Write a translation; `?language=km` changes an existing one, and an empty text removes it."""
    about, target = request.about, paragraph_of(request, paragraph)
    there = list(target.translations.select_related("written_by"))
    chosen = next((translation for translation in there if translation.language == request.GET.get("language")), None)
    form = TranslationForm(request.POST or None, languages=about.coalition.languages, initial=_before(target, chosen))
    form.fields["text"].required = chosen is None
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            translate_paragraph(by=request.actor, paragraph=target, now=request.now, **form.cleaned_data)
            return back(request, target.anchor)
    cite = citations([target.text], about.submission).get
    context = {
        "page_name": _("Translate a paragraph"),
        "paragraph": target,
        "drawn": drawn(target.body, cite=cite, language=about.submission.language),
        "in_language": "" if _is_foreign(target) else in_page_language(language(about.submission.language).name),
        "translations": there,
        "chosen": chosen,
        "form": form,
    }
    return coalition_page(request, "submissions/translate.html", context)


def _is_foreign(paragraph: Paragraph) -> bool:
    """Whether its script is not that of the submission's language: then it needs a translation."""
    return is_in_other_letters(paragraph.body, paragraph.section.submission.language)


def _before(paragraph: Paragraph, chosen: ParagraphTranslation | None) -> dict[str, object]:
    """The form's first values; a new one in the language of the last translation, else the
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


_LONGEST = 200


@page(SECTION + "cite/", SEE_SUBMISSION)
def cite(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Recommendations to the State, found by words; each with what to type to cite it."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST]
    context = {
        "page_name": _("Cite a recommendation"),
        "cite_words": words,
        "found": citable(words, submission=request.about.submission) if words else [],
        "cite_base": "web/fragment.html" if request.headers.get("HX-Request") else "submissions/submission_base.html",
    }
    return coalition_page(request, "submissions/cite.html", context)
