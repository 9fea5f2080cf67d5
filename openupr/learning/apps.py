from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import languages, navigation


class LearningConfig(AppConfig):
    name = "openupr.learning"
    label = "learning"

    def ready(self) -> None:
        navigation.add(_("Learn"), "learning:lessons", order=45)
        languages.spoken("learning:lessons", "learning:lesson", "learning:check", "learning:words")
