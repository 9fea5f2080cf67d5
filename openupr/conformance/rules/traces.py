"""What leaves with a file unseen: names, tracked changes, comments, hidden and foreign parts."""

from collections.abc import Iterator

from openupr.upr.limits import Kind, RuleSet

from .finding import ConformanceFinding, gettext_noop
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


def file(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Its kind; everything else was refused before."""
    macros = parts.file.macros
    yield ConformanceFinding(rules.rules["file"], "look" if macros else "pass", _MACROS if macros else _WORD)


def traces(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Names of persons and organisations in the file's properties, comments and tracked changes."""
    rule, names_left = rules.rules["traces"], parts.file.traces
    names = ", ".join(f"{name} ({where})" for where, name in names_left[:8])
    yield ConformanceFinding(
        rule, "look" if names_left else "pass", _TRACES if names_left else _NO_TRACES, {"names": names}
    )


def changes(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Tracked changes and comments that are still in it."""
    rule, word_file = rules.rules["changes"], parts.file
    counts = {"inserted": word_file.inserted, "deleted": word_file.deleted, "comments": word_file.comments}
    yield ConformanceFinding(
        rule, "look" if any(counts.values()) else "pass", _CHANGES if any(counts.values()) else _NO_CHANGES, counts
    )


def hidden(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Hidden text, and text from another file."""
    rule, word_file = rules.rules["hidden"], parts.file
    if word_file.hidden:
        yield ConformanceFinding(rule, "look", _HIDDEN, {"words": word_file.hidden})
    if word_file.unread:
        yield ConformanceFinding(rule, "look", _UNREAD, {"names": ", ".join(word_file.unread[:5])})
    if not word_file.hidden and not word_file.unread:
        yield ConformanceFinding(rule, "pass", _NOTHING_HIDDEN)
