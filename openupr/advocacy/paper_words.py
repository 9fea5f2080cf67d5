"""What papers share: names within sentences, parts in own words, letters that fit one page."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.versions import in_one
from openupr.documents import word
from openupr.documents.printing import CannotPrint, fitted
from openupr.files.word import count_words
from openupr.languages.confirmations import all_confirmed
from openupr.proposals.models import Proposal
from openupr.text.khmer import LETTERS, segment
from openupr.upr.issues import Issue, issue
from openupr.upr.populations import population
from openupr.upr.sdgs import GOALS, TARGETS
from openupr.upr.states import State

from .models import Factsheet, SheetContact

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


WORDINGS = {goal.code: goal.wording for goal in GOALS} | {target.code: target.wording for target in TARGETS}
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
    themes = Factsheet.objects.filter(group__in={ask.group_id for ask in asks}).values_list("sdg_targets", flat=True)
    codes = {code for ask in asks for code in ask.sdg_targets} | {code for theme in themes for code in theme}
    return sorted(codes, key=lambda code: [part.zfill(3) for part in code.split(".")])


def unreviewed(frame: Iterable[str], language: str) -> str:
    """What a paper says of its machine-made headings; "" where a speaker confirmed them all.

    In the active language.
    """
    if language != "km" or all_confirmed([(heading, _(heading)) for heading in frame]):
        return ""
    return _(_UNREVIEWED)


_KHMER = re.compile(f"[{LETTERS}]")
_RUN = re.compile(f"[{LETTERS}]+")


@dataclass(frozen=True)
class Told:
    """A text and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True)
class PaperPart:
    """A part of a page; its texts are in English here.

    `numbered`: each line is a point of a list.
    """

    key: str
    label: str
    heading: str = ""
    hint: str = ""
    numbered: bool = False


class KeptText(Protocol):
    """A row that holds what a person wrote, and what the facts said then."""

    text: str
    suggested: str


@dataclass(frozen=True)
class Written:
    """A part in one language: what is on the page, what the facts say, and whether these changed
    since.
    """

    part: PaperPart
    language: str
    texts: Sequence[Told]
    suggested: str
    is_own: bool
    facts_changed: bool
    seen: str

    @property
    def name(self) -> str:
        """Of its field in a form."""
        return f"{self.language}-{self.part.key}"

    @property
    def seen_name(self) -> str:
        """Of the field that holds what the part said when the form was opened."""
        return f"seen-{self.name}"

    @property
    def label(self) -> str:
        return _(self.part.label)

    @property
    def hint(self) -> str:
        return _(self.part.hint) if self.part.hint else ""

    @property
    def text(self) -> str:
        return "\n".join(text.text for text in self.texts)

    @property
    def is_left_out(self) -> bool:
        """Whether somebody emptied it, though the facts say something."""
        return self.is_own and not self.text

    @property
    def is_line(self) -> bool:
        """Whether its field has one line."""
        return self.part.key == "title"

    @property
    def rows(self) -> int:
        """Lines of its field."""
        return min(12, max(2, len(self.text) // 55 + self.text.count("\n") + 1))


@dataclass(frozen=True)
class Form:
    """What somebody has in a form: texts by the names of their fields; those that are to follow the
    facts again.
    """

    texts: Mapping[str, str]
    by_facts: Collection[str] = ()


def spoken_words(text: str) -> int:
    """How many words somebody says: Khmer is cut into its words."""
    return count_words(_RUN.sub(" ", text)) + sum(len(segment(run)) for run in _RUN.findall(text))


def written(
    part: PaperPart, language: str, suggestion: Sequence[Told], own: KeptText | None, form: Form | None
) -> Written:
    """The part as a person wrote it, in a form or before.

    Where no one wrote it, the part as the facts say it (`suggestion`).
    """
    suggested, name = "\n".join(text_.text for text_ in suggestion), f"{language}-{part.key}"
    text = seen = own.text if own else suggested
    if form:
        seen = form.texts.get(f"seen-{name}", seen)
    if form and name in form.by_facts:
        text = suggested
    elif form:
        text = tidied(form.texts.get(name, text))
    is_own = text != suggested
    told_in = {line: text_.language for text_ in suggestion for line in text_.text.splitlines()}
    own_lines = [Told(line, told_in.get(line) or language_of(line, language)) for line in text.splitlines()]
    texts = own_lines if is_own else suggestion
    return Written(part, language, texts, suggested, is_own, bool(own and own.suggested != suggested), seen)


def language_of(text: str, language: str) -> str:
    """The language of a text that belongs where texts of `language` belong.

    A text without Khmer letters is not Khmer. A text with more Khmer letters than others is.
    """
    khmer = len(_KHMER.findall(text))
    others = sum(letter.isalpha() for letter in text) - khmer
    if language == "km":
        return "en" if others and not khmer else "km"
    return "km" if khmer > max(0, others) else language


def tidied(text: str) -> str:
    """Lines without blanks around them, and no empty ones."""
    return "\n".join(line for line in (" ".join(splitline.split()) for splitline in text.splitlines()) if line)


LONGEST = 4000
"""Letters of one part: more never fits."""


def keep_own_words(parts: Iterable[Written], form: Form, texts: Any) -> list[str]:
    """Keep the parts of a form in `texts`, the manager of their rows. Call it inside a transaction.

    Where somebody else saved a part since the form was opened, both texts are kept in one: returns
    these parts' labels.
    """
    joined = []
    for part in parts:
        if part.name not in form.texts:
            continue
        text, at = tidied(form.texts[part.name])[:LONGEST], {"language": part.language, "part": part.part.key}
        seen = tidied(form.texts.get(part.seen_name, part.text))
        if part.text not in (seen, text):
            if text == seen:
                continue
            marks = (f"[{_('Saved meanwhile')}]", f"[{_('Yours')}]")
            text = tidied(in_one(seen, theirs=part.text, yours=text, marks=marks).text)
            joined.append(part.label)
        if text == part.suggested or part.name in form.by_facts:
            texts.filter(**at).delete()
        else:
            texts.update_or_create(**at, defaults={"text": text, "suggested": part.suggested})
    return joined


_POINTS = (12, 11, 10, 9)
"""Sizes of letters that are tried until all is on one page."""
_SPARE = 2


def on_one_page(document: word.Document, sizes: Sequence[int] = _POINTS) -> word.Document:
    """In the largest letters in which it is one page; where nothing can be printed, in small
    ones.
    """
    drafts = [replace(document, points=points) for points in sizes]
    try:
        return drafts[fitted(word.to_print(draft) for draft in drafts).draft]
    except CannotPrint:
        return drafts[-1]


def on_one_page_of_word(document: word.Document, sizes: Sequence[int] = _POINTS) -> word.Document:
    """The same for Word, which sets lines of Khmer higher than the printer does."""
    fits = on_one_page(document, sizes)
    return fits if document.language == "en" else replace(fits, points=max(sizes[-1], fits.points - _SPARE))
