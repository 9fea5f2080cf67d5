from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import slots
from openupr.web.languages import spoken

PHONE_PAGES = ("evaluate", "tell", "by-link", "evaluate-by-link", "tell-by-link", "link-opened", "withdraw")


class TestimoniesConfig(AppConfig):
    name = "openupr.testimonies"
    label = "testimonies"

    def ready(self) -> None:
        # Models exist only once all slices are loaded.
        from openupr.accounts.services.backups import STAYS_WITHDRAWN
        from openupr.coalitions.queries.tabs import offer_tab
        from openupr.languages.queries import offer_texts

        from .queries.room import in_the_room
        from .rules.sentences import to_confirm
        from .services.withdrawing import keep_withdrawn

        offer_texts(
            "testimonies",
            _("Evaluations and testimonies"),
            lambda language: to_confirm(),
            order=70,
        )
        # Their sentences are in data/sentences.csv, in each of these languages.
        spoken(*(f"testimonies:{name}" for name in PHONE_PAGES))
        offer_tab(_("Testimonies"), "testimonies:boxes", after="coalitions:consultations")
        slots.fill("room", template="testimonies/in_the_room.html", context=in_the_room, order=60)
        STAYS_WITHDRAWN.append(keep_withdrawn)
