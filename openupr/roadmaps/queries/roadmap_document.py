"""A roadmap as a document to hand out: of people it names the rapporteur; the group's texts as they are."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Group
from openupr.documents import word
from openupr.followup.group_lines import follow_ups_of, followed_so_far
from openupr.followup.models import Evidence, FollowUp
from openupr.recommendations.demo import marked_as_demo
from openupr.upr import responses

from ..models import Proposal, Wording
from ..rules.paper import said_besides
from ..rules.roadmap import Kind
from .earlier_sentences import MOST_NAMED, how_it_judges, name_of_row, people_found
from .proposals import ever_worded
from .record_answer import AskedBefore, RecordAnswer, record_answer
from .roadmap import RoadmapLine, roadmap_of
from .roadmap_places import active_proposals, boxes_of, kept_places, with_marks

# As many States a line of print names; of the rest it says how many there are.
MOST_STATES = 10


def roadmap_document(group: Group, *, partner: str, today: date) -> word.Document:
    """The roadmap as it stands today, for a partner or ("") its own members; the record's answers with their basis.

    That of the members has boxes to write in, and comes back (`roadmap_back`).
    """
    record = record_answer(group, today=today)
    blocks: list[word.Block | word.Annex] = [word.Paragraph(word.plain(_for(partner, today)))]
    places = {} if partner else kept_places(group)
    if not partner:
        blocks += (word.Paragraph(word.plain(each)) for each in _how_to_fill_in())
    for line in roadmap_of(group, today=today).lines:
        asked = f"{line.question.number}. {line.asked}"
        blocks.append(word.Heading(word.plain(asked), numbered=False, level=2))
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
    told = {"partner": partner, "day": date_format(today, "j F Y")}
    return (_("For %(partner)s, as of %(day)s.") if partner else _("As of %(day)s.")) % told


def _answered(
    line: RoadmapLine, group: Group, record: RecordAnswer | None, *, for_members: bool
) -> Iterator[word.Block]:
    if not (for_members and line.question.kind == Kind.RECOMMENDATIONS):
        yield from _known(line.question.kind, group)
    if line.question.from_the_record and record:
        asks_who = line.question.kind == Kind.ASKED_BEFORE
        yield word.Paragraph(word.plain(_by_state(record) if asks_who else _by_response(record)))
        if for_members:
            said = [
                " ".join(filter(None, [_about_one(each, answered=not asks_who), each.note]))
                for each in record.proposals
            ]
        else:
            said = [_found_by_people(each, answered=not asks_who) for each in record.proposals if each.looked.looked]
        if said:
            yield word.Listing(tuple(word.Item(word.plain(each)) for each in said))
        if said and for_members:
            yield word.Paragraph((word.Run(how_it_judges(), italic=True),))
        notes = record.notes if for_members else []
        basis = " ".join([record.basis, record.coverage.sentence(), *notes])
        yield word.Paragraph((word.Run(basis, italic=True),))
    if for_members:
        # What the group says stands in the boxes.
        return
    text = line.answer.text if line.answer else ""
    if text and line.question.kind == Kind.RECOMMENDATIONS:
        # What a table answers becomes recommendations, which stand above; later wordings of them, too.
        text = said_besides(text, ever_worded(active_proposals(group)).get(group.pk, ()))
    if line.answer and line.answer.day:
        yield word.Paragraph((word.Run(date_format(line.answer.day, "j F Y"), bold=True),))
    if text:
        yield word.Paragraph((word.Run(_("The group:"), bold=True), word.Run(f" {text}")))


def _known(kind: Kind, group: Group) -> Iterator[word.Block]:
    """What other pages of the group answer."""
    if kind == Kind.FOCUS and group.focus:
        yield word.Paragraph(word.plain(group.focus))
    if kind == Kind.ORGANISATIONS and (names := [each.name for each in group.organisations.all()]):
        yield word.Listing(tuple(word.Item(word.plain(name)) for name in names))
    if kind == Kind.RAPPORTEUR:
        term = group.rapporteur_terms.filter(until=None).select_related("person").first()
        yield word.Paragraph(word.plain(str(term.person) if term else _("Not appointed yet.")))
    if kind == Kind.RECOMMENDATIONS and (active := active_proposals(group)):
        yield word.Listing(tuple(_proposed(each) for each in active), kind="numbers")
    if kind == Kind.FOLLOW_UP and (n := group.follow_ups.count()):
        told = ngettext(
            "The annex tells it of %(n)s earlier recommendation.",
            "The annex tells it of %(n)s earlier recommendations, one by one.",
            n,
        )
        so_far = followed_so_far(follow_ups_of(group)).in_words
        yield word.Paragraph(word.plain(f"{so_far} {told % {'n': n}}"))


def _told(wording: Wording) -> str:
    """Which text it is, and whether it is older than what it translates; of those that `proposals_of` gives."""
    is_older = wording.is_older  # type: ignore[attr-defined]
    return _("%(translation)s, older than the text") % {"translation": wording.told} if is_older else wording.told


def _proposed(proposal: Proposal) -> word.Item:
    wordings = list(proposal.wordings.all())
    runs: list[word.Run] = []
    for place, each in enumerate(wordings):
        runs += [word.Run("\n")] if place else []
        runs.append(word.Run(each.text, language=each.language))
        # One text alone is the original, whatever its language.
        runs += [word.Run(f" ({_told(each)})", italic=True)] if len(wordings) > 1 else []
    # Whoever reads it outside is to know what is decided and what is a draft.
    return word.Item((*runs, word.Run(f" ({proposal.get_state_display()})", italic=True)))


def _by_state(record: RecordAnswer) -> str:
    if not record.states:
        return _("The record: %(not_found)s.") % {"not_found": record.coverage.not_found()}
    values = {"total": record.counts.total, "states": states_in_words(record)}
    if record.any_issue:
        return _("The record, to this State on any issue: %(total)s recommendations, from %(states)s.") % values
    return _("The record, on the group's issues: %(total)s recommendations, from %(states)s.") % values


def states_in_words(record: RecordAnswer) -> str:
    """Who recommended most, and how often: "Mexico 3, Peru 2 and 9 more States". What the State pledged itself is told
    only where there is nothing else.
    """
    states = [each for each in record.states if each.iso3] or record.states
    told = ", ".join(f"{each.name} {each.counts.total}" for each in states[:MOST_STATES])
    more = len(states) - MOST_STATES
    if more <= 0:
        return told
    rest = ngettext("%(n)s more State", "%(n)s more States", more) % {"n": more}
    return _("%(named)s and %(rest)s") % {"named": told, "rest": rest}


def _by_response(record: RecordAnswer) -> str:
    counts = record.counts.responses
    told = ", ".join(f"{_(responses.label(each))} {counts[each]}" for each in responses.RESPONSES if counts[each])
    values = {"told": told or _("no response recorded")}
    if record.any_issue:
        return _("The record, to this State on any issue: %(told)s.") % values
    return _("The record, on the group's issues: %(told)s.") % values


def _about_one(asked: AskedBefore, *, answered: bool) -> str:
    """What is known of earlier recommendations beside one of ours: those that people call about the same; else those
    that the program takes for close, to be read. `answered`: each with its own answer.
    """
    looked = asked.looked
    told = _("Recommendation %(number)s: %(told)s") % {"number": asked.proposal.number, "told": asked.told}
    if looked.looked:
        same = _("About the same: %(named)s") % {"named": _listed(looked.same, answered=answered)}
        return f"{told} {same}" if looked.same else told
    if not asked.compared:
        return told
    # Where none is similar, the nearest are about other things.
    return f"{told} {_listed(looked.to_read, answered=answered)}".strip() if looked.close else told


def _found_by_people(asked: AskedBefore, *, answered: bool) -> str:
    """The same for a partner: what people found, without what the group still has to do."""
    looked = asked.looked
    values = {"number": asked.proposal.number, "told": people_found(looked)}
    told = _("Recommendation %(number)s: %(told)s") % values
    same = _("About the same: %(named)s") % {"named": _listed(looked.same, answered=answered)}
    return f"{told} {same}" if looked.same else told


def _listed(rows: Sequence[Mapping[str, Any]], *, answered: bool) -> str:
    """ "Mexico, session 18: supported; Peru, session 6: noted; and 3 more."; "" of none."""
    if not rows:
        return ""
    told = list(dict.fromkeys(name_of_row(row, answered=answered) for row in rows[:MOST_NAMED]))
    if more := len(rows[MOST_NAMED:]):
        told.append(ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more})
    return "; ".join(told) + "."


def _annex(lines: list[FollowUp], *, for_members: bool) -> word.Annex:
    """A partner reads only evidence that everyone may see."""
    header = tuple(word.plain(name) for name in (_("Earlier recommendation"), _("Done so far"), _("Evidence")))
    rows = tuple(
        (
            word.plain(_earlier(each)),
            word.plain(_done(each)),
            word.plain(_sources(each, for_members=for_members)),
        )
        for each in lines
    )
    table = word.DocumentTable(rows, header=header, widths=(5, 4, 4))
    return word.Annex(word.plain(_("Done since about earlier recommendations")), (table,), landscape=True)


def _done(each: FollowUp) -> str:
    """Where nobody has looked yet, that and no judgement."""
    if each.done == FollowUp.Done.UNKNOWN and not each.note and not each.version:
        return _("not looked at yet")
    return f"{each.get_done_display()}\n{each.note}".strip()


def _earlier(each: FollowUp) -> str:
    if not (each.from_iso3 or each.session):
        return each.text
    told = _("%(state)s, session %(session)s") % {
        "state": each.from_name,
        "session": each.session or "?",
    }
    return f"{each.text}\n({told})"


def _sources(each: FollowUp, *, for_members: bool) -> str:
    seen = (source for source in each.evidence.all() if (source.is_shared if for_members else source.leaves))
    return "\n".join(f"{source.what} ({_from_where(source)})" for source in seen)


def _from_where(source: Evidence) -> str:
    """Kind, day, source and reliability, as far as they are known; and that it is not verified."""
    day = date_format(source.day, "j F Y") if source.day else ""
    unsure = "" if source.state == Evidence.State.VERIFIED else _("not verified")
    told = (source.get_kind_display(), day, source.source, source.get_reliability_display(), unsure)
    return " · ".join(str(each) for each in told if each)
