from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel


class WorkshopsConfig(AppConfig):
    name = "openupr.workshops"
    label = "workshops"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.accounts.audit_log import ON_FORGETTING
        from openupr.coalitions.for_me import FOR_ME
        from openupr.coalitions.frame import AROUND, COALITION_TABS, NavSection, TabTo
        from openupr.coalitions.next_steps import NEXT_STEPS, PHASES_SEEN
        from openupr.languages.translations import TRANSLATED_TEXTS, Texts
        from openupr.testimonies.boxes import BOX_TITLES
        from openupr.timeline.dated_things import DATED_KINDS

        from .box import box_opening, of_which_workshop, titles_of_boxes
        from .frame import around_workshop
        from .rules.templates import translated
        from .today import running_for_me, workshop_in_the_room
        from .waiting import DATED, KINDS, near_workshop, workshop_next
        from .write_up import forget_in_workshops

        FOR_ME.add(*KINDS, order=50)
        DATED_KINDS.add(*DATED, order=50)
        ON_FORGETTING.add(forget_in_workshops)
        AROUND.add(around_workshop, order=40)
        PHASES_SEEN.add(near_workshop)
        NEXT_STEPS.add(workshop_next, order=10)
        BOX_TITLES.add(titles_of_boxes)
        COALITION_TABS.add(TabTo(_("Workshops"), "workshops:workshops", NavSection.WORKSHOP), order=53)
        TRANSLATED_TEXTS.add(Texts("agendas", _("Agendas to start from"), translated), order=40)
        PANELS.add(Panel("opening-a-box", "workshops/opening_a_box.html", box_opening))
        PANELS.add(Panel("of-a-box", "workshops/of_which_workshop.html", of_which_workshop))
        PANELS.add(Panel("for-me", "workshops/running.html", running_for_me))
        PANELS.add(Panel("room", "workshops/in_the_room.html", workshop_in_the_room))
