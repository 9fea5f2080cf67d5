from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import slots


class TestimoniesConfig(AppConfig):
    name = "openupr.testimonies"
    label = "testimonies"

    def ready(self) -> None:
        # Models exist only once all slices are loaded.
        from openupr.accounts.services.backups import STAYS_WITHDRAWN
        from openupr.coalitions.queries.tabs import offer_tab

        from .queries.room import in_the_room
        from .services.withdrawing import keep_withdrawn

        offer_tab(_("Testimonies"), "testimonies:boxes", after="coalitions:consultations")
        slots.fill("room", template="testimonies/in_the_room.html", context=in_the_room, order=60)
        STAYS_WITHDRAWN.append(keep_withdrawn)
