"""Languages to choose from in a form."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from openupr.upr.languages import LANGUAGES, language
from openupr.web.languages import by_name, in_page_language


def languages_to_choose(first: Iterable[str] = ()) -> list[tuple[Any, Any]]:
    """All languages in two groups, by their names in the reader's language: these codes and those of the pages, then
    the others. Where a name has no translation, it comes last.
    """
    codes = dict.fromkeys([*first, *(code for code, _name in settings.LANGUAGES)])
    named = {each.code: in_page_language(each.name) for each in by_name(LANGUAGES)}
    others = [(code, name) for code, name in named.items() if code not in codes]
    others.sort(key=lambda each: each[1] == language(each[0]).name)
    return [(_("Likely here"), [(code, named[code]) for code in codes]), (_("All others"), others)]
