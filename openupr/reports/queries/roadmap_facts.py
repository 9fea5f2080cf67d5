"""What answers a roadmap's question without anybody typing it, in sentences that may be published."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.roadmaps.handouts import states_in_words
from openupr.roadmaps.record_answer import RecordAnswer
from openupr.upr import responses


def number_of_organisations(count: int, *, typed: bool = False, named: bool = False) -> str:
    """How many take part; `typed`, whether the group wrote them down; `named`, whether that stands beside it."""
    told = ngettext("%(n)s organisation takes part.", "%(n)s organisations take part.", count) % {"n": count}
    if named or not (count or typed):
        return told if count else ""
    told = told if count else _("The group wrote down which organisations take part.")
    why = _("The report does not say which, for their safety; the group’s own copy does.")
    return f"{told} {why}"


def rapporteur_by_function(*, appointed: bool) -> str:
    """That there is one, and why no name stands there."""
    if not appointed:
        return _("The group has no Group Rapporteur yet.")
    return _("The Group Rapporteur, whose name the report leaves out for their safety; it is in the group’s own copy.")


def said_before(record: RecordAnswer | None) -> str:
    """How many recommendations on the group's issues the record holds, from how many States, and what it lacks."""
    if record is None:
        return ""
    if not record.counts.total:
        not_found = _("The record: %(not_found)s.") % {"not_found": record.coverage.not_found()}
        return " ".join(filter(None, [not_found, record.coded]))
    # What the State pledged itself comes from no other State.
    states = sum(bool(each.iso3) for each in record.states)
    counted = ngettext("The record holds %(n)s recommendation on the group’s issues, ",
                       "The record holds %(n)s recommendations on the group’s issues, ",
                       record.counts.total) % {"n": f"{record.counts.total:,}"}  # fmt: skip
    from_them = ngettext("from %(n)s State", "from %(n)s States", states) % {"n": states}
    names = f": {states_in_words(record)}" if states else ""
    return " ".join(filter(None, [f"{counted}{from_them}{names}.", record.coverage.sentence(), record.coded]))


def responses_so_far(record: RecordAnswer | None) -> str:
    """What was answered to them, each answer with its number and share."""
    if record is None or not record.counts.total:
        return ""
    counts, total = record.counts.responses, record.counts.total
    told = [_share(responses.label(each), counts[each], total) for each in responses.RESPONSES if counts[each]]
    if counts[""]:
        told.append(_share(_("no response recorded"), counts[""], total))
    return _("Of these %(total)s: %(told)s.") % {"total": f"{total:,}", "told": ", ".join(told)}


def _share(what: object, count: int, total: int) -> str:
    return _("%(what)s %(n)s (%(share)s%%)") % {"what": what, "n": f"{count:,}", "share": round(100 * count / total)}


def followed_up(count: int) -> str:
    """How many earlier recommendations the group follows up."""
    if not count:
        return ""
    told = ngettext("The group follows up %(n)s earlier recommendation.",
                    "The group follows up %(n)s earlier recommendations.", count)  # fmt: skip
    return told % {"n": count}
