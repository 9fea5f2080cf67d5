from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel


class ProposalsConfig(AppConfig):
    name = "openupr.proposals"
    label = "proposals"

    def ready(self) -> None:
        _tie_in()


def _tie_in() -> None:
    """What this app adds to the hooks of others."""
    # Models exist only once all apps are loaded.
    from openupr.accounts.audit_log import ON_FORGETTING
    from openupr.coalitions.frame import COALITION_TABS, GROUP_TABS, NavSection, TabTo
    from openupr.coalitions.groups import GROUP_COUNTS, GROUP_FIGURES
    from openupr.decisions.ranking import RANKED_THINGS
    from openupr.followup.priorities import WISHES

    from .consultations import beside_consultation
    from .forgetting import forget_in_proposals
    from .panels import beside_gaps, beside_recommendation
    from .proposals import ADOPTED, BEFORE_GROUP, RECOMMENDATIONS, name_proposals, wishes_of
    from .ranking import recommendations_to_rank

    name_proposals()
    _say_what_is_next()
    _take_along()
    GROUP_FIGURES.add(RECOMMENDATIONS)
    GROUP_COUNTS.add(ADOPTED, BEFORE_GROUP)
    RANKED_THINGS.add(recommendations_to_rank, order=30)
    ON_FORGETTING.add(forget_in_proposals)
    WISHES.add(wishes_of)
    COALITION_TABS.add(TabTo(_("All recommendations"), "proposals:all-proposals", NavSection.GROUPS), order=25)
    GROUP_TABS.add(TabTo(_("Recommendations"), "proposals:proposals"), order=30)
    PANELS.add(Panel("groups", "proposals/beside_groups.html"))
    PANELS.add(Panel("consultation", "proposals/beside_consultation.html", beside_consultation))
    PANELS.add(Panel("gaps", "proposals/beside_gaps.html", beside_gaps))
    PANELS.add(Panel("recommendation", "proposals/beside_recommendation.html", beside_recommendation))


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


def _say_what_is_next() -> None:
    """On the first page of a coalition, and of each person."""
    from openupr.coalitions.for_me import FOR_ME
    from openupr.coalitions.next_steps import GROUP_LACKS, NEXT_STEPS, PHASES_SEEN

    from .waiting import KINDS, lack_adopted, recommend_next, seen_in_recommendations

    FOR_ME.add(*KINDS, order=30)
    GROUP_LACKS.add(lack_adopted)
    NEXT_STEPS.add(recommend_next, order=20)
    PHASES_SEEN.add(seen_in_recommendations)
