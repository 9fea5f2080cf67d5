from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import languages

_IN_KHMER = ("follow-ups", "follow-up-take-up", "follow-up", "evidence-add", "evidence-remove")


class FollowupConfig(AppConfig):
    name = "openupr.followup"
    label = "followup"

    def ready(self) -> None:
        # Models exist only once all slices are loaded.
        from openupr.accounts.services.forgetting import on_forgetting
        from openupr.coalitions.queries.tabs import GROUP_TABS, offer_tab

        from .services import forget_in_followup

        on_forgetting(forget_in_followup)
        offer_tab(_("Done since"), "followup:follow-ups", order=40, row=GROUP_TABS)
        languages.spoken(*(f"followup:{page}" for page in _IN_KHMER))
