"""What is done to a paragraph: saved, added, moved, taken out, brought back, taken over from the roadmap."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.documents.light_markup import plain_words
from openupr.files.word import count_words

from ..actions.drafting import SEE_SUBMISSION, WRITE
from ..addresses import SECTION
from ..forms.writing import NewParagraphForm, ParagraphForm, SeenForm
from ..models import Paragraph, Section
from ..queries.document import citations
from ..queries.section import conflict
from ..rules.paragraphs import LONGEST
from ..services.flowing import bring_in, keep_divergence, take_over
from ..services.writing import add_paragraph, move_paragraph, remove_paragraph, write_paragraph
from .drawing import drawn
from .leading_back import posted_or_back
from .marks import telling_marks
from .section import draw_section


def paragraph_of(request: Request[Section], number: int) -> Paragraph:
    """The paragraph of this key in the section; Http404 where it is in another or was taken out."""
    found = Paragraph.objects.filter(section=request.about, pk=number).first()
    if found is None:
        raise Http404
    found.section = request.about
    return found


def back(request: Request[Section], anchor: str = "") -> HttpResponseRedirect:
    """To the section, at a paragraph."""
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
            made = add_paragraph(by=request.actor, section=request.about, text=text, after=after, now=now)
            messages.success(request, _("Saved."))
            return back(request, made.anchor)
    return draw_section(request, status=422, refused={(0, "text"): form})


@page(SECTION + "paragraphs/<int:paragraph>/", WRITE, methods="any")
@posted_or_back
def paragraph(request: Request[Section], coalition: str, submission: int, section: int, paragraph: int) -> HttpResponse:
    """Save it, move it, take it out, take over or keep what the roadmap says otherwise: the button says which."""
    found = Paragraph.all_ever.filter(section=request.about, pk=paragraph).first()
    if found is None:
        raise Http404
    found.section = request.about
    match request.POST.get("do"):
        case "up" | "down" as way:
            with refusals_on(request):
                move_paragraph(by=request.actor, paragraph=found, steps=-1 if way == "up" else 1)
        case "remove":
            with refusals_on(request), telling_marks(request):
                version = SeenForm({"seen": request.POST.get("version")}).number() or None
                remove_paragraph(by=request.actor, paragraph=found, version=version, now=request.now)
                messages.success(request, _("Taken out. It can be brought back from the section's history."))
                return back(request)
        case "keep":
            with refusals_on(request):
                keep_divergence(by=request.actor, paragraph=found, now=request.now)
        case _:
            return _save(request, found)
    return back(request, found.anchor)


def _save(request: Request[Section], found: Paragraph) -> HttpResponse:
    form = ParagraphForm(request.POST, auto_id=f"text-{found.pk}-%s")
    if form.is_valid():
        try:
            with refusals_in(form), telling_marks(request):
                given = {"by": request.actor, "paragraph": found, "now": request.now}
                if request.POST.get("do") == "take-over":
                    take_over(version=form.cleaned_data["version"], **given)
                else:
                    write_paragraph(**form.cleaned_data, **given)
                messages.success(request, _("Saved."))
                return back(request, found.anchor)
        except SavedMeanwhile as meanwhile:
            return both(request, found, meanwhile, seen=form.cleaned_data["version"])
    if found.removed:
        return _taken_out(request, form.data.get("text", ""))
    return draw_section(request, status=422, refused={(found.pk, "text"): form})


def both(request: Request[Section], found: Paragraph, meanwhile: SavedMeanwhile, *, seen: int) -> HttpResponse:
    """Both texts, joined as far as they do not touch: somebody saved another than the `seen` version meanwhile."""
    given = {
        "page_name": _("Two texts for one paragraph"),
        "paragraph": found,
        "meanwhile": meanwhile,
        "conflict": conflict(found, seen=seen, theirs=meanwhile.theirs, yours=meanwhile.yours),
    }
    return coalition_page(request, "submissions/both.html", given, status=409)


def _taken_out(request: Request[Section], text: str) -> HttpResponse:
    """Somebody took out the paragraph that another was writing: what was written can be added as a new one."""
    given = {"page_name": _("This paragraph was taken out meanwhile"), "new": NewParagraphForm(initial={"text": text})}
    return coalition_page(request, "submissions/taken_out.html", given, status=409)


@page(SECTION + "bring-in/", WRITE, name="bring-in", methods="POST")
def bring_in_new(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Add what the group has adopted or followed up since."""
    with refusals_on(request), telling_marks(request):
        bring_in(by=request.actor, section=request.about, now=request.now)
    return back(request)


@page(SECTION + "preview/", SEE_SUBMISSION, methods="POST")
def preview(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """What a text would look like, and how many words it has; nothing is kept."""
    text = request.POST.get("text", "")[:LONGEST].replace("\r\n", "\n")
    cite = citations([text], request.about.submission)
    given = {
        "drawn": drawn(text, cite=cite.get, language=request.about.submission.language),
        "words": count_words(plain_words(text, cite=cite.get)),
    }
    return render(request, "submissions/preview.html", given)
