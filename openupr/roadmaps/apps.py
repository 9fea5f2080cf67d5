from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel
from openupr.web.languages import ENGLISH_PAGES


class RoadmapsConfig(AppConfig):
    name = "openupr.roadmaps"
    label = "roadmaps"

    def ready(self) -> None:
        # A partner gets the same English file from every member.
        ENGLISH_PAGES.add("roadmaps:roadmap-word")
        _tie_in()


def _tie_in() -> None:
    """What this app adds to the hooks of others."""
    # Models exist only once all apps are loaded.
    from openupr.accounts.audit_log import ON_FORGETTING
    from openupr.coalitions.dates import DATE_WORK, DATES_WRITTEN_ELSEWHERE, WrittenElsewhere
    from openupr.coalitions.frame import COALITION_TABS, GROUP_TABS, NavSection, TabTo
    from openupr.coalitions.groups import GROUP_COUNTS, GROUP_FIGURES
    from openupr.coalitions.uploads import CAME_BACK
    from openupr.followup.priorities import WISHES
    from openupr.languages.translations import TRANSLATED_TEXTS, Texts
    from openupr.timeline.dates_in_words import DATE_TITLES

    from .answers import DUE_TITLE, name_answers
    from .consultations import beside_consultation
    from .demo import demo_texts
    from .forgetting import forget_in_roadmaps
    from .panels import beside_gaps, beside_recommendation
    from .plenary_pages import in_the_room
    from .proposals import ADOPTED, BEFORE_GROUP, RECOMMENDATIONS, name_proposals, wishes_of
    from .roadmap import QUESTIONS_DONE, question_texts, where_answered
    from .roadmap_back import roadmap_that_came_back
    from .waiting import DATE_WORKS

    name_proposals()
    name_answers()
    _say_what_is_next()
    _decide_together()
    _take_along()
    CAME_BACK.add(roadmap_that_came_back, order=10)
    TRANSLATED_TEXTS.add(Texts("roadmap", _("The roadmap's questions"), question_texts), order=30)
    TRANSLATED_TEXTS.add(Texts("demo", _("Recommendations of the demo"), demo_texts), order=90)
    GROUP_FIGURES.add(QUESTIONS_DONE, RECOMMENDATIONS)
    GROUP_COUNTS.add(ADOPTED, BEFORE_GROUP)
    DATE_TITLES.add(DUE_TITLE)
    DATES_WRITTEN_ELSEWHERE.add(*(WrittenElsewhere(kind, where_answered) for kind in ("roadmap", "question")))
    DATE_WORK.add(*DATE_WORKS)
    ON_FORGETTING.add(forget_in_roadmaps)
    WISHES.add(wishes_of)
    COALITION_TABS.add(TabTo(_("All recommendations"), "roadmaps:all-proposals", NavSection.GROUPS), order=25)
    COALITION_TABS.add(TabTo(_("Plenary"), "roadmaps:plenary", NavSection.WORKSHOP), order=70)
    GROUP_TABS.add(TabTo(_("Roadmap"), "roadmaps:roadmap"), order=20)
    GROUP_TABS.add(TabTo(_("Recommendations"), "roadmaps:proposals"), order=30)
    GROUP_TABS.add(TabTo(_("Outline"), "roadmaps:outline"), order=50)
    PANELS.add(Panel("room", "roadmaps/plenary/in_the_room.html", in_the_room), order=20)
    PANELS.add(Panel("groups", "roadmaps/beside_groups.html"))
    PANELS.add(Panel("consultation", "roadmaps/beside_consultation.html", beside_consultation))
    PANELS.add(Panel("gaps", "roadmaps/beside_gaps.html", beside_gaps))
    PANELS.add(Panel("recommendation", "roadmaps/beside_recommendation.html", beside_recommendation))


def _take_along() -> None:
    """To the coalition of the next review."""
    from openupr.coalitions.carry_over import CARRY_OVER, TakenAlong

    from .carry_over import carry_adopted, count_adopted

    adopted = TakenAlong(
        "adopted",
        _("Adopted recommendations"),
        _("What groups adopted, as drafts to begin with, without comments."),
        count_adopted,
        carry_adopted,
        needs=("groups",),
    )
    CARRY_OVER.add(adopted, order=60)


def _decide_together() -> None:
    """What organisations put in order, and what becomes of a route that a group decided on."""
    from openupr.decisions.decisions import ON_DECISION_CLOSED
    from openupr.decisions.ranking import RANKED_THINGS

    from .answers import write_route
    from .ranking import recommendations_to_rank

    RANKED_THINGS.add(recommendations_to_rank, order=30)
    ON_DECISION_CLOSED.add(write_route)


def _say_what_is_next() -> None:
    """On the first page of a coalition, and of each person."""
    from openupr.coalitions.for_me import FOR_ME
    from openupr.coalitions.messages import GROUP_ASKS
    from openupr.coalitions.next_steps import GROUP_LACKS, NEXT_STEPS, PHASES_SEEN

    from .proposals_waiting import lack_adopted, recommend_next, seen_in_recommendations
    from .waiting import KINDS, ask_group

    FOR_ME.add(*KINDS, order=30)
    GROUP_ASKS.add(ask_group, order=10)

    GROUP_LACKS.add(lack_adopted)
    NEXT_STEPS.add(recommend_next, order=20)
    PHASES_SEEN.add(seen_in_recommendations)
