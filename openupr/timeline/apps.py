from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.navigation import NAVIGATION, Entry


class TimelineConfig(AppConfig):
    name = "openupr.timeline"
    label = "timeline"

    def ready(self) -> None:
        NAVIGATION.add(Entry(_("Review dates"), "timeline:choose"), order=35)
