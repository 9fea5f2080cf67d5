"""Who speaks: planned, on the floor; what the lessons of before make of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Lesson, Session, Workshop

from ..actions import KEEP_BALANCE, KEEP_CHECKS, SEE_CHECKS
from ..forms.balance import InterpretersForm, RuleForm, SpeakingForm
from ..models import FloorTally
from ..queries.balance import Balance, InSession, balance_of
from ..queries.lessons import checks_of, earlier
from ..services.balancing import choose_tally, count_interpreters, count_speakers, tally_floor
from ..services.learning import check_lesson_by, see_to_lesson


@page(WORKSHOP + "attendance/balance/", KEEP_BALANCE, methods="GET POST")
def balance(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Counts of one session, interpreters, whether to keep a tally: the button says which."""
    about, do = request.about, request.POST.get("do")
    found = balance_of(about)
    interpreters = InterpretersForm(request.POST if do == "interpreters" else None, languages=found.languages)
    sent, wrong = None, None
    if do == "interpreters" and interpreters.is_valid():
        count_interpreters(by=request.actor, workshop=about, interpreters=interpreters.interpreters())
        return _saved(request, coalition, workshop)
    if do in ("keep-tally", "no-tally"):
        choose_tally(by=request.actor, workshop=about, keep=do == "keep-tally")
        return redirect("attendance:balance", coalition, workshop)
    if do == "speaking":
        sent = _session_of(found, request.POST.get("session", ""))
        wrong = SpeakingForm(request.POST, auto_id=f"session-{sent.session.pk}-%s")
        if wrong.is_valid():
            with refusals_in(wrong):
                count_speakers(by=request.actor, session=_belonging(sent, request), speaking=wrong.speaking())
                return _saved(request, coalition, workshop, anchor=f"session-{sent.session.pk}")
    given = {
        "page_name": _("Balance"),
        "balance": found,
        "sessions": [(each, wrong if wrong and each is sent else _form_of(each)) for each in found.sessions],
        "interpreters": interpreters,
        "checks": checks_of(about, found),
        "kinds": [(kind.label, *found.floor[kind.value]) for kind in FloorTally.Kind],
    }
    return coalition_page(
        request, "attendance/balance.html", given, status=422 if wrong or interpreters.errors else 200
    )


def _form_of(each: InSession) -> SpeakingForm:
    counted = each.counted
    first = (
        {"people": counted.people, "women": counted.women, "rural": counted.rural}
        if counted
        else {"people": each.named}
    )
    return SpeakingForm(initial=first, auto_id=f"session-{each.session.pk}-%s")


def _session_of(found: Balance, number: str) -> InSession:
    sent = next((each for each in found.sessions if str(each.session.pk) == number), None)
    if sent is None:
        raise Http404
    return sent


def _belonging(sent: InSession, request: Request[Workshop]) -> Session:
    """The session with its way to the coalition known: no further query asks for it."""
    sent.session.day.workshop = request.about
    return sent.session


def _saved(request: Request[Workshop], coalition: str, workshop: int, anchor: str = "") -> HttpResponse:
    messages.success(request, _("Saved."))
    address = reverse("attendance:balance", args=[coalition, workshop])
    return redirect(f"{address}#{anchor}" if anchor else address)


@page(WORKSHOP + "attendance/balance/<int:session>/floor/", KEEP_BALANCE, methods="GET POST")
def floor(request: Request[Session], coalition: str, workshop: int, session: int) -> HttpResponse:
    """Large buttons for whoever counts on a phone: a turn, a minute more, one back."""
    about = request.about
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in FloorTally.Kind.values:
            raise Http404
        steps = {"turn": (1, 0), "minute": (0, 1), "no-turn": (-1, 0), "no-minute": (0, -1)}
        turns, minutes = steps.get(request.POST.get("do", ""), (0, 0))
        with refusals_on(request):
            tally_floor(by=request.actor, session=about, kind=kind, turns=turns, minutes=minutes)
        if request.headers.get("HX-Request") != "true":
            return redirect("attendance:floor", coalition, workshop, session)
    there = {each.kind: each for each in FloorTally.objects.filter(session=about)}
    given = {
        "page_name": _("The floor"),
        "session": about,
        "keeps_tally": hasattr(about.workshop, "tally_chosen"),
        "kinds": [(kind, there.get(kind.value)) for kind in FloorTally.Kind],
    }
    return coalition_page(request, "attendance/floor.html", given)


@page(WORKSHOP + "attendance/lessons/", SEE_CHECKS)
def checks(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What earlier workshops taught, and whether this one keeps to it."""
    given = {
        "page_name": _("Earlier lessons"),
        "before": earlier(request.about),
        "checks": [(each, _rule_of(each.lesson)) for each in checks_of(request.about)],
    }
    return coalition_page(request, "attendance/checks.html", given)


def _rule_of(lesson: Lesson) -> RuleForm:
    rule = getattr(lesson, "check_rule", None)
    first = {"rule": rule.by, "least": rule.least} if rule else {}
    return RuleForm(initial=first, auto_id=f"lesson-{lesson.pk}-%s")


@page(WORKSHOP + "attendance/lessons/<int:number>/", KEEP_CHECKS, methods="POST")
def check(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Say by what a lesson is checked, or tick it off: the button says which."""
    about, do = request.about, request.POST.get("do")
    lesson = Lesson.objects.filter(workshop__in=earlier(about), pk=number).first()
    if lesson is None:
        raise Http404
    if do == "rule":
        form = RuleForm(request.POST)
        if form.is_valid():
            check_lesson_by(by=request.actor, workshop=about, lesson=lesson, **form.cleaned_data)
            messages.success(request, _("Saved."))
        else:
            messages.error(request, _("Say how much is enough: a number from 1 to 100. Nothing was changed."))
    else:
        see_to_lesson(by=request.actor, workshop=about, lesson=lesson, seen_to=do == "seen-to")
    return redirect("attendance:checks", coalition, workshop)
