from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "openupr.submissions"
    label = "submissions"

    def ready(self) -> None:
        _tie_in()


def _tie_in() -> None:
    """Add what this app contributes to the hooks of others."""
    # Models exist only once all apps are loaded.
    from openupr.accounts.audit_log import ON_FORGETTING
    from openupr.coalitions.dates import DATE_WORK
    from openupr.coalitions.for_me import FOR_ME
    from openupr.coalitions.frame import AROUND, COALITION_TABS, NavSection, TabTo
    from openupr.coalitions.next_steps import LODGED_TEXTS, NEXT_STEPS, PHASES_SEEN, LodgedTexts
    from openupr.coalitions.uploads import CAME_BACK
    from openupr.followup.mid_term import CONTACTS
    from openupr.timeline.dated_things import DATED_KINDS
    from openupr.web.hooks import PANELS, Panel

    from .dates import DATE_WORKS, DATED
    from .evidence import beside_evidence
    from .forgetting import forget_in_submissions
    from .frame import around_submission
    from .next_steps import seen_in_submissions, submission_next
    from .returned_files import draft_that_came_back
    from .roadmap_texts import lodged_proposals
    from .submissions import coalitions_that_lodged, contact_on_cover, day_lodged, part_of_group, sections_of_group
    from .waiting import KINDS

    FOR_ME.add(*KINDS, order=20)
    DATED_KINDS.add(*DATED, order=20)
    DATE_WORK.add(*DATE_WORKS)
    CAME_BACK.add(draft_that_came_back, order=30)
    ON_FORGETTING.add(forget_in_submissions)
    AROUND.add(around_submission)
    CONTACTS.add(contact_on_cover, order=60)
    LODGED_TEXTS.add(LodgedTexts(coalitions_that_lodged, lodged_proposals, day_lodged))
    PHASES_SEEN.add(seen_in_submissions)
    NEXT_STEPS.add(submission_next, order=30)
    PANELS.add(Panel("evidence", "submissions/beside_evidence.html", beside_evidence))
    PANELS.add(Panel("group", "submissions/part_of_group.html", part_of_group))
    PANELS.add(Panel("paired", "submissions/on_a_paired_device.html", sections_of_group))
    COALITION_TABS.add(TabTo(_("Submissions"), "submissions:submissions", NavSection.SUBMISSION), order=45)
