"""What is taken out of reports, and of what they print, when a testimony is withdrawn: words of it that were copied."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from openupr.accounts.services.traces import sweep_up
from openupr.coalitions.models import (
    Answer,
    AnswerVersion,
    Coalition,
    Consultation,
    Decision,
    Group,
    Proposal,
    Wording,
    WordingVersion,
)
from openupr.testimonies.rules.copied import copied, without
from openupr.timeline.models import Milestone
from openupr.workshops.models import Achievement, Lesson, Need, Offer, SessionNote, WayForward

from ..models import Paragraph

# Milliseconds to wait for readers who stand in the way, as for the testimony itself.
_PATIENCE = 5_000

# Where people write what a report prints: the model, the way from there to the coalition, its texts. What is kept of
# earlier versions holds the same words.
HELD: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Paragraph, "workshop__coalition", ("text", "suggestion")),
    (SessionNote, "session__day__workshop__coalition", ("text",)),
    (Achievement, "workshop__coalition", ("text",)),
    (Lesson, "workshop__coalition", ("text", "next_time")),
    (WayForward, "workshop__coalition", ("text", "more")),
    (Need, "workshop__coalition", ("text",)),
    (Offer, "workshop__coalition", ("text",)),
    (Consultation, "coalition", ("said", "changed")),
    (Decision, "coalition", ("question", "outcome")),
    (Group, "coalition", ("focus",)),
    (Answer, "group__coalition", ("text",)),
    (AnswerVersion, "answer__group__coalition", ("text",)),
    (Proposal, "group__coalition", ("reason",)),
    (Wording, "proposal__group__coalition", ("text",)),
    (WordingVersion, "wording__proposal__group__coalition", ("text",)),
)


def forget_withdrawn_words(coalition: Coalition, texts: Sequence[str]) -> None:
    """Take copies of these texts out of what reports print; who has one of them open is told of another version."""
    mark = _("(words of a testimony that was taken back)")
    for model, way, names in HELD:
        for held in model._default_manager.select_for_update().filter(**{way: coalition}):
            changed = list(_cut(held, names, texts, mark=mark))
            if changed:
                _keep(held, changed)


def _cut(held: Model, names: Sequence[str], texts: Sequence[str], *, mark: str) -> Iterator[str]:
    """The names of the fields that held words of the texts; they hold them no more."""
    for name in names:
        before = text = getattr(held, name)
        for each in texts:
            text = without(text, copied(text, each), mark=mark)
        if text != before:
            # The mark may be longer than what it stands for.
            setattr(held, name, text[: held._meta.get_field(name).max_length])  # type: ignore[union-attr]
            yield name


def _keep(held: Model, changed: list[str]) -> None:
    if isinstance(held, Paragraph | Answer | Wording):
        # Who has it open with these words does not save them back unseen.
        held.version += 1
        changed = [*changed, "version"]
    held.save(update_fields=changed)
    if isinstance(held, Answer | Wording):
        _as_a_version(held)
    if isinstance(held, WayForward):
        # Its date in the calendar is called by the same words.
        Milestone.objects.filter(key=held.key).update(title=held.text)
    transaction.on_commit(_sweep, robust=True)


def _as_a_version(held: Answer | Wording) -> None:
    """As it stands now, of nobody, and of the time of the one before: when something was taken back is not kept."""
    last: AnswerVersion | WordingVersion | None = held.versions.first()
    if last:
        last.pk, last.version, last.text, last.saved_by = None, held.version, held.text, None
        last._state.adding = True
        last.save()


def _sweep() -> None:
    tables: tuple[type[Model], ...] = (*(model for model, _way, _names in HELD), Milestone)
    sweep_up(tables=tables, wait=_PATIENCE, thoroughly=True)
