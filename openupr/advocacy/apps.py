from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    name = "openupr.advocacy"
    label = "advocacy"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.accounts.audit_log import ON_FORGETTING
        from openupr.accounts.backups import STAYS_WITHDRAWN
        from openupr.coalitions.carry_over import CARRY_OVER, TakenAlong
        from openupr.coalitions.clock import DELETIONS_WAITING
        from openupr.coalitions.dates import DATES_WRITTEN_ELSEWHERE, WrittenElsewhere
        from openupr.coalitions.for_me import FOR_ME
        from openupr.coalitions.frame import COALITION_TABS, NavSection, TabTo
        from openupr.coalitions.next_steps import NEXT_STEPS

        from .adoption_texts import KIND, where_text_is
        from .carry_over import carry_lessons, carry_presences, count_lessons, count_presences
        from .contact_book import keep_wiped, overdue_contacts_in
        from .factsheets import keep_taken_back
        from .forgetting import forget_in_advocacy
        from .overview import advocate_next
        from .waiting import KINDS

        STAYS_WITHDRAWN.add(keep_taken_back)
        presences = TakenAlong(
            "presences",
            _("Where diplomats are"),
            _("Each State's presence, with its source and its day. No names."),
            count_presences,
            carry_presences,
        )
        NEXT_STEPS.add(advocate_next, order=40)
        COALITION_TABS.add(TabTo(_("Advocacy"), "advocacy:start", NavSection.ADVOCACY), order=60)
        lessons = TakenAlong(
            "lessons",
            _("Lessons"),
            _("What was written for the next cycle, below Uptake."),
            count_lessons,
            carry_lessons,
        )
        CARRY_OVER.add(presences, lessons, order=70)
        DATES_WRITTEN_ELSEWHERE.add(WrittenElsewhere(KIND, where_text_is))
        FOR_ME.add(*KINDS, order=45)
        DELETIONS_WAITING.add(overdue_contacts_in)
        STAYS_WITHDRAWN.add(keep_wiped)
        ON_FORGETTING.add(forget_in_advocacy)
        _tie_in_plans()


def _tie_in_plans() -> None:
    """What pre-sessions, strategies, States not approached, partners and practices add to the hooks
    of others.
    """
    from openupr.coalitions.carry_over import CARRY_OVER, TakenAlong
    from openupr.coalitions.frame import GROUP_TABS, TabTo
    from openupr.followup.mid_term import CONTACTS
    from openupr.recommendations.targets import DIPLOMATS
    from openupr.timeline.dated_things import DATED_KINDS
    from openupr.web.hooks import PANELS, Panel
    from openupr.workshops.losses import DELETION_BLOCKERS
    from openupr.workshops.workshops import ON_DAYS_CHANGED

    from .carry_over import carry_not_approached, carry_partners, count_not_approached, count_partners
    from .dates import DATED
    from .overview import of_this_step
    from .paper_words import contact_of
    from .pre_sessions import beside_workshop, follow_first_day, holds_pre_session
    from .states import diplomats_known_to

    CONTACTS.add(contact_of)
    partners = TakenAlong(
        "partners",
        _("Directory of partners"),
        _("Organisations, what they offer, how to reach them. No names of people."),
        count_partners,
        carry_partners,
    )
    not_approached = TakenAlong(
        "not-approached",
        _("States we do not approach"),
        _("Each State with your reason. Private to the coalition."),
        count_not_approached,
        carry_not_approached,
    )
    CARRY_OVER.add(partners, not_approached, order=70)
    DIPLOMATS.add(diplomats_known_to)
    DELETION_BLOCKERS.add(holds_pre_session)
    ON_DAYS_CHANGED.add(follow_first_day)
    DATED_KINDS.add(*DATED, order=70)
    PANELS.add(Panel("workshop", "advocacy/beside_workshop.html", beside_workshop))
    PANELS.add(Panel("coalition", "advocacy/practice_of_step.html", of_this_step))
    GROUP_TABS.add(TabTo(_("Factsheet"), "advocacy:factsheet"), order=54)
    GROUP_TABS.add(TabTo(_("Strategy"), "advocacy:strategy"), order=56)
