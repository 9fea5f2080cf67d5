"""Taking copies of a testimony's words out of whatever else is kept: wherever somebody pasted them."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext

from openupr.accounts.models import AuditLine
from openupr.accounts.services.traces import sweep_up
from openupr.coalitions.models import Coalition
from openupr.coalitions.permissions.roles import circle
from openupr.upr.local_time import local_time

from ..permissions import WORDS_CUT
from ..queries.kept_texts import KeptTexts, kept_texts, texts_in
from ..rules.copied import Confided, Span, Told
from .traces import PATIENTLY

# A field of this name says on which day words were taken out of what was to stay as it was.
CUT_ON = "words_taken_out_on"


# Of a text the places of the words that go, and what is to stand there instead; said is which tables were changed.
Find = Callable[[str], Sequence[Span]]
Forgetful = Callable[[Coalition, Find, str], Iterable[type[Model]]]
_forgetful: list[Forgetful] = []


def on_withdrawing(forget: Forgetful) -> None:
    """Have `forget` take copies out of files that another slice keeps, within the same transaction; texts are swept
    without it. Registering twice changes nothing.
    """
    if forget not in _forgetful:
        _forgetful.append(forget)


def take_copies_out(coalition: Coalition, testimonies: Iterable[Told]) -> int:
    """Out of all that is kept of a coalition, and of what cannot tell whose it is; within the caller's transaction.
    Says in how many rows and files they were; so does the trail.

    Who has one of them open is told of another version. Rows are read one by one: the public record is not among them.
    """
    confided, mark = Confided(testimonies), _mark()
    # Files first: what is kept as text beside them tells what was in them.
    changed = [model for forget in _forgetful for model in forget(coalition, confided.within, mark)]
    for kept in kept_texts():
        changed += [kept.model] * _taken_out(kept, coalition, confided, mark)
    if changed:
        _tell_the_trail(coalition, len(changed))
        transaction.on_commit(lambda: _leave_no_trace(list(dict.fromkeys(changed))), robust=True)
    return len(changed)


def _tell_the_trail(coalition: Coalition, places: int) -> None:
    """That texts were cut, of the day alone: at which hour is told nowhere, nor by which line it stands after."""
    there = ZoneInfo(local_time(coalition.review.iso3).time_zone)
    day = datetime.combine(timezone.localdate(timezone=there), time.min, there)
    key = -secrets.randbits(62) - 1
    AuditLine.objects.create(pk=key, when=day, what=WORDS_CUT, circle=circle(coalition), about=f"places {places}")


def _mark() -> str:
    # Not in the language of whoever takes it back: nothing is told of them.
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("(words of a testimony that was taken back)")


def _leave_no_trace(tables: Sequence[type[Model]]) -> None:
    sweep_up(tables=tables, wait=PATIENTLY, thoroughly=True)


def _taken_out(kept: KeptTexts, coalition: Coalition, confided: Confided, mark: str) -> int:
    """How many rows held words of it; they hold them no more."""
    rows = kept.model._base_manager.filter(kept.of(coalition)).order_by().values_list("pk", *kept.names)
    holding = [key for key, *values in rows.iterator(chunk_size=500) if any(map(confided.within, texts_in(values)))]
    for key in holding:
        _rewrite(kept, key, confided, mark)
    return len(holding)


def _rewrite(kept: KeptTexts, key: object, confided: Confided, mark: str) -> None:
    row = kept.model._base_manager.select_for_update().filter(pk=key)
    held = row.get()
    try:
        with transaction.atomic():
            row.update(**_changed(kept, held, confided, mark))
    except IntegrityError:
        # Two of a name that are to differ held the same words.
        row.update(**_changed(kept, held, confided, f"({secrets.token_hex(4)}) {mark}"))
    if _grows(held):
        _keep_as_a_version(row.get(), confided, mark)


def _changed(kept: KeptTexts, held: Model, confided: Confided, mark: str) -> dict[str, Any]:
    """What the row says from now on, by the names of fields."""
    now: dict[str, Any] = {}
    for name in kept.names:
        before = getattr(held, name)
        after = _without(before, confided, mark)
        if after != before:
            # The mark may be longer than what it stands for.
            longest = kept.model._meta.get_field(name).max_length  # type: ignore[union-attr]
            now[name] = after[:longest] if isinstance(after, str) else after
    if _grows(held):
        # Who has it open with these words does not save them back unseen.
        now["version"] = held.version + 1  # type: ignore[attr-defined]
    if CUT_ON in _names(type(held)):
        now[CUT_ON] = timezone.localdate()
    return now


def _without(value: Any, confided: Confided, mark: str) -> Any:
    """A text, or whatever JSON holds, without the words."""
    if isinstance(value, str):
        return confided.taken_out(value, mark=mark)
    if isinstance(value, list):
        return [_without(each, confided, mark) for each in value]
    if isinstance(value, dict):
        return {_without(name, confided, mark): _without(each, confided, mark) for name, each in value.items()}
    return value


def _grows(held: Model) -> bool:
    """Whether it counts its versions; a version that is kept of it does not."""
    return "version" in _names(type(held)) and not type(held).__name__.endswith("Version")


def _names(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _keep_as_a_version(held: Model, confided: Confided, mark: str) -> None:
    """As it stands now, of nobody, and of the time of the one before: when something was taken back is not kept."""
    kept_as = apps.all_models[held._meta.app_label].get(f"{held._meta.model_name}version")
    if kept_as is None:
        return
    pointing = [each.name for each in kept_as._meta.concrete_fields if each.related_model is type(held)]
    # A paragraph's versions know it by its anchor: they stay where it goes.
    of_it = {name: getattr(held, name, held) for name in pointing or ["anchor"]}
    last = kept_as._base_manager.filter(**of_it).order_by("version", "pk").last()
    if last and last.version < held.version:  # type: ignore[attr-defined]
        last.pk, last.version, last.text, last.saved_by = None, held.version, held.text, None  # type: ignore[attr-defined]
        last._state.adding = True
        last.save()
