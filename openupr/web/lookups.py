"""What Django looks up anew for every page though it stays the same while a process runs: texts,
addresses, files.

As with large numbers (large_numbers), this is changed once, for all pages. What is kept is the same
for everybody: a text of the interface in one language, an address of the table of addresses or of a
style sheet. Nothing that somebody wrote is kept.
"""

from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.contrib.staticfiles.storage import HashedFilesMixin
from django.template import Context
from django.templatetags.i18n import TranslateNode
from django.urls import URLResolver
from django.urls import base as addresses
from django.utils.translation import get_language, trans_real
from django.utils.translation.trans_real import DjangoTranslation

# More than the interface has in all its languages, and than a process's readers ask for at a time.
_TEXTS, _ADDRESSES = 20_000, 10_000
_NOTHING = object()
_draw = TranslateNode.render


def keep_lookups() -> None:
    """Look each text up once in each language, and make each address once.

    Called before any page is made.

    The language and the resolver are part of the key: no language gets another's text. No address
    depends on the reader's language here.
    """
    DjangoTranslation.gettext = lru_cache(_TEXTS)(DjangoTranslation.gettext)  # type: ignore[method-assign]
    resolver: Any = URLResolver
    resolver._reverse_with_prefix = lru_cache(_ADDRESSES, typed=True)(resolver._reverse_with_prefix)
    HashedFilesMixin.url = lru_cache(_ADDRESSES)(HashedFilesMixin.url)  # type: ignore[method-assign]
    TranslateNode.render = _render  # type: ignore[method-assign, assignment]
    # The language in force and where addresses begin: a page asks for them five hundred times.
    replaced: Any = trans_real, addresses
    replaced[0]._active = _InContext("language")
    replaced[1]._urlconfs, replaced[1]._prefixes = _InContext("urlconf"), _InContext("prefix")


class _InContext:
    """What asgiref's `Local` is to Django here, each `value` for its context only, and read ten
    times faster.
    """

    def __init__(self, name: str) -> None:
        self._held: ContextVar[Any] = ContextVar(name)

    @property
    def value(self) -> Any:
        current = self._held.get(_NOTHING)
        if current is _NOTHING:
            raise AttributeError("value")
        return current

    @value.setter
    def value(self, value_of_request: Any) -> None:
        self._held.set(value_of_request)

    @value.deleter
    def value(self) -> None:
        self._held.set(_NOTHING)


def _render(node: TranslateNode, context: Context) -> str:
    """`{% translate "Save" %}`, with `as` or without: a constant is drawn once in each language."""
    message = node.filter_expression
    if node.message_context or message.filters or getattr(message.var, "literal", None) is None:
        return _draw(node, context)
    drawn = _drawn(node, get_language(), context.autoescape)
    if not node.asvar:
        return drawn
    context[node.asvar] = drawn
    return ""


@lru_cache(_TEXTS)
def _drawn(node: TranslateNode, language: str | None, autoescape: bool) -> str:
    """The text in the language in force, which is `language`."""
    alone = Context(autoescape=autoescape)
    drawn = _draw(node, alone)
    return alone[node.asvar] if node.asvar else drawn
