from django.apps import AppConfig
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel
from openupr.web.navigation import NAVIGATION, Entry


class CoalitionsConfig(AppConfig):
    name = "openupr.coalitions"
    label = "coalitions"

    def ready(self) -> None:
        NAVIGATION.add(Entry(_("For me"), "coalitions:for-me", is_signed_in, waiting_for_reader), order=54)
        NAVIGATION.add(Entry(_("Coalitions"), "coalitions:coalitions", is_signed_in), order=55)
        _tie_in()


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in; who sends no session's cookie is not even looked for."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def waiting_for_reader(request: HttpRequest) -> int:
    """How many things wait for who is signed in, for the number in the header."""
    from .for_me import number_waiting_for  # models exist only once all apps are loaded

    return number_waiting_for(request.user, today=request.today)  # type: ignore[arg-type,attr-defined]


def _tie_in() -> None:
    """What this app adds to the hooks of others."""
    # Models exist only once all apps are loaded.
    from openupr.accounts.accounts import CLOCKS, LANDINGS, ON_CLOSING
    from openupr.accounts.audit_log import ON_FORGETTING
    from openupr.accounts.backups import STAYS_WITHDRAWN
    from openupr.accounts.invitations import ON_ACCEPTANCE
    from openupr.accounts.new_passwords import MAY_RENEW
    from openupr.accounts.server import ON_SUSPENDING
    from openupr.timeline.feeds import keep_feeds_closed

    from .audit_log import forget_in_coalition, name_things
    from .clock import clock_known
    from .coalition import landing
    from .following_pages import on_own_account
    from .for_me import FOR_ME
    from .invitations import enter_when_invited
    from .pairing import end_devices_of, on_a_paired_device
    from .panels import after_import, beside_review
    from .people import after_invitation, close_feeds_of, coordinates_all_of, invited_to, let_go_of
    from .waiting import KINDS

    name_things()
    _carry_over()
    _put_in_calendars()
    FOR_ME.add(*KINDS, order=10)
    ON_ACCEPTANCE.add(enter_when_invited)
    MAY_RENEW.add(coordinates_all_of)
    LANDINGS.add(landing)
    CLOCKS.add(clock_known)
    ON_FORGETTING.add(forget_in_coalition)
    ON_CLOSING.add(let_go_of)
    ON_SUSPENDING.add(close_feeds_of, end_devices_of)
    STAYS_WITHDRAWN.add(keep_feeds_closed)
    PANELS.add(Panel("account", "coalitions/own.html", on_own_account))
    PANELS.add(Panel("masthead", "coalitions/pairing/masthead.html", on_a_paired_device))
    PANELS.add(Panel("beside-a-review", "coalitions/beside_review.html", beside_review))
    PANELS.add(Panel("after-import", "coalitions/after_import.html", after_import))
    PANELS.add(Panel("invitation", "coalitions/invited_to.html", invited_to))
    PANELS.add(Panel("after-invitation", "coalitions/after_invitation.html", after_invitation))


def _put_in_calendars() -> None:
    """The dates of coalitions and groups, in the language of who follows them."""
    from openupr.timeline.dated_things import CALENDAR_PLACES
    from openupr.timeline.feeds import LANGUAGE_OF_FEED

    from .calendars import language_of_follower, places

    CALENDAR_PLACES.add(places)
    LANGUAGE_OF_FEED.add(language_of_follower)


def _carry_over() -> None:
    """What the coalition for the next review can take along of this app."""
    from . import carry_over

    carry_over.CARRY_OVER.add(
        carry_over.TakenAlong(
            "organisations",
            _("Organisations"),
            _("Their names, to invite again. None is a member before it says so."),
            lambda coalition, _now: coalition.member_organisations.count(),
            carry_over.carry_organisations,
        ),
        order=10,
    )
    carry_over.CARRY_OVER.add(
        carry_over.TakenAlong(
            "groups",
            _("Thematic groups"),
            _("Names, focus and issues. They have no members yet."),
            lambda coalition, _now: coalition.groups.count(),
            carry_over.carry_groups,
        ),
        order=20,
    )
    carry_over.CARRY_OVER.add(
        carry_over.TakenAlong(
            "dates",
            _("Timeline as it went"),
            _("Dates that are over, as events of the past. No names."),
            lambda coalition, now: len(carry_over.past_dates(coalition, now)),
            carry_over.carry_dates,
        ),
        order=30,
    )
    carry_over.CARRY_OVER.add(
        carry_over.TakenAlong(
            "events",
            _("Events still to come"),
            _("Elections, laws and others outside, with their effect. What they put at risk stays."),
            lambda coalition, now: carry_over.events_to_come(coalition, now).count(),
            carry_over.carry_events,
        ),
        order=35,
    )
