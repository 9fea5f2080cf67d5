"""What goes out with a file beside its text: names, tracked changes, comments, hidden and foreign parts."""

from collections.abc import Iterator

from openupr.upr.limits import Kind, RuleSet

from .finding import Finding, gettext_noop
from .parts import Parts

_WORD = gettext_noop("It is a Word file (.docx).")
_MACROS = gettext_noop("It is a Word file with macros: save it as an ordinary one (.docx).")
_NO_TRACES = gettext_noop("The file's properties hold no names.")
_TRACES = gettext_noop("Besides its text the file names: {names}. In Word: File, Info, Inspect Document.")
_NO_CHANGES = gettext_noop("There are no tracked changes and no comments.")
_CHANGES = gettext_noop(
    "Tracked: {inserted} words inserted (counted here), {deleted} deleted (not counted). Comments: {comments}. "
    "Accept and remove them before it goes out."
)
_NOTHING_HIDDEN = gettext_noop("There is no hidden text, and no part from another file.")
_HIDDEN = gettext_noop("{words} words are hidden and not counted here. Anyone who gets the file can show them.")
_UNREAD = gettext_noop("A part of the text comes from another file inside this one ({names}) and was not counted.")


def file(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[Finding]:
    """Its kind; everything else was refused before."""
    macros = parts.file.macros
    yield Finding(rules.rules["file"], "look" if macros else "pass", _MACROS if macros else _WORD)


def traces(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[Finding]:
    """Names of persons and organisations in the file's properties, comments and tracked changes."""
    rule, found = rules.rules["traces"], parts.file.traces
    names = ", ".join(f"{name} ({where})" for where, name in found[:8])
    yield Finding(rule, "look" if found else "pass", _TRACES if found else _NO_TRACES, {"names": names})


def changes(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[Finding]:
    """Tracked changes and comments that are still in it."""
    rule, told = rules.rules["changes"], parts.file
    given = {"inserted": told.inserted, "deleted": told.deleted, "comments": told.comments}
    yield Finding(
        rule, "look" if any(given.values()) else "pass", _CHANGES if any(given.values()) else _NO_CHANGES, given
    )


def hidden(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[Finding]:
    """Hidden text, and text that stands in another file."""
    rule, told = rules.rules["hidden"], parts.file
    if told.hidden:
        yield Finding(rule, "look", _HIDDEN, {"words": told.hidden})
    if told.unread:
        yield Finding(rule, "look", _UNREAD, {"names": ", ".join(told.unread[:5])})
    if not told.hidden and not told.unread:
        yield Finding(rule, "pass", _NOTHING_HIDDEN)
