from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import navigation


class RecommendationsConfig(AppConfig):
    name = "openupr.recommendations"
    label = "recommendations"

    def ready(self) -> None:
        navigation.add(_("Search"), "recommendations:search", order=10)
        navigation.add(_("Disaggregate"), "recommendations:disaggregate", order=20)
        navigation.add(_("States"), "recommendations:states", order=30)
