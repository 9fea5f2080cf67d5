from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "openupr.decisions"
    label = "decisions"

    def ready(self) -> None:
        _tie_in()


def _tie_in() -> None:
    """What this app adds to the hooks of others."""
    # Models exist only once all apps are loaded.
    from openupr.accounts.audit_log import ON_FORGETTING
    from openupr.coalitions.for_me import ANSWERED_BY_OTHERS, FOR_ME
    from openupr.coalitions.frame import COALITION_TABS, GROUP_TABS, NavSection, TabTo
    from openupr.coalitions.messages import GROUP_ASKS
    from openupr.coalitions.next_steps import NEXT_STEPS
    from openupr.timeline.dated_things import DATED_KINDS

    from .decisions import DATED
    from .forgetting import forget_in_decisions, name_decisions
    from .ranking import RANKED_THINGS, issues_to_rank
    from .voices import answered_by_others, ask_for_voices
    from .waiting import KINDS, close_next

    name_decisions()
    # Before what the coalition itself asks, and before the steps of the apps above.
    FOR_ME.add(*KINDS, order=5)
    NEXT_STEPS.add(close_next, order=5)
    ANSWERED_BY_OTHERS.add(answered_by_others)
    GROUP_ASKS.add(ask_for_voices, order=20)
    RANKED_THINGS.add(issues_to_rank, order=10)
    DATED_KINDS.add(*DATED, order=10)
    ON_FORGETTING.add(forget_in_decisions)
    COALITION_TABS.add(TabTo(_("Decisions"), "decisions:decisions", NavSection.DECISIONS), order=40)
    COALITION_TABS.add(TabTo(_("Consultations"), "decisions:consultations", NavSection.PLAN), order=50)
    GROUP_TABS.add(TabTo(_("Decisions of the group"), "decisions:group-decisions"), order=55)
