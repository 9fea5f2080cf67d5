"""Signing on: each organisation's representative says what of which edition."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.actions.people import MANAGE_ORGANISATIONS
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.messages import Message, message_to_copy
from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.organisations import written_about_by
from openupr.coalitions.voices import NoVoice, why_no_answer

from ..actions.drafting import OPEN_SIGNING, SEE_SUBMISSION, SIGN
from ..addresses import SUBMISSION
from ..forms.together import SignForm
from ..models import Submission
from ..queries.naming import named_after_all
from ..queries.public_version import lodged_before, was_made_again
from ..queries.rounds import comments_until
from ..queries.signing import signing_of
from ..queries.submissions import budget_of, empty_parts, groups_that_wrote
from ..services.together import ask_to_sign, sign_on
from .before_lodging import wrote_nothing


@page(SUBMISSION + "signing/", SEE_SUBMISSION)
def signing(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Who has said what of which edition, who must be asked again, whom the cover names."""
    return _page(request)


def _page(request: Request[Submission], *, status: int = 200, form: Form | None = None) -> HttpResponse:
    about, found, ours = request.about, signing_of(request.about), _ours(request)
    asked = found.edition is not None and about.state == about.State.SIGNING
    answered = [each for each in found.statuses if each.said and each.organisation in ours]
    if form is None and asked and ours:
        said = answered[0].said if len(ours) == len(answered) == 1 and not answered[0].again else None
        initial = {"edition": found.edition, "choice": said.choice if said else None}
        form = SignForm(submission=about, organisations=ours, initial=initial)
    parts = about.coalition.participations.filter(person=request.actor).exclude(organisation=None)
    own = ours or [each.organisation for each in parts.select_related("organisation") if each.organisation]
    members = [] if about.is_locked else [each.member for each in found.statuses]
    missing = None if ours or about.is_locked else _no_voice(request)
    given = {
        "page_name": _("Signing on"),
        "signing": found,
        "sign": form,
        "ours": ours,
        "statuses": sorted(found.statuses, key=lambda each: each.organisation not in own),
        "own": own,
        "answered": answered,
        "revealed": named_after_all(about, found, reader=request.actor) if about.state == about.State.SIGNING else None,
        "writes_about": written_about_by(request.actor, members),
        "lodged_before": lodged_before(about),
        "made_again": was_made_again(about),
        "with_people": _with_people(request, members),
        "message": _message(request) if about.state == about.State.SIGNING else None,
        "no_voice": missing if asked else None,
        "to_answer": missing.speaker if missing and not asked else None,
    }
    asks = OPEN_SIGNING.open_to(request.roles) and not about.is_locked
    # Once asked, they are asked again only with another text.
    given["asks"] = asks and (not asked or bool(found.since) or found.asks_again)
    before = _("Before you lodge") if asks else _("Before it is lodged")
    given["before_title"] = before if about.state == about.State.SIGNING else _("The text is not ready yet")
    if asks or about.state == about.State.SIGNING:
        budget = budget_of(about)
        given |= {"empty": empty_parts(budget), "wrote_nothing": wrote_nothing(groups_that_wrote(budget))}
    if asks:
        given["comments_until"] = comments_until(about, today=request.today)
    return coalition_page(request, "submissions/signing.html", given, status=status)


def _no_voice(request: Request[Submission]) -> NoVoice | None:
    """Why the reader does not answer here; None for another organisation's own submission."""
    about = request.about
    if about.kind == Submission.Kind.OWN:
        return None
    return why_no_answer(request.actor, about.coalition, about.group)


def _with_people(request: Request[Submission], members: list[MemberOrganisation]) -> set[int]:
    """The organisations without a voice for which somebody takes part, for those who may choose who speaks."""
    voiceless = [each.organisation_id for each in members if each.representative_id is None]
    if not voiceless or not MANAGE_ORGANISATIONS.open_to(request.roles):
        return set()
    parts = request.about.coalition.participations.filter(organisation__in=voiceless)
    return set(parts.values_list("organisation", flat=True))


def _message(request: Request[Submission]) -> Message:
    """What to paste for the organisations that are asked to sign."""
    path = reverse("submissions:signing", args=[request.about.coalition.key, request.about.pk])
    words = _("A text is ready to be signed. Please say whether your organisation signs.")
    return message_to_copy(request, words, path, about=request.about.title)


def _ours(request: Request[Submission]) -> list[Organisation]:
    """The organisations that are asked and that whoever asks speaks for."""
    return [each.organisation for each in request.about.parties.filter(representative=request.actor)]


@page(SUBMISSION + "signing/open/", OPEN_SIGNING, methods="POST")
def signing_open(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Ask the organisations to sign the text as it stands."""
    with refusals_on(request):
        edition = ask_to_sign(by=request.actor, submission=request.about, now=request.now)
        told = _(
            "Edition %(number)s can be signed now. It waits under “For me” of those who speak for an organisation. "
            "OpenUPR sends no message: copy this one."
        )
        messages.success(request, told % {"number": edition.number})
    return redirect("submissions:signing", coalition, submission)


@page(SUBMISSION + "signing/sign/", SIGN, methods="POST")
def sign(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """An organisation's word; the last one counts."""
    about, ours = request.about, _ours(request)
    form = SignForm(request.POST, submission=about, organisations=ours)
    if form.is_valid():
        with refusals_in(form):
            sign_on(by=request.actor, submission=about, now=request.now, **form.cleaned_data)
            messages.success(request, _("Recorded. Until the submission is lodged you can change it."))
            return redirect("submissions:signing", coalition, submission)
    return _page(request, status=422, form=form)
