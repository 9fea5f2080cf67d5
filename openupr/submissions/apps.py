from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "openupr.submissions"
    label = "submissions"

    def ready(self) -> None:
        _tie_in()


def _tie_in() -> None:
    """Where other slices leave a place for this one."""
    # Models exist only once all slices are loaded.
    from openupr.accounts.services.forgetting import on_forgetting
    from openupr.coalitions.queries.lodging import ask_about_lodging
    from openupr.coalitions.queries.tabs import offer_tab

    from .queries.submissions import is_anything_lodged
    from .services.forgetting import forget_in_submissions

    on_forgetting(forget_in_submissions)
    ask_about_lodging(is_anything_lodged)
    offer_tab(_("Submissions"), "submissions:submissions", order=45)
