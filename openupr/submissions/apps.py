from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import navigation


class SubmissionsConfig(AppConfig):
    name = "openupr.submissions"
    label = "submissions"

    def ready(self) -> None:
        navigation.add(_("Check a submission"), "submissions:conform", order=70)
