from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel


class FollowupConfig(AppConfig):
    name = "openupr.followup"
    label = "followup"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.accounts.audit_log import ON_FORGETTING
        from openupr.coalitions.clock import DELETIONS_WAITING
        from openupr.coalitions.dates import DATES_WRITTEN_ELSEWHERE, WrittenElsewhere
        from openupr.coalitions.for_me import FOR_ME
        from openupr.coalitions.frame import COALITION_TABS, GROUP_TABS, NavSection, TabTo
        from openupr.coalitions.uploads import CAME_BACK
        from openupr.timeline.dates_in_words import DATE_TITLES

        from .arranging import DUE_TITLE, KIND
        from .came_back import answers_that_came_back, list_that_came_back, part_that_came_back
        from .evidence import name_things
        from .forgetting import forget_in_followup
        from .group_lines import expired_in, where_followed_up
        from .waiting import KINDS, given_to_reader

        name_things()
        _say_what_is_next()
        _take_along()
        FOR_ME.add(*KINDS, order=40)
        CAME_BACK.add(part_that_came_back, answers_that_came_back, order=20)
        CAME_BACK.add(list_that_came_back, order=40)
        DELETIONS_WAITING.add(expired_in)
        ON_FORGETTING.add(forget_in_followup)
        PANELS.add(Panel("coalition", "followup/given_to_reader.html", given_to_reader))
        COALITION_TABS.add(TabTo(_("Follow-up"), "followup:list", NavSection.FOLLOW_UP), order=42)
        DATES_WRITTEN_ELSEWHERE.add(WrittenElsewhere(KIND, where_followed_up))
        DATE_TITLES.add(DUE_TITLE)
        GROUP_TABS.add(TabTo(_("Follow-up"), "followup:follow-ups"), order=40)


def _take_along() -> None:
    """To the coalition of the next review."""
    from openupr.coalitions.carry_over import CARRY_OVER, TakenAlong

    from .carry_over import carry_evidence, carry_recommendations, count_evidence, count_recommendations

    list_with_voices = TakenAlong(
        "recommendations",
        _("Earlier recommendations"),
        _("With what came of them: answers, assessments, commitments. No names."),
        count_recommendations,
        carry_recommendations,
        needs=("organisations", "groups"),
    )
    evidence = TakenAlong(
        "evidence",
        _("Evidence"),
        _("With its files. Evidence of one group alone, or with personal data, stays behind."),
        count_evidence,
        carry_evidence,
        needs=("recommendations",),
    )
    CARRY_OVER.add(list_with_voices, evidence, order=40)


def _say_what_is_next() -> None:
    """On the first page of a coalition."""
    from openupr.coalitions.next_steps import NEXT_STEPS

    from .waiting import follow_up_next

    NEXT_STEPS.add(follow_up_next, order=50)
