"""What took place, session by session: the groups, the plenary, what phones in the room brought.

Of phones only numbers: how many questions, never who asked or what one phone answered.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.phones.questions import room_questions
from openupr.phones.quiz import quiz_of
from openupr.proposals.models import Proposal
from openupr.upr.issues import issue
from openupr.workshops.agenda import AgendaLine
from openupr.workshops.models import Session, SessionRole

from .facts import Happened, names
from .rules.pieces import Piece, Sentence, ended, report_text, sentence_of
from .rules.places import ReportSection, SuggestedPlace

# What is told of a session, and in which order of roles; what only serves (note-takers,
# interpreters) is not.
_ROLES = (SessionRole.Role.FACILITATOR, SessionRole.Role.MODERATOR, SessionRole.Role.SPEAKER)
MOST_ISSUES = 15
_UNTOLD = (Session.Kind.REGISTRATION, Session.Kind.BREAK, Session.Kind.WRAP_UP)


def overview(of: Happened) -> Iterator[ReportSection]:
    """A section a day, then what the groups brought to the plenary."""
    yield ReportSection("overview", _("Overview"), 2, (SuggestedPlace("overview-more", _("More about it")),))
    for day in of.days:
        if day.day.date > of.today:
            continue
        when = {"n": day.number, "date": date_format(day.day.date, "j F Y")}
        over = [line for line in day.lines if _is_told(line) and _is_over(of, line, day.day.date)]
        places = [_session(line) for line in _once(over)]
        places += _mentioned(over, day.number)
        yield ReportSection(f"day-{day.number}", _("Day %(n)s, %(date)s") % when, 3, tuple(places))
    yield ReportSection("groups", _("Thematic groups and their recommendations"), 3, tuple(_groups(of)))


def _is_told(line: AgendaLine) -> bool:
    return line.session.kind not in _UNTOLD


def _once(lines: Sequence[AgendaLine]) -> Iterator[AgendaLine]:
    """Say once a day that a session went on, however many breaks it had; notes are always shown."""
    went_on = set()
    for line in lines:
        known = line.session.continues_id in went_on and not _note(line)
        if line.is_continued:
            went_on.add(line.session.continues_id)
        if not (line.is_continued and known):
            yield line


def _is_over(of: Happened, line: AgendaLine, day: date) -> bool:
    """Whether a session has happened: its hour is past, or somebody noted what was said."""
    at = of.now.time().replace(tzinfo=None)
    return day < of.today or (day == of.today and line.session.end <= at) or bool(_note(line))


def _note(line: AgendaLine) -> str:
    noted = getattr(line.session, "noted", None)
    return noted.text if noted else ""


def _session(line: AgendaLine) -> SuggestedPlace:
    return SuggestedPlace(
        f"session-{line.session.pk}", line.heading, tuple(filter(None, [report_text(_session_sentences(line))]))
    )


def _session_sentences(line: AgendaLine) -> Iterator[Sentence]:
    note, aim, named = ended(_note(line)), ended(line.objective), {"title": line.title}
    opened = line.is_continued or _is_led(line)
    if line.is_continued:
        yield sentence_of(_("“%(title)s” went on."), **named)
    elif opened:
        yield from _roles_sentences(line)
    if note:
        yield (Piece(note),) if opened else sentence_of(_("In “%(title)s”: %(note)s"), note=note, **named)
    elif aim and not line.is_continued:
        yield sentence_of(_("Its aim: %(aim)s") if opened else _("The aim of “%(title)s”: %(aim)s"), aim=aim, **named)


def _is_led(line: AgendaLine) -> bool:
    """Whether it is known who led or spoke in it, or that people asked for it."""
    return line.session.requested or any(role.role in _ROLES for role in line.session.roles.all())


def _mentioned(over: Sequence[AgendaLine], day: int) -> Iterator[SuggestedPlace]:
    """One sentence on the sessions for which only the name is known."""
    named = [
        f"“{line.title}”" for line in over if not (line.is_continued or _is_led(line) or _note(line) or line.objective)
    ]
    if named:
        also = ngettext("The agenda of the day had this, too: %(sessions)s.",
                        "The agenda of the day had these, too: %(sessions)s.", len(named))  # fmt: skip
        name = _("What else stood on the agenda")
        yield SuggestedPlace(f"day-{day}-more", name, (sentence_of(also, sessions=names(named)),))


def _roles_sentences(line: AgendaLine) -> Iterator[Sentence]:
    by_role: dict[str, list[str]] = {entry: [] for entry in _ROLES}
    for entry in line.session.roles.all():
        if entry.role in by_role:
            by_role[entry.role].append(entry.name)
    facilitators, moderators, speakers = (names(by_role[entry]) for entry in _ROLES)
    title = line.title
    if line.session.requested:
        yield sentence_of(_("At the participants' request there was a session on “%(title)s”."), title=title)
    elif facilitators:
        yield sentence_of(_("“%(title)s” was led by %(who)s."), title=title, who=facilitators)
        facilitators = ""
    elif speakers:
        yield sentence_of(_("In “%(title)s” %(who)s spoke."), title=title, who=speakers)
        speakers = ""
    else:
        yield sentence_of(_("“%(title)s” was moderated by %(who)s."), title=title, who=moderators)
        moderators = ""
    if facilitators:
        yield sentence_of(_("It was led by %(who)s."), who=facilitators)
    if speakers:
        yield sentence_of(_("The speakers: %(who)s."), who=speakers)
    if moderators:
        yield sentence_of(_("It was moderated by %(who)s."), who=moderators)


def _groups(of: Happened) -> Iterator[SuggestedPlace]:
    if of.groups:
        number = of.fact(len(of.groups), "coalitions:groups")
        if len(of.formed) == len(of.groups):
            formed = ngettext("Participants formed %(n)s thematic group:", "Participants formed %(n)s thematic groups:",
                              len(of.groups))  # fmt: skip
        else:
            # Some are of before, or nothing says when they began.
            formed = ngettext("The coalition works in %(n)s thematic group:",
                              "The coalition works in %(n)s thematic groups:", len(of.groups))  # fmt: skip
        yield SuggestedPlace("groups-formed", _("How many groups"), (sentence_of(formed, n=number),))
        lines = tuple((of.fact(group.name, "coalitions:group", group.pk),) for group in of.groups)
        yield SuggestedPlace("groups-names", _("The groups"), lines, is_list=True)
    yield SuggestedPlace("groups-plenary", _("What the groups presented"), (report_text(_plenary(of)),))
    yield SuggestedPlace("groups-more", _("More about it"))


def _plenary(of: Happened) -> Iterator[Sentence]:
    proposals = of.proposals
    if not proposals:
        return
    count = len(proposals)
    if of.adopted == count:
        presented = ngettext("The groups have adopted %(n)s recommendation.",
                             "The groups have adopted %(n)s recommendations.", count)  # fmt: skip
    else:
        presented = ngettext(
            "The groups have put forward %(n)s draft recommendation.",
            "The groups have put forward %(n)s draft recommendations.",
            count,
        )
    yield sentence_of(presented, n=of.fact(count, "coalitions:groups"))
    if 0 < of.adopted < count:
        some = ngettext("%(n)s of them is adopted now.", "%(n)s of them are adopted now.", of.adopted)
        yield sentence_of(some, n=of.adopted)
    yield from _issues(proposals)
    if goals := sum(bool(proposal.sdg_targets) for proposal in proposals):
        linked = ngettext("%(n)s of them is tied to a target of the SDGs.", "%(n)s of them are tied to targets of the "
                          "SDGs.", goals)  # fmt: skip
        yield sentence_of(linked, n=goals)
    if repeats := sum(proposal.repeats_id is not None for proposal in proposals):
        again = ngettext("%(n)s takes up what another State has recommended before, as the record shows.",
                         "%(n)s take up what other States have recommended before, as the record shows.",
                         repeats)  # fmt: skip
        yield sentence_of(again, n=repeats)


def _issues(proposals: Sequence[Proposal]) -> Iterator[Sentence]:
    """What they are about, the most frequent first."""
    issues = [key for key, _times in Counter(key for proposal in proposals for key in proposal.issues).most_common()]
    named = [issue(key).label for key in issues[:MOST_ISSUES]]
    if further := len(issues) - len(named):
        named.append(ngettext("%(n)s further issue", "%(n)s further issues", further) % {"n": further})
    if named:
        yield sentence_of(_("They concern %(issues)s."), issues=names(named))


def report_in_the_room(of: Happened) -> Iterator[ReportSection]:
    """Questions from the floor and the quiz; no section where there was neither."""
    text = report_text([*_questions(of), *_quiz(of)])
    if text:
        yield ReportSection(
            "room", _("Questions and quiz"), 3, (SuggestedPlace("room-told", _("From the floor"), (text,)),)
        )


def _questions(of: Happened) -> Iterator[Sentence]:
    questions = room_questions(of.workshop)
    answered = len(questions.answered)
    if count := len(questions.released) + answered:
        if answered:
            put = ngettext("%(n)s question was put to the speakers by phone; %(answered)s answered.",
                           "%(n)s questions were put to the speakers by phone, %(answered)s of them answered.",
                           count)  # fmt: skip
        else:
            put = ngettext("%(n)s question was put to the speakers by phone.",
                           "%(n)s questions were put to the speakers by phone.", count)  # fmt: skip
        yield sentence_of(put, n=of.of_workshop_fact(count, "phones:questions"), answered=answered)


def _quiz(of: Happened) -> Iterator[Sentence]:
    if count := sum(turn.was_asked for turn in quiz_of(of.workshop)):
        put = ngettext("In the quiz %(n)s question was put to the room.",
                       "In the quiz %(n)s questions were put to the room.", count)  # fmt: skip
        yield sentence_of(put, n=of.of_workshop_fact(count, "phones:quiz"))
