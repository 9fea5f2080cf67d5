from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "openupr.submissions"
    label = "submissions"

    def ready(self) -> None:
        _tie_in()


def _tie_in() -> None:
    """What this app adds to the hooks of others."""
    # Models exist only once all apps are loaded.
    from openupr.accounts.services.forgetting import ON_FORGETTING
    from openupr.coalitions.frame import AROUND, COALITION_TABS, TabTo
    from openupr.coalitions.queries.lodging import LODGED

    from .queries.submissions import is_anything_lodged
    from .services.forgetting import forget_in_submissions
    from .views.around import around_submission

    ON_FORGETTING.add(forget_in_submissions)
    AROUND.add(around_submission)
    LODGED.add(is_anything_lodged)
    COALITION_TABS.add(TabTo(_("Submissions"), "submissions:submissions"), order=45)
