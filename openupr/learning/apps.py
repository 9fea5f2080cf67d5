from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel
from openupr.web.navigation import NAVIGATION, Entry


class LearningConfig(AppConfig):
    name = "openupr.learning"
    label = "learning"

    def ready(self) -> None:
        NAVIGATION.add(Entry(_("Learn"), "learning:lessons"), order=45)
        PANELS.add(Panel("answers", "learning/what_answers_mean.html"))
        # Models exist only once all apps are loaded.
        from openupr.languages.translations import TRANSLATED_TEXTS, Texts

        from .lessons import course_lessons
        from .lessons_on_paper import all_texts, pairs, texts_of_words
        from .rules.words import WORDS

        TRANSLATED_TEXTS.add(
            Texts("lessons", _("Lessons and their questions"), lambda language: pairs(map(all_texts, course_lessons())))
        )
        TRANSLATED_TEXTS.add(Texts("words", _("Word list"), lambda language: pairs([texts_of_words(WORDS)])), order=60)
