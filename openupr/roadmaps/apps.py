from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import languages, slots

_IN_KHMER = (
    *("roadmap", "roadmap-answer", "roadmap-blank", "plenary", "plenary-feedback", "proposals", "proposal-new"),
    *("outline", "outline-start", "outline-add", "outline-point"),
    *("proposal", "proposal-advice", "proposal-word", "proposal-facts", "proposal-forward", "proposal-settle"),
    *("proposal-comment", "proposal-resolve", "proposal-versions", "all-proposals"),
)


class RoadmapsConfig(AppConfig):
    name = "openupr.roadmaps"
    label = "roadmaps"

    def ready(self) -> None:
        languages.spoken(*(f"roadmaps:{page}" for page in _IN_KHMER))
        _tie_in()


def _tie_in() -> None:
    """Where other slices leave a place for this one."""
    # Models exist only once all slices are loaded.
    from openupr.accounts.services.forgetting import on_forgetting
    from openupr.coalitions.queries.tabs import GROUP_TABS, offer_tab
    from openupr.coalitions.queries.timeline import dates_written_elsewhere

    from .queries.beside import beside_recommendation
    from .queries.figures import offer_figures
    from .queries.names import name_things
    from .queries.roadmap import where_answered
    from .services.forgetting import forget_in_roadmaps
    from .views.plenary import in_the_room

    name_things()
    offer_figures()
    dates_written_elsewhere("roadmap", "question", where=where_answered)
    on_forgetting(forget_in_roadmaps)
    offer_tab(_("Plenary"), "roadmaps:plenary", order=70)
    offer_tab(_("Roadmap"), "roadmaps:roadmap", order=20, row=GROUP_TABS)
    offer_tab(_("Recommendations"), "roadmaps:proposals", order=30, row=GROUP_TABS)
    offer_tab(_("Outline"), "roadmaps:outline", order=50, row=GROUP_TABS)
    slots.fill("room", template="roadmaps/plenary/in_the_room.html", context=in_the_room)
    slots.fill("recommendation", template="roadmaps/beside_recommendation.html", context=beside_recommendation)
