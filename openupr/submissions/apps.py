from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.languages import TRANSLATED_PAGES

# What members read and write. Not those that write headings of ours down: they would be in Khmer.
_IN_KHMER = (
    *(
        "submissions",
        "submission",
        "section",
        "section-history",
        "cite",
        "evidence",
        "preview",
        "tasks",
        "rounds",
        "translate",
    ),
    *("check", "validation", "validation-section", "signing", "editions", "edition"),
    *("cover", "annexes", "annex-add", "annex-look", "annex-remove", "arrange", "section-add", "divide"),
    *("taken-out", "section-change", "section-remove", "section-bring-back", "lodging-back", "receipt"),
    # What a form on these pages is answered with.
    *("paragraph", "paragraph-add", "bring-in", "restore", "remark", "remark-answer", "suggest", "suggestion"),
    *("claim-add", "claim-change", "claim-remove", "claim-bring-back", "task-give", "task", "have-read"),
    *("stance", "stance-see-to", "stance-settle", "sign", "signing-open", "place-evidence"),
    *("validation-projector", "validation-stage", "validation-show", "validation-end"),
    *("circulate", "returned", "lodge", "lodged-before"),
)


class SubmissionsConfig(AppConfig):
    name = "openupr.submissions"
    label = "submissions"

    def ready(self) -> None:
        TRANSLATED_PAGES.add(*(f"submissions:{page}" for page in _IN_KHMER))
        _tie_in()


def _tie_in() -> None:
    """What this app adds to the hooks of others."""
    # Models exist only once all apps are loaded.
    from openupr.accounts.services.forgetting import ON_FORGETTING
    from openupr.coalitions.frame import AROUND, COALITION_TABS, NavSection, TabTo
    from openupr.coalitions.queries.came_back import CAME_BACK
    from openupr.coalitions.queries.for_me import FOR_ME
    from openupr.coalitions.queries.lodging import LODGED
    from openupr.coalitions.queries.next_steps import NEXT_STEPS, PHASES_SEEN
    from openupr.timeline.queries.dated import DATED_KINDS
    from openupr.web.hooks import PANELS, Panel

    from .queries.came_back import draft_that_came_back
    from .queries.dates import DATED
    from .queries.evidence import beside_evidence
    from .queries.next_steps import seen_in_submissions, submission_next
    from .queries.submissions import coalitions_that_lodged, sections_of_group
    from .queries.waiting import KINDS
    from .services.forgetting import forget_in_submissions
    from .views.around import around_submission

    FOR_ME.add(*KINDS, order=20)
    DATED_KINDS.add(*DATED, order=20)
    CAME_BACK.add(draft_that_came_back, order=30)
    ON_FORGETTING.add(forget_in_submissions)
    AROUND.add(around_submission)
    LODGED.add(coalitions_that_lodged)
    PHASES_SEEN.add(seen_in_submissions)
    NEXT_STEPS.add(submission_next, order=30)
    PANELS.add(Panel("evidence", "submissions/beside_evidence.html", beside_evidence))
    PANELS.add(Panel("group", "submissions/part_of_group.html", sections_of_group))
    PANELS.add(Panel("paired", "submissions/on_a_paired_device.html", sections_of_group))
    COALITION_TABS.add(TabTo(_("Submissions"), "submissions:submissions", NavSection.SUBMISSION), order=45)
