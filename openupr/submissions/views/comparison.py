"""What the page shows of a returned file, in the reader's words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.documents.light_markup import Cite, plain_words
from openupr.returning.outcomes import Compared, HeadingSaid, Outcome
from openupr.returning.sent_draft import Sent
from openupr.returning.units import Returned
from openupr.web.parts import Badge

from ..rules.reading import Read, read_changes

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
    "sources": gettext_lazy("other sources"),
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
        key=lambda each: (-1 if each.owner is None else each.owner, each.kind == "added" and not each.first),
    )
    return Shown(
        figures=tuple(figures),
        lines=[_line(sent, each) for each in order],
        comments=[(each.name, each.quoted, each.text) for each in returned.comments],
        headings=[_heading(each) for each in compared.headings],
        left_out=returned.left_out,
    )


def _line(sent: Sent, outcome: Outcome) -> Line:
    badges = [Badge(str(_KINDS[outcome.kind]))] if outcome.kind in _KINDS else []
    where = ""
    if outcome.moved_after is not None:
        badges.append(Badge(_("moved")))
        where = _moved(sent, outcome, outcome.moved_after)
    elif outcome.kind == "added":
        where = _added(sent, outcome)
    elif outcome.joined_to is not None:
        where = _("Joined to “%(text)s”") % {"text": _begun(sent.paragraphs[outcome.joined_to].text, sent.cite.get)}
    if outcome.sources_gone or outcome.sources_changed:
        badges.append(Badge(_("other sources")))
    notes = [_("Its source “%(source)s” is gone.") % {"source": each} for each in outcome.sources_gone]
    reads = _("Its source “%(source)s” reads “%(reads)s”.")
    notes += [reads % {"source": source, "reads": now} for source, now in outcome.sources_changed]
    text = outcome.base if outcome.kind == "unchanged" else outcome.text
    changes = read_changes(outcome.base, text, sent.cite.get)
    heading = outcome.under or sent.paragraphs[outcome.owner or 0].heading
    return Line(heading, tuple(badges), outcome.names, where, changes, notes)


def _added(sent: Sent, outcome: Outcome) -> str:
    if outcome.owner is None:
        return _("Before all others")
    if outcome.first:
        return _("Before all others of this section")
    return _("Below this heading") if outcome.under else _after(sent, outcome.owner)


def _moved(sent: Sent, outcome: Outcome, after: int) -> str:
    if outcome.moved_to == "":
        return _("It is above all headings now")
    if outcome.moved_to is None:
        return _after(sent, after) if after >= 0 else _("It is first in its section now")
    if after < 0:
        return _("It is first in the section “%(heading)s” now") % {"heading": outcome.moved_to}
    told = _("It is in the section “%(heading)s” now, after “%(text)s”")
    return told % {"heading": outcome.moved_to, "text": _begun(sent.paragraphs[after].text, sent.cite.get)}


def _after(sent: Sent, owner: int) -> str:
    return _("After “%(text)s”") % {"text": _begun(sent.paragraphs[owner].text, sent.cite.get)}


def _heading(said: HeadingSaid) -> str:
    if said.moved_after:
        told = _("The section “%(before)s” follows the section “%(follows)s” now.")
    elif said.moved_after is not None:
        told = _("The section “%(before)s” comes before all others now.")
    elif not said.before:
        told = _("A new heading: “%(after)s”.")
    elif not said.after:
        told = _("The heading “%(before)s” is gone.")
    else:
        told = _("The heading “%(before)s” reads “%(after)s”.")
    return told % {"before": said.before, "after": said.after, "follows": said.moved_after}


def _begun(text: str, cite: Cite) -> str:
    line = " ".join(plain_words(text, cite=cite).split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + "…"
