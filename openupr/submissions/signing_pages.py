"""The page of signing on: each organisation's representative answers for an edition."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.actions.people import MANAGE_ORGANISATIONS
from openupr.coalitions.frame import Request, coalition_page, read_again, refusals_in, refusals_on
from openupr.coalitions.messages import Message, message_to_copy
from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.organisations import written_about_by
from openupr.decisions.voices import NoVoice, why_no_answer
from openupr.web.page_versions import is_of_now

from .actions import OPEN_SIGNING, SEE_SUBMISSION, SIGN
from .addresses import SUBMISSION
from .budget import budget_of, empty_parts, groups_that_wrote
from .document import lodged_before, was_made_again
from .editions import content_of, edition_fingerprint
from .models import Edition, SignOn, Submission
from .overview_pages import wrote_nothing
from .rounds import comments_until
from .signing import ask_to_sign, named_after_all, sign_on, signing_of


class SignForm(forms.Form):
    """An organisation's answer for one edition; `edition` is the one that was read."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Organisation.objects.none(), empty_label=None
    )
    edition = forms.ModelChoiceField(queryset=Edition.objects.none(), widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("Our organisation"),
        choices=SignOn.Choice,
        widget=forms.RadioSelect(attrs={"class": "one-of"}),
    )

    def __init__(
        self, *args: Any, submission: Submission, organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations])
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]
        self.fields["organisation"].label_from_instance = attrgetter("name")  # type: ignore[attr-defined]
        self.fields["edition"].queryset = submission.editions.all()  # type: ignore[attr-defined]


@page(SUBMISSION + "signing/", SEE_SUBMISSION)
def signing(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The answers of all organisations, who must be asked again, and whom the cover names."""
    return _page(request)


def _page(request: Request[Submission], *, status: int = 200, form: Form | None = None) -> HttpResponse:
    about, signing, ours = request.about, signing_of(request.about), _ours(request)
    is_open = signing.edition is not None and about.state == about.State.SIGNING
    answered = [status for status in signing.statuses if status.answer and status.organisation in ours]
    if form is None and is_open and ours:
        answer = answered[0].answer if len(ours) == len(answered) == 1 and not answered[0].again else None
        initial = {"edition": signing.edition, "choice": answer.choice if answer else None}
        form = SignForm(submission=about, organisations=ours, initial=initial)
    parts = about.coalition.participations.filter(person=request.actor).exclude(organisation=None)
    own = ours or [part.organisation for part in parts.select_related("organisation") if part.organisation]
    members = [] if about.is_locked else [status.member for status in signing.statuses]
    missing = None if ours or about.is_locked else _no_voice(request)
    context = {
        "page_name": _("Signing on"),
        "signing": signing,
        "sign": form,
        "ours": ours,
        "statuses": sorted(signing.statuses, key=lambda status: status.organisation not in own),
        "own": own,
        "answered": answered,
        "revealed": named_after_all(about, signing, reader=request.actor)
        if about.state == about.State.SIGNING
        else None,
        "writes_about": written_about_by(request.actor, members),
        "lodged_before": lodged_before(about),
        "made_again": was_made_again(about),
        "with_people": _with_people(request, members),
        "message": _message(request) if about.state == about.State.SIGNING else None,
        "no_voice": missing if is_open else None,
        "to_answer": missing.speaker if missing and not is_open else None,
    }
    asks = OPEN_SIGNING.open_to(request.roles) and not about.is_locked
    # Once asked, they are asked again only with another text.
    context["asks"] = asks and (not is_open or bool(signing.since) or signing.asks_again)
    before = _("Before you lodge") if asks else _("Before it is lodged")
    context["before_title"] = before if about.state == about.State.SIGNING else _("The text is not ready yet")
    if asks or about.state == about.State.SIGNING:
        budget = budget_of(about)
        context |= {"empty": empty_parts(budget), "wrote_nothing": wrote_nothing(groups_that_wrote(budget))}
    if asks:
        context["page_version"] = edition_fingerprint(content_of(about))
        context["comments_until"] = comments_until(about, today=request.today)
    return coalition_page(request, "submissions/signing.html", context, status=status)


def _no_voice(request: Request[Submission]) -> NoVoice | None:
    """Why the reader does not answer here; None for another organisation's own submission."""
    about = request.about
    if about.kind == Submission.Kind.OWN:
        return None
    return why_no_answer(request.actor, about.coalition, about.group)


def _with_people(request: Request[Submission], members: list[MemberOrganisation]) -> set[int]:
    """Organisations without a representative that have people here, for those who may choose
    one.
    """
    voiceless = [member.organisation_id for member in members if member.representative_id is None]
    if not voiceless or not MANAGE_ORGANISATIONS.open_to(request.roles):
        return set()
    parts = request.about.coalition.participations.filter(organisation__in=voiceless)
    return set(parts.values_list("organisation", flat=True))


def _message(request: Request[Submission]) -> Message:
    """A message to paste for the organisations that are asked to sign."""
    path = reverse("submissions:signing", args=[request.about.coalition.key, request.about.pk])
    words = _("A text is ready to be signed. Please say whether your organisation signs.")
    return message_to_copy(request, words, path, about=request.about.title)


def _ours(request: Request[Submission]) -> list[Organisation]:
    """The organisations that are asked and that the reader represents."""
    return [party.organisation for party in request.about.parties.filter(representative=request.actor)]


@page(SUBMISSION + "signing/open/", OPEN_SIGNING, methods="POST")
def signing_open(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Ask the organisations to sign the current text."""
    if not is_of_now(request, edition_fingerprint(content_of(request.about))):
        return read_again(request, reverse("submissions:signing", args=[coalition, submission]))
    with refusals_on(request):
        edition = ask_to_sign(by=request.actor, submission=request.about, now=request.now)
        sentence = _(
            "Edition %(number)s can be signed now. It waits under “For me” of those who speak for an organisation. "
            "OpenUPR sends no message: copy this one."
        )
        messages.success(request, sentence % {"number": edition.number})
    return redirect("submissions:signing", coalition, submission)


@page(SUBMISSION + "signing/sign/", SIGN, methods="POST")
def sign(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Record an organisation's answer; the last one counts."""
    about, ours = request.about, _ours(request)
    form = SignForm(request.POST, submission=about, organisations=ours)
    if form.is_valid():
        with refusals_in(form):
            sign_on(by=request.actor, submission=about, now=request.now, **form.cleaned_data)
            messages.success(request, _("Recorded. Until the submission is lodged you can change it."))
            return redirect("submissions:signing", coalition, submission)
    return _page(request, status=422, form=form)
