"""What a draft looks like once it is turned from by chapter to by theme, or back."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from openupr.coalitions.rules.refusals import Refused

from ..models import Section, SignOn, Submission, told
from ..rules.arranging import by_chapter, by_theme, part_of_heading
from ..rules.refusals import Locked, NotJoint, Signed
from .submissions import budget_of, text_words


def check_turns(submission: Submission) -> None:
    """Raise Locked, NotJoint or Signed where it cannot be turned. At most one query."""
    if submission.is_locked:
        raise Locked
    if submission.kind != Submission.Kind.JOINT:
        raise NotJoint
    if submission.sign_ons.exclude(choice=SignOn.Choice.NOT).exists():
        raise Signed


def turning_refused(submission: Submission) -> Refused | None:
    """Why it cannot be turned; None where it can. At most one query."""
    try:
        check_turns(submission)
    except Refused as refused:
        return refused
    return None


def turned(submission: Submission) -> list[Section]:
    """All its sections, those taken out too, in the order of the other arrangement. One query."""
    sections = list(Section.all_ever.filter(submission=submission).select_related("group"))
    if all(each.order_otherwise is not None for each in sections):
        sections.sort(key=lambda each: (each.order_otherwise, each.pk))
        return sections if submission.is_by_theme else by_theme(sections)
    return by_chapter(sections) if submission.is_by_theme else by_theme(sections)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the draft once turned, its parts beneath it; `words`: of the text, without headings."""

    text: str
    words: int
    parts: list["Heading"]


@dataclass(frozen=True, slots=True)
class Turned:
    """What the draft would be: its headings in order; the words of its text, and how many paragraphs it has."""

    headings: list[Heading]
    words: int
    paragraphs: int


def preview_of(submission: Submission) -> Turned:
    """The draft as it would be once turned; nothing is changed."""
    budget = budget_of(submission)
    words = {each.section.pk: text_words(told(each.section), budget.said.get) for each in budget.sections}
    found = list(_headings(turned(submission), words, to_theme=not submission.is_by_theme))
    return Turned(found, sum(words.values()), sum(each.written for each in budget.sections))


def _headings(sections: list[Section], words: dict[int, int], *, to_theme: bool) -> Iterator[Heading]:
    standing = [each for each in sections if each.pk in words]
    for group, parts in groupby(standing, key=lambda each: each.group if to_theme and each.is_of_a_group else None):
        if group is None:
            yield from (Heading(each.heading, words[each.pk], []) for each in parts)
            continue
        below = [Heading(part_of_heading(each.heading, group.name), words[each.pk], []) for each in parts]
        yield Heading(group.name, sum(each.words for each in below), below)
