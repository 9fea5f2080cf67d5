from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel


class TestimoniesConfig(AppConfig):
    name = "openupr.testimonies"
    label = "testimonies"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.accounts.backups import STAYS_WITHDRAWN
        from openupr.coalitions.for_me import FOR_ME
        from openupr.coalitions.frame import AROUND, COALITION_TABS, NavSection, TabTo
        from openupr.languages.translations import TRANSLATED_TEXTS, Texts

        from .box_frame_pages import around_box
        from .boxes import open_after_a_workshop, open_for_me, testimonies_in_the_room
        from .rules.sentences import to_confirm
        from .waiting import KINDS
        from .withdrawals import keep_withdrawn

        TRANSLATED_TEXTS.add(
            Texts("testimonies", _("Evaluations and testimonies"), lambda language: to_confirm()), order=70
        )
        # Their sentences are in data/sentences.csv, in each of these languages.
        COALITION_TABS.add(TabTo(_("Testimonies"), "testimonies:boxes", NavSection.WORKSHOP), order=56)
        PANELS.add(Panel("room", "testimonies/in_the_room.html", testimonies_in_the_room), order=40)
        PANELS.add(Panel("after-a-workshop", "testimonies/to_put_in.html", open_after_a_workshop), order=40)
        PANELS.add(Panel("for-me", "testimonies/open_for_me.html", open_for_me), order=60)
        STAYS_WITHDRAWN.add(keep_withdrawn)
        FOR_ME.add(*KINDS, order=60)
        AROUND.add(around_box)
