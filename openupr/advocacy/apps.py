from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    name = "openupr.advocacy"
    label = "advocacy"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.coalitions.frame import COALITION_TABS, TabTo
        from openupr.coalitions.queries.carry_over import CARRY_OVER, TakenAlong
        from openupr.coalitions.queries.timeline import DATES_WRITTEN_ELSEWHERE, WrittenElsewhere

        from .queries.adoption import where_text_is
        from .services.adoption import KIND
        from .services.carry_over import carry_lessons, carry_presences, count_lessons, count_presences

        presences = TakenAlong(
            "presences",
            _("Where diplomats are"),
            _("Each State's presence, with its source and its day. Nobody's name."),
            count_presences,
            carry_presences,
        )
        lessons = TakenAlong(
            "lessons",
            _("Lessons"),
            _("What was written for the next cycle, below Uptake."),
            count_lessons,
            carry_lessons,
        )
        CARRY_OVER.add(presences, lessons, order=70)
        DATES_WRITTEN_ELSEWHERE.add(WrittenElsewhere(KIND, where_text_is))
        COALITION_TABS.add(TabTo(_("Advocacy"), "advocacy:states"), order=60)
