"""What the papers for diplomats have in common: names within sentences, the line on the SDGs, what
they say of machine-made headings.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.coalitions.models import Coalition, Group
from openupr.languages.confirmations import all_confirmed
from openupr.roadmaps.models import Proposal
from openupr.upr.issues import Issue, issue
from openupr.upr.populations import population
from openupr.upr.sdgs import GOALS, TARGETS
from openupr.upr.states import State

from ..models import Factsheet, SheetContact

SDGS = gettext_noop("Sustainable Development Goals")
_UNREVIEWED = gettext_noop("The Khmer headings are machine-made and not yet reviewed.")
# A name in which one of these words is takes the article: "the NGO Forum on Land".
_WITH_ARTICLE = frozenset(
    [
        "alliance",
        "association",
        "campaign",
        "coalition",
        "committee",
        "council",
        "federation",
        "forum",
        "group",
        "network",
        "platform",
        "union",
    ]
)


WORDINGS = {each.code: each.wording for each in GOALS} | {each.code: each.wording for each in TARGETS}
"""Of goals and targets, by their codes."""


def state_name(state: State) -> str:
    """In a sentence, in the active language where it has a name there."""
    name = _(state.name)
    return state.in_a_sentence if name == state.name else name


def formal_name(state: State) -> str:
    """As diplomats write it; in another language than English the short name, where it has one
    there.
    """
    name = _(state.name)
    return state.formal_in_a_sentence if name == state.name else name


def spoken_name(state: State) -> str:
    """As a speaker says it: "the Netherlands"; in another language than English the name that it
    has there.
    """
    name = _(state.name)
    return state.spoken if name == state.name else name


def all_of(names: Sequence[str]) -> str:
    """ "A, B and C"; where one of them is several words with "and", "A, B and C, and D"."""
    *these, last = names
    if not these:
        return last
    is_long = any("," in name or " and " in name for name in names)
    sentence = _("%(these)s, and %(last)s") if is_long else _("%(these)s and %(last)s")
    return sentence % {"these": ", ".join(these), "last": last}


def with_article(name: str) -> str:
    """A coalition's name within an English sentence: "the Coalition for Land", but "Voices for
    Land".
    """
    first, *rest = name.split() or [name]
    if first.casefold() == "the":
        return " ".join(["the", *rest])
    words = {word.strip(".,()").casefold() for word in (first, *rest)}
    in_english = translation.get_language() != "km"
    return f"the {name}" if in_english and words & _WITH_ARTICLE else name


def counted_subject(group: Group) -> str:
    """What the numbers of a group's theme count, within a sentence.

    A sum of several issues names each of them: the group's name may be the name of one.
    """
    if group.issues:
        names = [_issue_in_a_sentence(issue(key)) for key in group.issues]
    else:
        names = [f"“{_(population(key).label)}”" for key in group.populations]
    if not names:
        return ""
    return _("%(subjects)s, taken together") % {"subjects": all_of(names)} if len(names) > 1 else names[0]


def _issue_in_a_sentence(about: Issue) -> str:
    label = _(about.label)
    return about.in_a_sentence if label == about.label else label


def contact_of(coalition: Coalition) -> str:
    """Whom a reader can ask, as the coalition wrote it; "" where it wrote nothing."""
    contact = SheetContact.objects.filter(coalition=coalition).first()
    return contact.text if contact else ""


def day_and_contact(day: date, contact: str) -> str:
    """The last line of a paper that is handed over, in the active language."""
    written_on = date_format(day, "j F Y")
    return f"{written_on} · {_('Contact: %(contact)s') % {'contact': contact}}" if contact else written_on


def targets_in_words(codes: Iterable[str]) -> str:
    """ "16.3 Rule of law and access to justice · 5.2 ..."."""
    return " · ".join(f"{code} {WORDINGS[code]}".strip() for code in codes)


def targets_served(proposals: Iterable[Proposal]) -> list[str]:
    """The targets that a person confirmed for these asks or for the themes of their groups, in
    order.
    """
    asks = list(proposals)
    themes = Factsheet.objects.filter(group__in={each.group_id for each in asks}).values_list("sdg_targets", flat=True)
    codes = {code for each in asks for code in each.sdg_targets} | {code for each in themes for code in each}
    return sorted(codes, key=lambda code: [part.zfill(3) for part in code.split(".")])


def unreviewed(frame: Iterable[str], language: str) -> str:
    """What a paper says of its machine-made headings; "" where a speaker confirmed them all.

    In the active language.
    """
    if language != "km" or all_confirmed([(each, _(each)) for each in frame]):
        return ""
    return _(_UNREVIEWED)
