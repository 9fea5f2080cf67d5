from functools import partial
from urllib.parse import urlencode

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel
from openupr.web.navigation import NAVIGATION, Entry
from openupr.web.tour import TOUR, TourStep


class RecommendationsConfig(AppConfig):
    name = "openupr.recommendations"
    label = "recommendations"

    def ready(self) -> None:
        NAVIGATION.add(Entry(_("Search"), "recommendations:search"), order=10)
        NAVIGATION.add(Entry(_("Break down"), "recommendations:disaggregate"), order=20)
        NAVIGATION.add(Entry(_("States"), "recommendations:states"), order=30)
        NAVIGATION.add(Entry(_("Gaps"), "recommendations:gaps"), order=40)
        NAVIGATION.add(Entry(_("Check a draft"), "recommendations:similar"), order=50)
        PANELS.add(Panel("foot", "recommendations/foot.html"))
        _offer_the_tour()
        _show_importing()


def _show_importing() -> None:
    from openupr.accounts.audit_log import AUDIT_NAMES, AuditName  # models exist only once all apps are loaded

    from .actions import may_import
    from .state_to_import_pages import record_banner, way_to_import
    from .suggestions import names_of_decisions

    NAVIGATION.add(Entry(_("Import"), "recommendations:import", may_import), order=60)
    PANELS.add(Panel("banner", "recommendations/record_banner.html", record_banner))
    AUDIT_NAMES.add(AuditName("codingdecision", names_of_decisions))
    PANELS.add(Panel("to-import", "recommendations/to_import.html", way_to_import))


def _address(page: str, **parameters: str) -> str:
    return f"{reverse(f'recommendations:{page}')}?{urlencode(parameters)}"


def _offer_the_tour() -> None:
    """Five steps through the record, for a trainer's room: each is an address that can be sent as a
    link.
    """
    TOUR.add(
        TourStep(
            _("Has our topic been raised?"),
            _("Type words, choose a State. The sentence says what was asked and found; every word form counts."),
            partial(_address, "search", q="land rights", state="KHM"),
            "search",
        ),
        TourStep(
            _("By whom, and what was answered?"),
            _("Tick a few filters: each list counts what the others leave. The address keeps it all."),
            partial(_address, "search", q="land", state="KHM"),
            "filters",
        ),
        TourStep(
            _("Take it apart"),
            _("Any two dimensions as a table: which region got which answers. Every number leads to its rows."),
            partial(_address, "disaggregate", state="KHM", rows="from-region", columns="response"),
            "table",
        ),
        TourStep(
            _("What was not found?"),
            _("Issues raised with others and hardly with this State, and always which reviews are missing here."),
            partial(_address, "gaps", state="KHM"),
            "gaps",
        ),
        TourStep(
            _("Has our draft been asked before?"),
            _("Paste a draft recommendation: the nearest ones of the past, from whom, and what became of them."),
            partial(_address, "similar", q="Give families evicted from their land fair compensation"),
            "similar",
        ),
    )
