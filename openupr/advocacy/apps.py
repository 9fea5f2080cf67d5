from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    name = "openupr.advocacy"
    label = "advocacy"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.coalitions.frame import COALITION_TABS, TabTo

        COALITION_TABS.add(TabTo(_("Advocacy"), "advocacy:states"), order=60)
