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


def check_not_copied(coalition: Coalition, *texts: str, by: Actor, quoting: bool = False) -> None:
    """Raise CopiesATestimony where one of these texts holds words of a testimony that `by` may read; `quoting`: words
    that were not released.
    """
    for words in copied_words(texts, coalition, by=by, quoting=quoting).values():
        raise CopiesATestimony(words[0])


def check_given(by: Actor, about: Any, given: Mapping[str, Any]) -> None:
    """The same of all texts that a service is given, save those that stand in the same field of the same row.

    Phones in the room are not asked: they may read no testimony.
    """
    if about is None or not isinstance(by, Person):
        return
    texts = list(_texts(given))
    copied = copied_words([text for _name, text in texts], coalition_of(about), by=by)
    for name, text in texts:
        if text in copied and not any(_stands_in(each, name, text, given) for each in _rows(given)):
            raise CopiesATestimony(copied[text][0])


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a value, each with the name by which it is given."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, str(key))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each, name)


def _rows(given: Mapping[str, Any]) -> list[Model]:
    return [each for each in given.values() if isinstance(each, Model)]


def _stands_in(row: Model, name: str, text: str, given: Mapping[str, Any]) -> bool:
    """Whether the field of that name says the text to the letter in the database: in the row, or in the only one that
    belongs to it with what else is given, such as a group's answer to a question.
    """
    wanted = _bare(text)
    return any(
        wanted in (_bare(each) for _name, each in _texts(list(values)))
        for model, of_it in ((type(row), {"pk": row.pk}), *_belonging(row, given))
        if name in _holding(model)
        for values in model._base_manager.filter(**of_it).values_list(name)
    )


def _belonging(row: Model, given: Mapping[str, Any]) -> Iterator[tuple[type[Model], dict[str, Any]]]:
    for each in row._meta.related_objects:
        model, to_it = each.related_model, each.field.name
        if each.one_to_one:
            yield model, {to_it: row}
        for told_apart in model._meta.total_unique_constraints:
            others = set(told_apart.fields) - {to_it}
            # What a version says stands there no more.
            if to_it in told_apart.fields and others <= given.keys() and not model.__name__.endswith("Version"):
                yield model, {to_it: row} | {name: given[name] for name in others}


def _holding(model: type[Model]) -> set[str]:
    fields = model._meta.concrete_fields
    return {each.name for each in fields if isinstance(each, CharField | TextField | JSONField) and not each.choices}


def _bare(text: str) -> str:
    return " ".join(text.split())
