"""What Django looks up anew for every page though it stays the same while a process runs: texts and addresses.

As with large numbers (large_numbers), this is changed once, for all pages. What is kept is the same for everybody: a
text of the interface in one language, an address of the table of addresses. Nothing that somebody wrote is kept.
"""

from functools import lru_cache
from typing import Any

from django.template import Context
from django.templatetags.i18n import TranslateNode
from django.urls import URLResolver
from django.utils.translation import get_language
from django.utils.translation.trans_real import DjangoTranslation

# More than the interface has in all its languages, and than a process's readers ask for at a time.
_TEXTS, _ADDRESSES = 20_000, 10_000
_draw = TranslateNode.render


def keep_lookups() -> None:
    """Look each text up once in each language, and make each address once. Called before any page is made.

    The language and the resolver are part of the key: no language gets another's text. No address depends on the
    reader's language here.
    """
    DjangoTranslation.gettext = lru_cache(_TEXTS)(DjangoTranslation.gettext)  # type: ignore[method-assign]
    resolver: Any = URLResolver
    resolver._reverse_with_prefix = lru_cache(_ADDRESSES, typed=True)(resolver._reverse_with_prefix)
    TranslateNode.render = _render  # type: ignore[method-assign, assignment]


def _render(node: TranslateNode, context: Context) -> str:
    """`{% translate "Save" %}`: a constant is drawn once in each language."""
    message = node.filter_expression
    if node.asvar or node.message_context or message.filters or getattr(message.var, "literal", None) is None:
        return _draw(node, context)
    return _drawn(node, get_language(), context.autoescape)


@lru_cache(_TEXTS)
def _drawn(node: TranslateNode, language: str | None, autoescape: bool) -> str:
    """The text in the language in force, which is `language`."""
    return _draw(node, Context(autoescape=autoescape))
