from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    name = "openupr.advocacy"
    label = "advocacy"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.accounts.services.backups import STAYS_WITHDRAWN
        from openupr.accounts.services.forgetting import ON_FORGETTING
        from openupr.coalitions.frame import COALITION_TABS, TabTo
        from openupr.coalitions.queries.carry_over import CARRY_OVER, TakenAlong
        from openupr.coalitions.queries.clock_jump import DELETIONS_WAITING

        from .queries.contacts import overdue_contacts_in
        from .services.carry_over import carry_presences, count_presences
        from .services.factsheets import keep_taken_back
        from .services.forgetting import forget_in_advocacy
        from .services.keeping import keep_wiped

        STAYS_WITHDRAWN.add(keep_taken_back)
        presences = TakenAlong(
            "presences",
            _("Where diplomats are"),
            _("Each State's presence, with its source and its day. Nobody's name."),
            count_presences,
            carry_presences,
        )
        CARRY_OVER.add(presences, order=70)
        COALITION_TABS.add(TabTo(_("Advocacy"), "advocacy:states"), order=60)
        DELETIONS_WAITING.add(overdue_contacts_in)
        STAYS_WITHDRAWN.add(keep_wiped)
        ON_FORGETTING.add(forget_in_advocacy)
