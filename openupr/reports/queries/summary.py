"""A workshop in a few numbers, for the cover of its report; each stands in the text too."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.attendance.queries.publications import published

from .facts import Happened


def at_a_glance(of: Happened) -> tuple[str, ...]:
    """People as published, organisations, groups, recommendations, roadmaps; a line each, without those of nothing."""
    told = []
    if found := published(of.workshop):
        people = _("Some %(n)s people took part") if found.approximate else _("%(n)s people took part")
        told.append(people % {"n": found.total})
    if count := len(of.groups):
        groups = ngettext("%(n)s thematic group", "%(n)s thematic groups", count) % {"n": count}
        told.append(groups if len(of.formed) in (0, count) else f"{groups}, {_new(len(of.formed))}")
    if count := len(of.proposals):
        told.append(_recommendations(count, adopted=of.adopted == count, others=len(of.written) > count))
    if handed := sum(bool(each.handed) for each in of.roadmaps):
        told.append(_("%(n)s of %(all)s roadmaps handed in") % {"n": handed, "all": len(of.roadmaps)})
    if count := len(of.lessons):
        told.append(ngettext("%(n)s lesson learnt", "%(n)s lessons learnt", count) % {"n": count})
    if count := len(of.steps):
        told.append(ngettext("%(n)s next step agreed", "%(n)s next steps agreed", count) % {"n": count})
    return tuple(told)


def _recommendations(count: int, *, adopted: bool, others: bool) -> str:
    """`adopted`: whether all are; `others`: whether the groups hold drafts of before, too."""
    if adopted:
        text = ngettext("%(n)s recommendation adopted", "%(n)s recommendations adopted", count)
    elif others:
        text = ngettext("%(n)s new draft recommendation", "%(n)s new draft recommendations", count)
    else:
        text = ngettext("%(n)s draft recommendation", "%(n)s draft recommendations", count)
    return text % {"n": count}


def _new(count: int) -> str:
    return ngettext("%(n)s of them new", "%(n)s of them new", count) % {"n": count}
