"""The recommendations that a group's table writes on its device, kept as the group's own."""

from dataclasses import dataclass
from datetime import datetime

from openupr.coalitions.models import Group
from openupr.proposals.models import Proposal, Wording
from openupr.proposals.proposals import keep_version, write_down
from openupr.proposals.rules.proposals import cleaned_text

from .models import Answer
from .rules.paper import MOST, few_recommendations_in, language_written, recommendations_in, same, written_again

_STANDING = (Proposal.State.PROPOSED, Proposal.State.PRESENTED)
# Stored, and looked for when the table writes the same again: so it is this one sentence for good,
# whatever the page's language, and wherever the question stands.
_TAKEN_OUT = "The table took it out of its answer to question 4."


@dataclass(frozen=True, slots=True)
class FromTheTable:
    """What came of an answer that the table gave, in numbers of recommendations.

    `left`: those that the table would have changed, had not somebody worked on them since.
    `waiting`: what the table wrote, too, and what is somebody's draft that was not put forward yet.
    """

    answer: Answer
    drafted: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()


def drafted_at_the_table(answer: Answer, *, before: str, now: datetime) -> FromTheTable:
    """Bring the group's recommendations up to what the table wrote; `before` is what the answer
    said until then.

    They are put before the group at once: the table wrote them together, to be presented. What a
    person has worked on since is never changed. The caller has locked the group. Raises TooLong,
    TooManyLines.
    """
    texts, known = few_recommendations_in(answer.text), _known(answer.group)
    drafted, changed, left = [], set(), set()
    for old, new in written_again(recommendations_in(before)[:MOST], texts):
        if (wording := known.get(same(old))) is None:
            continue
        if not _is_the_tables_own(wording):
            left.add(wording.proposal.number)
            known.setdefault(same(new), wording)
        elif new and same(new) not in known:
            _write(wording, new, now=now)
            changed.add(wording.proposal.number)
            known[same(new)] = wording
        else:
            _move(wording.proposal, Proposal.State.DROPPED, reason=_TAKEN_OUT, now=now)
    waiting = set()
    for text in texts:
        if (wording := known.get(same(text))) is None:
            drafted.append(_put_forward(answer.group, text, now=now))
        elif _stands_again(wording, text, now=now):
            changed.add(wording.proposal.number)
        elif wording.proposal.state == Proposal.State.DRAFT:
            waiting.add(wording.proposal.number)
    return FromTheTable(answer, tuple(drafted), *(tuple(sorted(each)) for each in (changed, left, waiting)))


def _known(group: Group) -> dict[str, Wording]:
    """The group's recommendations by what they say; one that people worked on, by what it ever
    said.
    """
    wordings = Wording.objects.filter(proposal__group=group, is_original=True).select_related("proposal")
    wordings = wordings.prefetch_related("versions", "proposal__comments", "proposal__wordings")
    is_given_up = (Proposal.State.MERGED, Proposal.State.DROPPED)
    known: dict[str, Wording] = {}
    for wording in sorted(wordings, key=lambda one: (one.proposal.state not in is_given_up, -one.proposal.number)):
        texts = [wording.text] if _is_the_tables_own(wording) else [version.text for version in wording.versions.all()]
        known |= {same(text): wording for text in texts}
    return known


def _is_the_tables_own(wording: Wording) -> bool:
    """Whether only the table worked on it: no wording by a person, no comment, no decision."""
    proposal = wording.proposal
    worded_by_others = any(version.saved_by_id for version in wording.versions.all())
    translated = len(proposal.wordings.all()) > 1
    return proposal.state in _STANDING and not (worded_by_others or translated or proposal.comments.all())


def _stands_again(wording: Wording, text: str, *, now: datetime) -> bool:
    """Put what the table had taken out before the group again, with its sentence's signs as they
    are now.
    """
    proposal = wording.proposal
    was_out = proposal.state == Proposal.State.DROPPED and proposal.reason == _TAKEN_OUT
    if was_out:
        _move(proposal, Proposal.State.PROPOSED, reason="", now=now)
    if _is_the_tables_own(wording) and wording.text != text:
        _write(wording, text, now=now)
        return True
    return was_out


def _put_forward(group: Group, text: str, *, now: datetime) -> int:
    language = language_written(text, group.coalition.languages)
    proposal = write_down(by=None, group=group, text=text, language=language, now=now)
    _move(proposal, Proposal.State.PROPOSED, reason="", now=now)
    return proposal.number


def _write(wording: Wording, text: str, *, now: datetime) -> None:
    wording.text, wording.version = cleaned_text(text), wording.version + 1
    wording.save()
    keep_version(wording, by=None, now=now)
    _move(wording.proposal, Proposal.State(wording.proposal.state), reason="", now=now)


def _move(proposal: Proposal, state: Proposal.State, *, reason: str, now: datetime) -> None:
    proposal.state, proposal.reason, proposal.changed = state, reason, now
    proposal.save(update_fields=["state", "reason", "changed"])
