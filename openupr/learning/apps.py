from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web import languages, navigation


class LearningConfig(AppConfig):
    name = "openupr.learning"
    label = "learning"

    def ready(self) -> None:
        navigation.add(_("Learn"), "learning:lessons", order=45)
        # Models exist only once all slices are loaded.
        from openupr.languages.queries import offer_texts

        from .queries import lessons
        from .queries.shown import all_texts, pairs, texts_of_words
        from .rules.words import WORDS

        offer_texts("lessons", _("Lessons and their questions"), lambda language: pairs(map(all_texts, lessons())))
        offer_texts("words", _("Word list"), lambda language: pairs([texts_of_words(WORDS)]), order=60)
        languages.spoken("learning:lessons", "learning:lesson", "learning:check", "learning:words")
