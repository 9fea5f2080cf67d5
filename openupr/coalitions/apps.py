from django.apps import AppConfig
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from openupr.web import languages, navigation, slots

_IN_KHMER = (
    *("roadmap", "roadmap-answer", "roadmap-blank", "plenary", "plenary-feedback", "proposals", "proposal-new"),
    *("follow-ups", "follow-up-take-up", "follow-up", "evidence-add", "evidence-remove"),
    *("outline", "outline-start", "outline-add", "outline-point"),
    *("proposal", "proposal-advice", "proposal-word", "proposal-facts", "proposal-forward", "proposal-settle"),
    *("proposal-comment", "proposal-resolve", "proposal-versions", "all-proposals"),
    *("decisions", "decision", "decision-new", "decision-voice", "decision-close"),
    *("groups", "group", "join-group", "leave-group", "close-group", "preferences", "place-by-preference"),
)


class CoalitionsConfig(AppConfig):
    name = "openupr.coalitions"
    label = "coalitions"

    def ready(self) -> None:
        navigation.add(_("Coalitions"), "coalitions:coalitions", order=55, shown=is_signed_in)
        languages.spoken(*(f"coalitions:{page}" for page in _IN_KHMER))
        _tie_in()


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in; who sends no session's cookie is not even looked for."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _tie_in() -> None:
    """Where other slices leave a place for this one."""
    # Models exist only once all slices are loaded.
    from openupr.accounts.queries.clock import tell_time_by
    from openupr.accounts.queries.landing import on_landing
    from openupr.accounts.services.backups import STAYS_WITHDRAWN
    from openupr.accounts.services.closing import on_closing
    from openupr.accounts.services.forgetting import on_forgetting
    from openupr.accounts.services.invitations import on_acceptance
    from openupr.timeline.services import keep_feeds_closed

    from .queries.beside import beside_recommendation, beside_review
    from .queries.clock import clock_known
    from .queries.coalition import landing
    from .queries.names import name_things
    from .queries.people import invited_to
    from .services.forgetting import forget_in_coalition
    from .services.inviting import enter_when_invited
    from .services.people import let_go_of
    from .views.following import on_own_account
    from .views.plenary import in_the_room

    name_things()
    on_acceptance(enter_when_invited)
    on_landing(landing)
    tell_time_by(clock_known)
    on_forgetting(forget_in_coalition)
    on_closing(let_go_of)
    if keep_feeds_closed not in STAYS_WITHDRAWN:
        STAYS_WITHDRAWN.append(keep_feeds_closed)
    slots.fill("room", template="coalitions/plenary/in_the_room.html", context=in_the_room)
    slots.fill("account", template="coalitions/own.html", context=on_own_account)
    slots.fill("beside-a-review", template="coalitions/beside_review.html", context=beside_review)
    slots.fill("recommendation", template="coalitions/beside_recommendation.html", context=beside_recommendation)
    slots.fill("invitation", template="coalitions/invited_to.html", context=invited_to)
