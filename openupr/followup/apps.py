from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.languages import TRANSLATED_PAGES

_IN_KHMER = ("follow-ups", "follow-up-take-up", "follow-up", "evidence-add", "evidence-remove")


class FollowupConfig(AppConfig):
    name = "openupr.followup"
    label = "followup"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.accounts.services.forgetting import ON_FORGETTING
        from openupr.coalitions.frame import GROUP_TABS, TabTo

        from .services import forget_in_followup

        ON_FORGETTING.add(forget_in_followup)
        GROUP_TABS.add(TabTo(_("Done since"), "followup:follow-ups"), order=40)
        TRANSLATED_PAGES.add(*(f"followup:{page}" for page in _IN_KHMER))
