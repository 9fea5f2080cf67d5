"""Paragraphs on the follow-up of earlier recommendations, one for each theme."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.documents.light_markup import markup_of, plain_words
from openupr.files.word import count_words
from openupr.followup.models import Evidence, Level
from openupr.followup.theme_facts import ThemeFacts, cited_as, facts_of_themes
from openupr.upr import responses
from openupr.upr.issues import issue
from openupr.upr.un_numbers import UnNumber, in_series

from .actions import FROM_FOLLOW_UP
from .citations import in_its_language
from .models import Paragraph, Section
from .paragraphs import insert
from .rules.paragraphs import cleaned
from .rules.refusals import NoSuchTheme
from .submissions import check_stands

# How many States are named; for more, a sentence gives their number.
NAMED = 4
# How many recommendations an end note names by the UN's number.
CITED = 12
# Longer texts of evidence are cut: a submission has few words.
LONGEST_QUOTE = 400
# How much evidence of a theme is offered.
OFFERED = 12


@dataclass(frozen=True)
class ProposedTheme:
    """A paragraph that is not written yet: its text and words, and `evidence` to choose from.

    Each piece of evidence with `is_public`. `there`: the paragraph of this section that has the
    theme already; `also_in`: other sections that have it.
    """

    facts: ThemeFacts
    text: str
    words: int
    evidence: Sequence[tuple[Evidence, bool]]
    there: Paragraph | None
    also_in: Sequence[Section]

    @property
    def key(self) -> str:
        return self.facts.issue

    @property
    def label(self) -> str:
        return issue(self.facts.issue).label


def proposed_themes(section: Section) -> list[ProposedTheme]:
    """A paragraph for each theme of the section's group, or of all; the most assessed first."""
    themes = section.group.issues if section.group else None
    there: dict[str, Paragraph] = {}
    elsewhere: dict[str, list[Section]] = defaultdict(list)
    known = Paragraph.objects.exclude(theme="").filter(section__submission=section.submission_id)
    for paragraph in known.filter(section__taken_out_at=None).select_related("section"):
        if paragraph.section_id == section.pk:
            there[paragraph.theme] = paragraph
        else:
            elsewhere[paragraph.theme].append(paragraph.section)
    themed_facts = facts_of_themes(section.coalition, themes).values()
    ordered = sorted(
        themed_facts, key=lambda facts: (-facts.assessed, -facts.recommendations, issue(facts.issue).label)
    )
    return [_proposed(facts, section, there.get(facts.issue), elsewhere[facts.issue]) for facts in ordered]


def _proposed(
    facts: ThemeFacts, section: Section, there: Paragraph | None, also_in: Sequence[Section]
) -> ProposedTheme:
    text = theme_text(facts, section)
    evidence = [(item, item.is_quotable) for item in facts.evidence[:OFFERED]]
    return ProposedTheme(facts, text, count_words(plain_words(text)), evidence, there, also_in)


def texts_of_themes(paragraphs: Collection[Paragraph]) -> dict[int, str]:
    """The texts that the facts give now for these paragraphs' themes, by the paragraphs' keys.

    Without themes that the list no longer has. Eleven queries for any number of one coalition.
    """
    themed = [paragraph for paragraph in paragraphs if paragraph.theme]
    if not themed:
        return {}
    facts = facts_of_themes(themed[0].coalition, {paragraph.theme for paragraph in themed})
    chosen: dict[int, set[int]] = defaultdict(set)
    links = Paragraph.chosen_evidence.through.objects.filter(paragraph__in=[paragraph.pk for paragraph in themed])
    for paragraph, evidence in links.values_list("paragraph", "evidence"):
        chosen[paragraph].add(evidence)
    known = (paragraph for paragraph in themed if paragraph.theme in facts)
    return {
        paragraph.pk: theme_text(facts[paragraph.theme], paragraph.section, chosen[paragraph.pk]) for paragraph in known
    }


def theme_text(facts: ThemeFacts, section: Section, chosen: Collection[int] = ()) -> str:
    """The paragraph as markup, in the submission's language; each sentence has its source as a
    note.
    """
    with in_its_language(section.submission):
        sentences = [*_asked(facts, section.coalition.state.name), *_judged(facts), *_shown(facts.quoted(chosen))]
        return " ".join([f"**{markup_of(issue(facts.issue).label)}.**", *sentences])


def _with_note(sentence: str, note: str) -> str:
    return f"{markup_of(sentence)}^[{markup_of(note)}]"


def _asked(facts: ThemeFacts, state: str) -> Iterator[str]:
    source = ", ".join(facts.sources) or _("the coalition's own list")
    counted = _("Each recommending State is counted once. Source: %(source)s.") % {"source": source}
    yield _with_note(_recommended(facts, state), f"{counted} {_named(facts.un_numbers)}".strip())
    counts = ((key, facts.responses[key]) for key in responses.RESPONSES)
    answers = [f"{n} {_(responses.label(key)).lower()}" for key, n in counts if n]
    if answers:
        sentence = _("%(state)s answered: %(answers)s.") % {"state": state, "answers": ", ".join(answers)}
        yield _with_note(sentence, _("Answers as recorded. Source: %(source)s.") % {"source": source})


def _named(several: Sequence[UnNumber]) -> str:
    """The UN's numbers of the recommendations, as a sentence; "" where no source has them."""
    if not several:
        return ""
    first = in_series(several[:CITED])
    more = len(several) - CITED
    return f"{_('%(these)s, and %(n)s more') % {'these': first, 'n': more}}." if more > 0 else f"{first}."


def _recommended(facts: ThemeFacts, state: str) -> str:
    sentence = ngettext("%(n)s recommendation", "%(n)s recommendations", facts.recommendations)
    words = {"state": state, "asked": sentence % {"n": facts.recommendations}, "where": "", "among": ""}
    if facts.sessions:
        where = ngettext("In UPR session %(numbers)s, ", "In UPR sessions %(numbers)s, ", len(facts.sessions))
        words["where"] = where % {"numbers": _listed(facts.sessions)}
    if not facts.states:
        return _("%(where)s%(state)s received %(asked)s on this.") % words
    words["who"] = _listed(facts.states)
    if len(facts.states) > NAMED:
        words["who"] = _("%(n)s States") % {"n": len(facts.states)}
        words["among"] = _(", among them %(names)s") % {"names": _listed(facts.states[: NAMED - 1])}
    return _("%(where)s%(who)s made %(asked)s on this to %(state)s%(among)s.") % words


def _judged(facts: ThemeFacts) -> Iterator[str]:
    if not facts.assessed:
        return
    voices = ngettext("%(n)s organisation or group", "%(n)s organisations and groups", facts.voices)
    levels = [f"{n} {level.label}" for level in Level if (n := facts.levels[level.value])]
    words = {"assessed": str(facts.assessed), "voices": voices % {"n": facts.voices}, "levels": ", ".join(levels)}
    sentence = ngettext(
        "Of these, %(assessed)s was assessed by %(voices)s (assessments: %(levels)s)%(dissent)s.",
        "Of these, %(assessed)s were assessed by %(voices)s (assessments: %(levels)s)%(dissent)s.",
        facts.assessed,
    )
    words["dissent"] = ""
    if facts.dissent:
        differ = ngettext(
            "; they differ on %(n)s recommendation", "; they differ on %(n)s recommendations", facts.dissent
        )
        words["dissent"] = differ % {"n": facts.dissent}
    note = _("Assessments by the coalition's organisations and thematic groups, one voice each.")
    if facts.last_said:
        note += " " + _("Last assessment: %(day)s.") % {"day": date_format(facts.last_said, "j F Y")}
    yield _with_note(sentence % words, note)


def _shown(evidence: Sequence[Evidence]) -> Iterator[str]:
    for piece in evidence:
        what = Truncator(piece.what.strip()).chars(LONGEST_QUOTE)
        yield _with_note(what if what.endswith((".", "!", "?", "…")) else f"{what}.", cited_as(piece))


def _listed(things: Sequence[object]) -> str:
    """ "A, B and C"."""
    words = [str(thing) for thing in things]
    if len(words) < 2:
        return "".join(words)
    return _("%(many)s and %(last)s") % {"many": ", ".join(words[:-1]), "last": words[-1]}


@act(FROM_FOLLOW_UP, gettext_lazy("Add a paragraph with the facts of a theme"), about="section")
def add_theme(*, by: Person, section: Section, theme: str, evidence: Collection[int] = (), now: datetime) -> Paragraph:
    """Add a paragraph with the facts of a theme at the end.

    `evidence`: the keys of evidence to quote that is not public. Where the section has the theme
    already, that paragraph is returned unchanged. Raises Locked, SectionTakenOut, NoSuchTheme,
    TooLong.
    """
    check_stands(section)
    Section.all_ever.select_for_update().get(pk=section.pk)
    if there := section.paragraphs.filter(theme=theme).first():
        return there
    facts = facts_of_themes(section.coalition, {theme}).get(theme)
    if facts is None:
        raise NoSuchTheme
    chosen = [item for item in facts.evidence if item.pk in evidence]
    text = cleaned(theme_text(facts, section, [item.pk for item in chosen]))
    paragraph = insert(section, text, after=None, by=by, now=now)
    paragraph.theme, paragraph.taken_over = theme, text
    paragraph.save(update_fields=["theme", "taken_over"])
    paragraph.chosen_evidence.set(chosen)
    return paragraph
