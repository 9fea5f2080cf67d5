"""How one answer of a roadmap came to be, and how two versions of it differ."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.coalitions.models import Group

from ..models import Answer, AnswerVersion


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """An answer as somebody saved it: whether its text changed then, and what became of state, owner and days."""

    version: AnswerVersion
    text_changed: bool
    became: tuple[tuple[str, str], ...]


def history_of(group: Group, question: int) -> list[AnswerStep]:
    """How an answer came to be, the newest version first: every text, state, owner and day."""
    versions = AnswerVersion.objects.filter(answer__group=group, answer__question=question)
    found = list(versions.select_related("saved_by", "owner"))
    return [_step(each, before) for each, before in zip(found, [*found[1:], None], strict=False)]


def version_of(group: Group, question: int, version: int) -> AnswerVersion | None:
    """An answer as it stood when somebody opened it: the latest version up to that one."""
    versions = AnswerVersion.objects.filter(answer__group=group, answer__question=question, version__lte=version)
    return versions.first()


def told_parts(given: Answer | AnswerVersion) -> list[tuple[str, str]]:
    """State, owner and days of an answer, each with its name; none of an older version of which the text alone was
    kept.
    """
    if not given.state:
        return []
    return [
        (_("Status"), str(given.get_state_display())),
        (_("Owner"), str(given.owner or _("no owner yet"))),
        (_("Due"), _told(given.due)),
        (_("The day"), _told(given.day)),
    ]


def _told(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "—"


def _step(version: AnswerVersion, before: AnswerVersion | None) -> AnswerStep:
    stood = told_parts(before or Answer())
    became = tuple(each for each in told_parts(version) if each not in stood)
    return AnswerStep(version, text_changed=version.text != (before.text if before else ""), became=became)
