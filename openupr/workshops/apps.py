from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import languages, slots


class WorkshopsConfig(AppConfig):
    name = "openupr.workshops"
    label = "workshops"

    def ready(self) -> None:
        # Models exist only once all slices are loaded.
        from openupr.accounts.services.forgetting import on_forgetting
        from openupr.coalitions.queries.tabs import offer_tab
        from openupr.languages.queries.offered import offer_texts
        from openupr.testimonies.queries.titles import titled_by

        from .queries.box import of_which_workshop, opening, titles_of_boxes
        from .queries.room import in_the_room
        from .rules.templates import translated
        from .services.forgetting import forget_in_workshops

        on_forgetting(forget_in_workshops)
        titled_by(titles_of_boxes)
        offer_tab(_("Workshops"), "workshops:workshops", order=55)
        languages.spoken("workshops:phone", "workshops:phone-materials", "workshops:phone-terms")
        offer_texts("agendas", _("Agendas to start from"), translated, order=40)
        slots.fill("opening-a-box", template="workshops/opening_a_box.html", context=opening)
        slots.fill("of-a-box", template="workshops/of_which_workshop.html", context=of_which_workshop)
        slots.fill("room", template="workshops/in_the_room.html", context=in_the_room)
