from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import navigation


class ConformanceConfig(AppConfig):
    name = "openupr.conformance"
    label = "conformance"

    def ready(self) -> None:
        navigation.add(_("Check a submission"), "conformance:conform", order=70)
