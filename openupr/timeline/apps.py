from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import navigation


class TimelineConfig(AppConfig):
    name = "openupr.timeline"
    label = "timeline"

    def ready(self) -> None:
        navigation.add(_("Timeline"), "timeline:choose", order=35)
