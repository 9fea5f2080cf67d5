"""From the review to the adoption: the list for our people, and the texts for others."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, refusals_on
from openupr.coalitions.models import Coalition
from openupr.coalitions.reviews import recorded_reviews
from openupr.documents import word
from openupr.recommendations.the_index import RecordNotReady
from openupr.web.days import DayField
from openupr.web.downloads import attachment
from openupr.web.page_versions import VersionedForm

from .actions import SEE_ADOPTION, WRITE_ADOPTION
from .adoption_texts import KeptAdoptionText, kept_texts, make_text, remove_text, save_text, take_new_facts
from .after_adoption import after_adoption
from .dates import adoption_day, review_ahead
from .frame import advocacy_page
from .ministry_letters import letters_to_write
from .models import AdoptionText
from .review_facts import facts_or_none, in_numbers, list_basis, list_document, review_facts


class AdoptionTextForm(VersionedForm):
    """A text made from the facts, as a person edits it.

    Which fields it has depends on what it is.
    """

    to = forms.CharField(label=gettext_lazy("Addressed to"), required=False, max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=20_000,
        help_text=gettext_lazy(
            "**bold**; a line that begins with a dash is an item. OpenUPR replaces nothing that you write."
        ),
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    pace = forms.IntegerField(
        label=gettext_lazy("Words a minute"),
        min_value=60,
        max_value=220,
        help_text=gettext_lazy("130 is usual; 100 with interpreters."),
    )
    speakers = forms.CharField(
        label=gettext_lazy("Who can speak"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Member organisations with ECOSOC status: only they can register. There are ten places for NGOs."
        ),
    )
    due = DayField(
        label=gettext_lazy("Due"), required=False, help_text=gettext_lazy("It enters the coalition's timeline.")
    )
    sent_on = DayField(label=gettext_lazy("Sent or delivered on"), required=False)

    def __init__(self, data: Any = None, *, saved: AdoptionText) -> None:
        super().__init__(data, initial={name: getattr(saved, name) for name in self.base_fields})
        unused = {
            AdoptionText.Kind.PRESS: ("to", "pace", "speakers"),
            AdoptionText.Kind.LETTER: ("pace", "speakers"),
            AdoptionText.Kind.STATEMENT: ("to",),
        }
        for name in unused[AdoptionText.Kind(saved.kind)]:
            del self.fields[name]


@page(COALITION + "advocacy/adoption/", SEE_ADOPTION)
def adoption(request: Request[Coalition], coalition: str) -> HttpResponse:
    """What is to be written, and what is written already."""
    facts = facts_or_none(request.about)
    kept = kept_texts(request.about, facts)
    day = adoption_day(request.about, today=request.today)
    name = _("After the adoption") if day.has_passed else _("Until the adoption")
    context: dict[str, Any] = {"page_name": name, "kept": kept, "day": day}
    context["ahead"] = review_ahead(request.about, today=request.today)
    context["recorded"] = recorded_reviews(request.about)
    if facts and facts.rows:
        there = {(text.saved.kind, text.saved.theme) for text in kept}
        # Nobody can speak at an adoption that is over.
        kinds = [AdoptionText.Kind.PRESS, *([] if day.has_passed else [AdoptionText.Kind.STATEMENT])]
        context |= {
            "made": len(facts.rows),
            "numbers": in_numbers(facts),
            "without_theme": facts.without_theme,
            "unlooked": facts.uptake.unlooked,
            "kinds": [kind for kind in kinds if (kind, "") not in there],
            "letters": [
                letter_theme
                for letter_theme in letters_to_write(facts)
                if (AdoptionText.Kind.LETTER, letter_theme.key) not in there
            ],
        }
        context["to_make"] = context["kinds"] or context["letters"]
        if day.has_passed and day.last:
            context["after"] = after_adoption(request.about, kept, since=day.last)
    return advocacy_page(request, "advocacy/adoption.html", context)


@page(COALITION + "advocacy/adoption/list/", SEE_ADOPTION)
def review_list(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All recommendations of the review in one table, to print."""
    try:
        facts = review_facts(request.about)
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:adoption", coalition)
    context = {"page_name": _("List for our people"), "facts": facts}
    context |= {"numbers": in_numbers(facts), "basis": list_basis(facts), "unlooked": facts.uptake.unlooked}
    context["numbered"] = any(row.un_number for row in facts.rows)
    return advocacy_page(request, "advocacy/review_list.html", context)


@page(COALITION + "advocacy/adoption/list.docx", SEE_ADOPTION)
def review_list_file(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The same as a Word file."""
    try:
        document = list_document(review_facts(request.about), today=request.today)
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:adoption", coalition)
    return attachment("recommendations.docx", word.write_word(document), word.CONTENT_TYPE)


@page(COALITION + "advocacy/adoption/make/", WRITE_ADOPTION, methods="POST")
def adoption_make(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Make a text from the facts."""
    kind, theme = request.POST.get("kind", ""), request.POST.get("theme", "")
    if kind not in AdoptionText.Kind.values:
        raise Http404
    with refusals_on(request):
        try:
            text = make_text(by=request.actor, coalition=request.about, kind=kind, theme=theme)
            return redirect("advocacy:adoption-text", coalition, text.pk)
        except RecordNotReady as reason:
            messages.error(request, str(reason))
    return redirect("advocacy:adoption", coalition)


def _kept(request: Request[Coalition], number: int) -> KeptAdoptionText:
    kept = next(
        (text for text in kept_texts(request.about, facts_or_none(request.about)) if text.saved.pk == number), None
    )
    if kept is None:
        raise Http404
    return kept


@page(COALITION + "advocacy/adoption/<int:number>/", WRITE_ADOPTION, methods="GET POST")
def adoption_text(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Edit a text; what changed in the facts since is shown beside it."""
    kept = _kept(request, number)
    form = AdoptionTextForm(request.POST or None, saved=kept.saved)
    if request.method == "POST" and form.is_valid():
        save_text(by=request.actor, coalition=request.about, saved=kept.saved, today=request.today, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("advocacy:adoption-text", coalition, number)
    context = {"page_name": kept.name, "kept": kept, "form": form}
    return advocacy_page(request, "advocacy/adoption_text.html", context)


@page(COALITION + "advocacy/adoption/<int:number>/facts/", WRITE_ADOPTION, methods="POST")
def adoption_facts(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """The changed facts were seen: an unedited text takes the new words."""
    kept = _kept(request, number)
    try:
        take_new_facts(by=request.actor, coalition=request.about, saved=kept.saved)
        messages.success(request, _("Saved."))
    except RecordNotReady as reason:
        messages.error(request, str(reason))
    return redirect("advocacy:adoption-text", coalition, number)


@page(COALITION + "advocacy/adoption/<int:number>/remove/", WRITE_ADOPTION, methods="POST")
def adoption_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Remove a text."""
    remove_text(by=request.actor, coalition=request.about, saved=_kept(request, number).saved)
    messages.success(request, _("Removed."))
    return redirect("advocacy:adoption", coalition)


@page(COALITION + "advocacy/adoption/<int:number>.docx", SEE_ADOPTION)
def adoption_file(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """The text as a Word file."""
    kept = _kept(request, number)
    name = f"{kept.saved.kind}.docx"
    return attachment(name, word.write_word(kept.document()), word.CONTENT_TYPE)
