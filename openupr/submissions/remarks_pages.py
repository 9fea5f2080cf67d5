"""The forms and pages of comments, suggestions and sources on a paragraph."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, form_page, refusals_in, refusals_on
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.web.choices import ChooseField
from openupr.web.days import DayField
from openupr.web.page_versions import VersionedForm

from . import remarks
from .actions import REMARK_ON, SETTLE, WRITE
from .addresses import SECTION
from .frame import asked_or_posted, posted_or_back, telling_marks
from .models import Claim, Remark, Section, Suggestion
from .paragraphs_pages import back, both, paragraph_of
from .writing_pages import draw_section, text_field


class RemarkForm(forms.Form):
    """A comment."""

    text = text_field(gettext_lazy("Comment"), 3)


class RemarkAnswerForm(VersionedForm):
    """The answer to a comment, or what was changed."""

    answer = text_field(gettext_lazy("Your answer"), 2, required=False)


class SuggestForm(forms.Form):
    """Another wording, or the removal of the paragraph."""

    text = text_field(gettext_lazy("Suggested text"), 5, required=False)
    removes = forms.BooleanField(label=gettext_lazy("The paragraph should go"), required=False)


class SettleSuggestionForm(forms.Form):
    """A suggestion to take over, to join with the current text, or to reject with a reason."""

    text = text_field(gettext_lazy("Text to take over"), 5, required=False)
    version = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    reason = text_field(gettext_lazy("Reason"), 2, required=False)


class ParagraphClaimForm(forms.Form):
    """A source for what a paragraph says."""

    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("As the end note says it."),
    )
    kind = ChooseField(
        label=gettext_lazy("Kind"), choices=Claim.Kind.choices, missing=gettext_lazy("Choose the kind of evidence.")
    )
    day = DayField(label=gettext_lazy("Date"), required=False, since=1900)
    reliability = forms.ChoiceField(
        label=gettext_lazy("Reliability"),
        required=False,
        choices=[
            ("", gettext_lazy("not assessed")),
            ("confirmed", gettext_lazy("confirmed")),
            ("likely", gettext_lazy("likely")),
            ("unsure", gettext_lazy("unsure")),
        ],
    )
    case = forms.ChoiceField(
        label=gettext_lazy("One person's case?"),
        required=False,
        choices=Claim.Case,
        help_text=gettext_lazy(
            "The submission is public. Has the person consented, and do they understand that the State reads it?"
        ),
    )


@page(SECTION + "paragraphs/<int:paragraph>/comment/", REMARK_ON, methods="any")
@asked_or_posted
def remark(request: Request[Section], coalition: str, submission: int, section: int, paragraph: int) -> HttpResponse:
    """Comment on a paragraph."""
    target, ids = paragraph_of(request, paragraph), f"remark-{paragraph}-%s"
    if request.method != "POST":
        return draw_section(request, linked_forms={(paragraph, "remark"): RemarkForm(auto_id=ids)})
    form = RemarkForm(request.POST, auto_id=ids)
    if form.is_valid():
        with refusals_in(form):
            remarks.remark(by=request.actor, paragraph=target, now=request.now, **form.cleaned_data)
            messages.success(request, _("Comment sent."))
            return back(request, target.anchor)
    return draw_section(request, status=422, refused={(paragraph, "remark"): form})


@page(SECTION + "comments/<int:remark>/", SETTLE, methods="POST")
def remark_answer(
    request: Request[Section], coalition: str, submission: int, section: int, remark: int
) -> HttpResponse:
    """Answer a comment and close it."""
    comment = Remark.objects.select_related("paragraph").filter(paragraph__section=request.about, pk=remark).first()
    if comment is None:
        raise Http404
    form = RemarkAnswerForm(
        request.POST, initial={"answer": comment.answer}, beside="answered" if comment.resolved else None
    )
    if not form.is_valid():
        if form.saved_meanwhile is None:
            raise Http404
        at = reverse("submissions:section", args=[coalition, submission, section])
        return form_page(request, form, _("Comment"), send=_("Answer and close"), back=at)
    comment.paragraph.section = request.about
    with refusals_on(request):
        remarks.answer_remark(by=request.actor, remark=comment, now=request.now, **form.cleaned_data)
        is_answered = bool(form.cleaned_data["answer"])
        messages.success(request, _("Answered. The comment is closed.") if is_answered else _("The comment is closed."))
    return back(request, f"comment-{comment.pk}")


@page(SECTION + "paragraphs/<int:paragraph>/suggest/", REMARK_ON, methods="any")
@asked_or_posted
def suggest(request: Request[Section], coalition: str, submission: int, section: int, paragraph: int) -> HttpResponse:
    """Suggest another wording."""
    target, ids = paragraph_of(request, paragraph), f"suggest-{paragraph}-%s"
    if request.method != "POST":
        suggest_form = SuggestForm(initial={"text": target.body}, auto_id=ids)
        return draw_section(request, linked_forms={(paragraph, "suggest"): suggest_form})
    form = SuggestForm(request.POST, auto_id=ids)
    if form.is_valid():
        with refusals_in(form):
            remarks.suggest(by=request.actor, paragraph=target, now=request.now, **form.cleaned_data)
            messages.success(request, _("Suggestion sent."))
            return back(request, target.anchor)
    return draw_section(request, status=422, refused={(paragraph, "suggest"): form})


@page(SECTION + "suggestions/<int:suggestion>/", SETTLE, name="suggestion", methods="any")
@posted_or_back
def suggestion_settle(
    request: Request[Section], coalition: str, submission: int, section: int, suggestion: int
) -> HttpResponse:
    """Take a suggestion over, joined with the current text where that changed, or reject it."""
    suggestions = Suggestion.objects.select_related("paragraph").filter(paragraph__section=request.about, pk=suggestion)
    one, form = suggestions.first(), SettleSuggestionForm(request.POST)
    if one is None or not form.is_valid():
        raise Http404
    one.paragraph.section = request.about
    cleaned = form.cleaned_data
    try:
        with refusals_on(request), telling_marks(request):
            if request.POST.get("do") == "reject":
                remarks.reject(by=request.actor, suggestion=one, reason=cleaned["reason"])
            else:
                joined = {"text": cleaned["text"], "version": cleaned["version"]}
                remarks.accept(by=request.actor, suggestion=one, now=request.now, **joined)
                messages.success(request, _("Taken over."))
    except SavedMeanwhile as meanwhile:
        return both(request, one.paragraph, meanwhile, seen=cleaned["version"])
    return back(request, one.paragraph.anchor)


@page(SECTION + "paragraphs/<int:paragraph>/source/", WRITE, methods="any")
@asked_or_posted
def claim_add(request: Request[Section], coalition: str, submission: int, section: int, paragraph: int) -> HttpResponse:
    """Name a source."""
    target, ids = paragraph_of(request, paragraph), f"claim-{paragraph}-%s"
    if request.method != "POST":
        return draw_section(request, linked_forms={(paragraph, "claim"): ParagraphClaimForm(auto_id=ids)})
    form = ParagraphClaimForm(request.POST, auto_id=ids)
    if form.is_valid():
        with refusals_in(form):
            remarks.add_claim(by=request.actor, paragraph=target, now=request.now, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return back(request, target.anchor)
    return draw_section(request, status=422, refused={(paragraph, "claim"): form})


@page(SECTION + "sources/<int:claim>/change/", WRITE, methods="any")
@asked_or_posted
def claim_change(request: Request[Section], coalition: str, submission: int, section: int, claim: int) -> HttpResponse:
    """Change a source."""
    source, ids = _claim(request, claim), f"source-{claim}-%s"
    if request.method != "POST":
        before = {name: getattr(source, name) for name in ("source", "kind", "day", "reliability", "case")}
        return draw_section(request, linked_forms={(claim, "source"): ParagraphClaimForm(initial=before, auto_id=ids)})
    form = ParagraphClaimForm(request.POST, auto_id=ids)
    if form.is_valid():
        with refusals_in(form):
            remarks.change_claim(by=request.actor, claim=source, now=request.now, **form.cleaned_data)
            sentence = _("Changed. The end note says so from now on; editions that were kept say what they said.")
            messages.success(request, sentence)
            return back(request, source.paragraph.anchor)
    return draw_section(request, status=422, refused={(claim, "source"): form})


@page(SECTION + "sources/<int:claim>/remove/", WRITE, methods="POST")
def claim_remove(request: Request[Section], coalition: str, submission: int, section: int, claim: int) -> HttpResponse:
    """Remove a source."""
    source = _claim(request, claim)
    with refusals_on(request):
        remarks.remove_claim(by=request.actor, claim=source, now=request.now)
        sentence = _("Removed, with its end note. Editions that were kept still have it.")
        messages.success(request, sentence)
    return back(request, source.paragraph.anchor)


def _claim(request: Request[Section], number: int) -> Claim:
    claim = Claim.objects.select_related("paragraph").filter(paragraph__section=request.about, pk=number).first()
    if claim is None:
        raise Http404
    claim.paragraph.section = request.about
    return claim
