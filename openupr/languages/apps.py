from django.apps import AppConfig
from django.template import Context
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import PANELS, Panel


class LanguagesConfig(AppConfig):
    name = "openupr.languages"
    label = "languages"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from .translations import TRANSLATED_TEXTS, Texts, most_seen, other_texts

        TRANSLATED_TEXTS.add(Texts("first", _("Most seen"), most_seen), order=1)
        TRANSLATED_TEXTS.add(Texts("interface", _("All other pages"), other_texts), order=90)
        PANELS.add(Panel("translation", "languages/told.html", _page))
        PANELS.add(Panel("foot", "languages/foot.html"), order=55)
        PANELS.add(Panel("khmer", "languages/unreviewed.html", _khmer))


def _page(context: Context) -> dict[str, object] | None:
    """Above a page in another language than English: how reliable its texts are."""
    from django.utils.translation import get_language

    from .confirmations import how_many_unconfirmed

    language = context.get("readers_language")
    spoken = get_language() == language
    return None if spoken and not how_many_unconfirmed(str(language)) else {"language": language, "spoken": spoken}


def _khmer(context: Context) -> dict[str, object] | None:
    """Above Khmer texts on a page in English: the page in Khmer says it in its head already."""
    from .confirmations import how_many_unconfirmed

    return None if context.get("readers_language") == "km" else {"left": how_many_unconfirmed("km")}
