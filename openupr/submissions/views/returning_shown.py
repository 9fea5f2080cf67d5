"""What the page shows of a returned file, in the reader's words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.web.parts import Badge

from ..rules.markup import Cite, plain_words
from ..rules.reading import Read, read_changes
from ..rules.returning.outcomes import Compared, Outcome
from ..rules.returning.sent import Sent
from ..rules.returning.units import Returned

_KINDS = {
    "changed": gettext_lazy("changed"),
    "split": gettext_lazy("split"),
    "joined": gettext_lazy("joined"),
    "added": gettext_lazy("added"),
    "removed": gettext_lazy("removed"),
}
_FIGURES = {
    "unchanged": gettext_lazy("Unchanged"),
    **_KINDS,
    "moved": gettext_lazy("moved"),
    "unsure": gettext_lazy("to be decided"),
}
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of which the file says something: under which heading, what, by whom, and the difference."""

    heading: str
    badges: tuple[Badge, ...]
    names: tuple[str, ...]
    where: str
    changes: list[Read]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures, lines in the order of the draft, comments as (name, quoted, words), headings as sentences."""

    figures: tuple[tuple[str, str], ...]
    lines: list[Line]
    comments: list[tuple[str, str, str]]
    headings: list[str]
    left_out: int


def shown(sent: Sent, compared: Compared, returned: Returned) -> Shown:
    """Everything but the questions, which are the form's."""
    counts = compared.counts()
    figures = [(str(label).capitalize(), str(counts[kind])) for kind, label in _FIGURES.items() if counts[kind]]
    if returned.comments:
        figures.append((_("Comments"), str(len(returned.comments))))
    order = sorted(
        (each for each in compared.outcomes if each.says_something),
        key=lambda each: (-1 if each.owner is None else each.owner, each.kind == "added"),
    )
    return Shown(
        figures=tuple(figures),
        lines=[_line(sent, each) for each in order],
        comments=[(each.name, each.quoted, each.text) for each in returned.comments],
        headings=[_heading(each.before, each.after) for each in compared.headings],
        left_out=returned.left_out,
    )


def _line(sent: Sent, outcome: Outcome) -> Line:
    badges = [Badge(str(_KINDS[outcome.kind]))] if outcome.kind in _KINDS else []
    where = ""
    if outcome.moved_after is not None:
        badges.append(Badge(_("moved")))
        where = _("It stands first now") if outcome.moved_after == -1 else _after(sent, outcome.moved_after)
    elif outcome.kind == "added":
        where = _("Before all others") if outcome.owner is None else _after(sent, outcome.owner)
    elif outcome.joined_to is not None:
        where = _("Joined to “%(text)s”") % {"text": _begun(sent.paragraphs[outcome.joined_to].text, sent.cite.get)}
    notes = [_("Its source “%(source)s” is gone.") % {"source": each} for each in outcome.sources_gone]
    text = outcome.base if outcome.kind == "unchanged" else outcome.text
    changes = read_changes(outcome.base, text, sent.cite.get)
    heading = sent.paragraphs[outcome.owner or 0].heading
    return Line(heading, tuple(badges), outcome.names, where, changes, notes)


def _after(sent: Sent, owner: int) -> str:
    return _("After “%(text)s”") % {"text": _begun(sent.paragraphs[owner].text, sent.cite.get)}


def _heading(before: str, after: str) -> str:
    if not before:
        return _("A new heading: “%(after)s”.") % {"after": after}
    if not after:
        return _("The heading “%(before)s” is gone.") % {"before": before}
    return _("The heading “%(before)s” reads “%(after)s”.") % {"before": before, "after": after}


def _begun(text: str, cite: Cite) -> str:
    line = " ".join(plain_words(text, cite=cite).split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + "…"
