from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel


class RoadmapsConfig(AppConfig):
    name = "openupr.roadmaps"
    label = "roadmaps"

    def ready(self) -> None:
        _tie_in()


def _tie_in() -> None:
    """What this app adds to the hooks of others."""
    # Models exist only once all apps are loaded.
    from openupr.accounts.audit_log import ON_FORGETTING
    from openupr.coalitions.dates import DATE_WORK, DATES_WRITTEN_ELSEWHERE, WrittenElsewhere
    from openupr.coalitions.for_me import FOR_ME
    from openupr.coalitions.frame import COALITION_TABS, GROUP_TABS, NavSection, TabTo
    from openupr.coalitions.groups import GROUP_FIGURES
    from openupr.coalitions.messages import GROUP_ASKS
    from openupr.coalitions.uploads import CAME_BACK
    from openupr.decisions.decisions import ON_DECISION_CLOSED
    from openupr.languages.translations import TRANSLATED_TEXTS, Texts
    from openupr.timeline.dates_in_words import DATE_TITLES

    from .answers import DUE_TITLE, name_answers, write_route
    from .demo import demo_texts
    from .forgetting import forget_in_roadmaps
    from .plenary_pages import in_the_room, what_the_room_said
    from .roadmap import QUESTIONS_DONE, question_texts, where_answered
    from .roadmap_back import roadmap_that_came_back
    from .waiting import DATE_WORKS, KINDS, ask_group

    name_answers()
    FOR_ME.add(*KINDS, order=30)
    GROUP_ASKS.add(ask_group, order=10)
    ON_DECISION_CLOSED.add(write_route)
    CAME_BACK.add(roadmap_that_came_back, order=10)
    TRANSLATED_TEXTS.add(Texts("roadmap", _("The roadmap's questions"), question_texts), order=30)
    TRANSLATED_TEXTS.add(Texts("demo", _("Recommendations of the demo"), demo_texts), order=90)
    GROUP_FIGURES.add(QUESTIONS_DONE)
    DATE_TITLES.add(DUE_TITLE)
    DATES_WRITTEN_ELSEWHERE.add(*(WrittenElsewhere(kind, where_answered) for kind in ("roadmap", "question")))
    DATE_WORK.add(*DATE_WORKS)
    ON_FORGETTING.add(forget_in_roadmaps)
    COALITION_TABS.add(TabTo(_("Plenary"), "roadmaps:plenary", NavSection.WORKSHOP), order=70)
    GROUP_TABS.add(TabTo(_("Roadmap"), "roadmaps:roadmap"), order=20)
    GROUP_TABS.add(TabTo(_("Outline"), "roadmaps:outline"), order=50)
    PANELS.add(Panel("room", "roadmaps/plenary/in_the_room.html", in_the_room), order=20)
    PANELS.add(Panel("group-recommendations", "roadmaps/plenary/what_the_room_said.html", what_the_room_said))
