from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.navigation import NAVIGATION, Entry


class ConformanceConfig(AppConfig):
    name = "openupr.conformance"
    label = "conformance"

    def ready(self) -> None:
        NAVIGATION.add(Entry(_("Check a submission"), "conformance:conform"), order=70)
