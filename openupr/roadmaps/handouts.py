"""A roadmap as a Word file, for the group's members or handed to a partner."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import Refused
from openupr.documents import word
from openupr.followup.group_lines import follow_ups_of, followed_so_far
from openupr.followup.models import Evidence, FollowUp
from openupr.proposals.earlier_sentences import MOST_NAMED, AskedBefore, how_it_judges, name_of_row, people_found
from openupr.proposals.models import Proposal, Wording
from openupr.proposals.proposals import active_proposals, ever_worded
from openupr.recommendations.demo import marked_as_demo
from openupr.upr import responses

from .actions import HAND_OUT
from .models import RoadmapHandout
from .record_answer import RecordAnswer, record_answer
from .roadmap import RoadmapLine, roadmap_of
from .rules.paper import said_besides
from .rules.roadmap import Kind
from .word_boxes import boxes_of, kept_places, with_marks

# As many States a line of print names; of the rest it says how many there are.
MOST_STATES = 10


def roadmap_document(group: Group, *, partner: str, today: date) -> word.Document:
    """The roadmap as it stands today, for a partner or ("") its own members; the record's answers
    with their basis.

    That of the members has boxes to write in, and comes back (`roadmap_back`).
    """
    record = record_answer(group, today=today)
    blocks: list[word.Block | word.Annex] = [word.Paragraph(word.plain(_for(partner, today)))]
    places = {} if partner else kept_places(group)
    if not partner:
        blocks += (word.Paragraph(word.plain(sentence)) for sentence in _how_to_fill_in())
    for line in roadmap_of(group, today=today).lines:
        heading = f"{line.question.number}. {line.asked}"
        blocks.append(word.Heading(word.plain(heading), numbered=False, level=2))
        blocks += _answered(line, group, record, for_members=not partner)
        if not partner:
            blocks.append(boxes_of(line.question, group, places))
    if follow_ups := follow_ups_of(group):
        blocks.append(_annex(follow_ups, for_members=not partner))
    document = word.Document(
        title=_("Roadmap of the group %(group)s") % {"group": group.name},
        blocks=tuple(blocks),
        furniture=word.Furniture(header=f"{group.coalition.state.name} · {group.name}"),
        labels=word.Labels(annex=_("Annex"), notes=_("End notes")),
    )
    document = marked_as_demo(document)
    return document if partner else with_marks(document, group)


def _how_to_fill_in() -> tuple[str, ...]:
    return (
        _("Write in the boxes. Put each new recommendation into a box of its own."),
        _("Then save the file and send it back. The group looks at it before anything changes."),
    )


def _for(partner: str, today: date) -> str:
    values = {"partner": partner, "day": date_format(today, "j F Y")}
    return (_("For %(partner)s, as of %(day)s.") if partner else _("As of %(day)s.")) % values


def _answered(
    line: RoadmapLine, group: Group, record: RecordAnswer | None, *, for_members: bool
) -> Iterator[word.Block]:
    if not (for_members and line.question.kind == Kind.RECOMMENDATIONS):
        yield from _known(line.question.kind, group)
    if line.question.from_the_record and record:
        asks_who = line.question.kind == Kind.ASKED_BEFORE
        yield word.Paragraph(word.plain(_by_state(record) if asks_who else _by_response(record)))
        if for_members:
            sentences = [
                " ".join(filter(None, [_about_one(proposal, answered=not asks_who), proposal.note]))
                for proposal in record.proposals
            ]
        else:
            sentences = [
                _found_by_people(proposal, answered=not asks_who)
                for proposal in record.proposals
                if proposal.looked.looked
            ]
        if sentences:
            yield word.Listing(tuple(word.Item(word.plain(sentence)) for sentence in sentences))
        if sentences and for_members:
            yield word.Paragraph((word.Run(how_it_judges(), italic=True),))
        notes = record.notes if for_members else []
        basis = " ".join([record.basis, record.coverage.sentence(), *notes])
        yield word.Paragraph((word.Run(basis, italic=True),))
    if for_members:
        # What the group says stands in the boxes.
        return
    text = line.answer.text if line.answer else ""
    if text and line.question.kind == Kind.RECOMMENDATIONS:
        # What a table answers becomes recommendations, which stand above; later wordings of them,
        # too.
        text = said_besides(text, ever_worded(active_proposals(group)).get(group.pk, ()))
    if line.answer and line.answer.day:
        yield word.Paragraph((word.Run(date_format(line.answer.day, "j F Y"), bold=True),))
    if text:
        yield word.Paragraph((word.Run(_("The group:"), bold=True), word.Run(f" {text}")))


def _known(kind: Kind, group: Group) -> Iterator[word.Block]:
    """What other pages of the group answer."""
    if kind == Kind.FOCUS and group.focus:
        yield word.Paragraph(word.plain(group.focus))
    if kind == Kind.ORGANISATIONS and (names := [organisation.name for organisation in group.organisations.all()]):
        yield word.Listing(tuple(word.Item(word.plain(name)) for name in names))
    if kind == Kind.RAPPORTEUR:
        term = group.rapporteur_terms.filter(until=None).select_related("person").first()
        yield word.Paragraph(word.plain(str(term.person) if term else _("Not appointed yet.")))
    if kind == Kind.RECOMMENDATIONS and (active := active_proposals(group)):
        yield word.Listing(tuple(_proposed(proposal) for proposal in active), kind="numbers")
    if kind == Kind.FOLLOW_UP and (n := group.follow_ups.count()):
        sentence = ngettext(
            "The annex tells it of %(n)s earlier recommendation.",
            "The annex tells it of %(n)s earlier recommendations, one by one.",
            n,
        )
        so_far = followed_so_far(follow_ups_of(group)).in_words
        yield word.Paragraph(word.plain(f"{so_far} {sentence % {'n': n}}"))


def _wording_label(wording: Wording) -> str:
    """Which text it is, and whether it is older than what it translates; of those that
    `proposals_of` gives.
    """
    is_older = wording.is_older  # type: ignore[attr-defined]
    return _("%(translation)s, older than the text") % {"translation": wording.told} if is_older else wording.told


def _proposed(proposal: Proposal) -> word.Item:
    wordings = list(proposal.wordings.all())
    runs: list[word.Run] = []
    for place, wording in enumerate(wordings):
        runs += [word.Run("\n")] if place else []
        runs.append(word.Run(wording.text, language=wording.language))
        # One text alone is the original, whatever its language.
        runs += [word.Run(f" ({_wording_label(wording)})", italic=True)] if len(wordings) > 1 else []
    # Readers outside the group need to see what is decided and what is a draft.
    return word.Item((*runs, word.Run(f" ({proposal.get_state_display()})", italic=True)))


def _by_state(record: RecordAnswer) -> str:
    if not record.states:
        return _("The record: %(not_found)s.") % {"not_found": record.coverage.not_found()}
    values = {"total": record.counts.total, "states": states_in_words(record)}
    if record.any_issue:
        return _("The record, to this State on any issue: %(total)s recommendations, from %(states)s.") % values
    return _("The record, on the group's issues: %(total)s recommendations, from %(states)s.") % values


def states_in_words(record: RecordAnswer) -> str:
    """Who recommended most, and how often: "Mexico 3, Peru 2 and 9 more States". What the State
    pledged itself is told only where there is nothing else.
    """
    states = [state for state in record.states if state.iso3] or record.states
    names = ", ".join(f"{state.name} {state.counts.total}" for state in states[:MOST_STATES])
    more = len(states) - MOST_STATES
    if more <= 0:
        return names
    rest = ngettext("%(n)s more State", "%(n)s more States", more) % {"n": more}
    return _("%(named)s and %(rest)s") % {"named": names, "rest": rest}


def _by_response(record: RecordAnswer) -> str:
    counts = record.counts.responses
    answers = ", ".join(
        f"{_(responses.label(response))} {counts[response]}" for response in responses.RESPONSES if counts[response]
    )
    values = {"told": answers or _("no response recorded")}
    if record.any_issue:
        return _("The record, to this State on any issue: %(told)s.") % values
    return _("The record, on the group's issues: %(told)s.") % values


def _about_one(earlier: AskedBefore, *, answered: bool) -> str:
    """What is known of earlier recommendations beside one of ours: those that people call about the
    same; else those that the program takes for close, to be read. `answered`: each with its own
    answer.
    """
    looked = earlier.looked
    sentence = _("Recommendation %(number)s: %(told)s") % {"number": earlier.proposal.number, "told": earlier.told}
    if looked.looked:
        same = _("About the same: %(named)s") % {"named": _listed(looked.same, answered=answered)}
        return f"{sentence} {same}" if looked.same else sentence
    if not earlier.compared:
        return sentence
    # Where none is similar, the nearest are about other things.
    return f"{sentence} {_listed(looked.to_read, answered=answered)}".strip() if looked.close else sentence


def _found_by_people(earlier: AskedBefore, *, answered: bool) -> str:
    """The same for a partner: what people found, without what the group still has to do."""
    looked = earlier.looked
    values = {"number": earlier.proposal.number, "told": people_found(looked)}
    sentence = _("Recommendation %(number)s: %(told)s") % values
    same = _("About the same: %(named)s") % {"named": _listed(looked.same, answered=answered)}
    return f"{sentence} {same}" if looked.same else sentence


def _listed(rows: Sequence[Mapping[str, Any]], *, answered: bool) -> str:
    """ "Mexico, session 18: supported; Peru, session 6: noted; and 3 more."; "" of none."""
    if not rows:
        return ""
    names = list(dict.fromkeys(name_of_row(row, answered=answered) for row in rows[:MOST_NAMED]))
    if more := len(rows[MOST_NAMED:]):
        names.append(ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more})
    return "; ".join(names) + "."


def _annex(lines: list[FollowUp], *, for_members: bool) -> word.Annex:
    """A partner reads only evidence that everyone may see."""
    header = tuple(word.plain(name) for name in (_("Earlier recommendation"), _("Done so far"), _("Evidence")))
    rows = tuple(
        (
            word.plain(_earlier(line)),
            word.plain(_done(line)),
            word.plain(_sources(line, for_members=for_members)),
        )
        for line in lines
    )
    table = word.DocumentTable(rows, header=header, widths=(5, 4, 4))
    return word.Annex(word.plain(_("Done since about earlier recommendations")), (table,), landscape=True)


def _done(line: FollowUp) -> str:
    """What was done; "not looked at yet" where no one has assessed it."""
    if line.done == FollowUp.Done.UNKNOWN and not line.note and not line.version:
        return _("not looked at yet")
    return f"{line.get_done_display()}\n{line.note}".strip()


def _earlier(line: FollowUp) -> str:
    if not (line.from_iso3 or line.session):
        return line.text
    source = _("%(state)s, session %(session)s") % {
        "state": line.from_name,
        "session": line.session or "?",
    }
    return f"{line.text}\n({source})"


def _sources(line: FollowUp, *, for_members: bool) -> str:
    seen = (source for source in line.evidence.all() if (source.is_shared if for_members else source.leaves))
    return "\n".join(f"{source.what} ({_from_where(source)})" for source in seen)


def _from_where(source: Evidence) -> str:
    """Kind, day, source and reliability, as far as they are known; and that it is not verified."""
    day = date_format(source.day, "j F Y") if source.day else ""
    unsure = "" if source.state == Evidence.State.VERIFIED else _("not verified")
    parts = (source.get_kind_display(), day, source.source, source.get_reliability_display(), unsure)
    return " · ".join(str(part) for part in parts if part)


class NoPartner(Refused):
    """A file that goes out goes to somebody."""

    def __init__(self) -> None:
        super().__init__("Name the partner that the roadmap goes to.")


@act(HAND_OUT, gettext_lazy("Hand the roadmap to a partner"), about="group")
def hand_out(*, by: Person, group: Group, partner: str, today: date) -> RoadmapHandout:
    """Record that the roadmap goes out to a named partner: once a day, as long as the partner has
    not confirmed it.

    Raises NoPartner.
    """
    if not (partner := partner.strip()[:200]):
        raise NoPartner
    Group.objects.select_for_update().get(pk=group.pk)
    values = {"group": group, "partner": partner, "sent_on": today, "received_on": None}
    return RoadmapHandout.objects.get_or_create(**values, defaults={"sent_by": by})[0]


@act(HAND_OUT, gettext_lazy("Record that a partner has the roadmap"), about="handout")
def confirm_receipt(*, by: Person, handout: RoadmapHandout, today: date) -> RoadmapHandout:
    """Record the day on which the partner confirmed its receipt."""
    handout.received_on = today
    handout.save(update_fields=["received_on"])
    return handout


def handouts_of(group: Group) -> list[RoadmapHandout]:
    """To whom the roadmap went, the latest first."""
    return list(group.handouts.select_related("sent_by"))
