"""Refusals, as services raise them and pages show them; and what every service's texts are looked through for."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import JSONField, Model, TextField
from django.db.models.fields import CharField

from openupr.accounts.models import Person
from openupr.accounts.permissions import Actor

from ..models import Coalition
from ..permissions.roles import coalition_of
from ..queries.confided import copied_words
from ..rules.refusals import CopiesATestimony, Refused

__all__ = ["Refused", "check_given", "check_not_copied"]


def check_not_copied(coalition: Coalition, *texts: str, by: Actor) -> None:
    """Raise CopiesATestimony where one of these texts holds words of a testimony. At most one query."""
    for words in copied_words(texts, coalition, by=by).values():
        raise CopiesATestimony(words[0])


def check_given(by: Actor, about: Any, given: Mapping[str, Any]) -> None:
    """The same of all texts that a service is given, save those that stood there before. At most one query more.

    Phones in the room are not asked: who writes there may be its author, and would be told what lies in the box.
    """
    if about is None or not isinstance(by, Person):
        return
    for text, words in copied_words(list(_texts(given)), coalition_of(about), by=by).items():
        if not any(_stands_in(each, text) for each in given.values() if isinstance(each, Model)):
            raise CopiesATestimony(words[0])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _stands_in(row: Model, text: str) -> bool:
    """Whether the whole text is one of a row, or of what belongs to it, as the database has them now."""
    own = [(type(row), {"pk": row.pk})]
    belonging = [(each.related_model, {each.field.name: row}) for each in row._meta.related_objects]
    wanted = _bare(text)
    return any(
        wanted in map(_bare, _texts(values))
        for model, of_it in (*own, *belonging)
        # What a version says stands there no more.
        if not model.__name__.endswith("Version") and (names := _holding(model))
        for values in model._base_manager.filter(**of_it).values_list(*names)
    )


def _holding(model: type[Model]) -> list[str]:
    fields = model._meta.concrete_fields
    return [each.name for each in fields if isinstance(each, CharField | TextField | JSONField) and not each.choices]


def _bare(text: str) -> str:
    return " ".join(text.split())
