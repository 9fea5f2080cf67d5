"""From the review to its adoption: what was recommended by theme, and the texts made from it and from the uptake."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from openupr.coalitions.models import Coalition, Group
from openupr.documents import word
from openupr.documents.light_markup import markup_blocks, markup_of, plain_words
from openupr.files.word import count_words
from openupr.followup.models import Level
from openupr.followup.queries.theme_facts import facts_of_themes
from openupr.recommendations.queries.badges import response_badge
from openupr.recommendations.queries.search import search_record
from openupr.recommendations.queries.the_index import RecordNotReady
from openupr.submissions.rules.reading import read_changes
from openupr.upr.issues import ISSUES
from openupr.web.parts import Badge

from ..models import AdoptionText, SheetContact
from ..rules import places_to_fill, words_for
from .uptake import AskUptake, Fields, UptakePage, question_of, uptake_of

_MOST = 1000
_LISTED = 6
_THANKS = gettext_noop("Thank you, President.")
_NONE = "other"
_ANSWERS = ("supported", "pending", "partly", "noted")
"""The answer that counts for an ask that several States took up comes first."""
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class ReviewRow:
    """A recommendation of the review with the States that made it in these words, and the asks that it takes up."""

    fields: Fields
    states: Sequence[str]
    asks: Sequence[AskUptake]

    @property
    def number(self) -> str:
        return str(self.fields.get("number", ""))

    @property
    def state(self) -> str:
        """All its States."""
        return ", ".join(self.states)

    @property
    def text(self) -> str:
        return str(self.fields["text"])

    @property
    def response(self) -> str:
        return self.fields["response"] or "pending"

    @property
    def answer(self) -> Badge | None:
        return response_badge(self.response)

    @property
    def answers(self) -> str:
        """The asks that it takes up: "Land 1, Labour 2"."""
        return ", ".join(f"{each.ask.proposal.group} {each.ask.proposal.number}" for each in self.asks)

    @property
    def themes(self) -> list[str]:
        """Labels of issues: the source's, else confirmed ones, else suggested ones."""
        given = self.fields.get("issues") or self.fields.get("confirmed_issues") or self.fields.get("suggested_issues")
        return list(given or [])


@dataclass(frozen=True)
class Theme:
    """The recommendations on one issue; `key` is "other" of those without one."""

    key: str
    label: str
    rows: Sequence[ReviewRow]

    @property
    def subject(self) -> str:
        """What a letter on it is about."""
        return _subject(self.key, self.label)

    @property
    def pending(self) -> list[ReviewRow]:
        return [row for row in self.rows if row.response == "pending"]


def _subject(key: str, label: str) -> str:
    return _("other recommendations") if key == _NONE else label


@dataclass(frozen=True)
class ReviewFacts:
    """All that the texts are made from."""

    coalition: Coalition
    rows: Sequence[ReviewRow]
    uptake: UptakePage

    @property
    def state(self) -> str:
        return self.coalition.state.name

    @property
    def states(self) -> int:
        return len({state for row in self.rows for state in row.states})

    @cached_property
    def responses(self) -> Counter[str]:
        return Counter(row.response for row in self.rows)

    @cached_property
    def themes(self) -> list[Theme]:
        """By label; a recommendation is under each of its themes."""
        by_label: dict[str, list[ReviewRow]] = defaultdict(list)
        for row in self.rows:
            for label in row.themes or [""]:
                by_label[label].append(row)
        keys = {each.label: each.key for each in ISSUES}
        return [
            Theme(keys.get(label, _NONE), label or _("Without a theme"), _joined(rows))
            for label, rows in sorted(by_label.items(), key=lambda each: (not each[0], each[0]))
        ]

    def theme(self, key: str) -> Theme | None:
        return next((each for each in self.themes if each.key == key), None)


def _joined(rows: Sequence[ReviewRow]) -> list[ReviewRow]:
    """One row for the same words and answer, in the order of the report."""
    same: dict[tuple[str, str], list[ReviewRow]] = defaultdict(list)
    for row in rows:
        same[" ".join(row.text.casefold().split()), row.response].append(row)
    joined = [
        ReviewRow(
            fields=alike[0].fields,
            states=sorted({state for row in alike for state in row.states}),
            asks=list({each.ask.pk: each for row in alike for each in row.asks}.values()),
        )
        for alike in same.values()
    ]
    return sorted(joined, key=lambda row: ([int(part) for part in _NUMBERS.findall(row.number)], row.state))


def review_facts(coalition: Coalition) -> ReviewFacts:
    """What the record, the uptake and the follow-up hold of the review. Raises RecordNotReady."""
    # Compared: what is near an ask and not confirmed by a person is not called untaken.
    uptake = uptake_of(coalition)
    by_key: dict[str, list[AskUptake]] = defaultdict(list)
    for line in uptake.lines:
        for each in line.taken:
            by_key[each.uptake.ask_key].append(line)
    found = search_record(question_of(coalition), limit=_MOST).results
    rows = [
        ReviewRow(each.fields, [each.fields["from"]] if each.fields["from"] else [], by_key[each.fields["id"]])
        for each in found
    ]
    return ReviewFacts(coalition, rows, uptake)


def list_document(facts: ReviewFacts) -> word.Document:
    """The list of recommendations for our people, by theme, to print."""
    blocks: list[word.Block] = [word.Paragraph(word.plain(in_numbers(facts)))]
    for theme in facts.themes:
        blocks.append(word.Heading(word.plain(theme.label), numbered=False))
        blocks.append(
            word.DocumentTable(
                tuple(
                    tuple(word.plain(cell) for cell in (row.number, row.state, row.text, _answer(row), row.answers))
                    for row in theme.rows
                ),
                header=tuple(
                    word.plain(head)
                    for head in (_("Number"), _("State"), _("Recommendation"), _("Answer"), _("Our ask"))
                ),
                widths=(3, 4, 14, 4, 4),
                keeps_rows=True,
            )
        )
    return word.Document(
        title=_("Recommendations to %(state)s") % {"state": facts.state},
        blocks=tuple(blocks),
        furniture=word.Furniture(header=facts.state),
        landscape=True,
    )


def _answer(row: ReviewRow) -> str:
    return str(row.answer.label) if row.answer else ""


def in_numbers(facts: ReviewFacts) -> str:
    """How many recommendations from how many States, and how they were answered."""
    told = ngettext(
        "%(state)s received %(n)s recommendation from %(states)s States.",
        "%(state)s received %(n)s recommendations from %(states)s States.",
        len(facts.rows),
    ) % {"state": facts.state, "n": len(facts.rows), "states": facts.states}
    return f"{told} {_answered(facts.responses)}".strip()


def _answered(responses: Counter[str]) -> str:
    parts = [
        (_("supported %(n)s"), responses["supported"]),
        (_("supported %(n)s in part"), responses["partly"]),
        (_("noted %(n)s"), responses["noted"]),
    ]
    told = [text % {"n": n} for text, n in parts if n]
    sentences = [_("It %(answers)s.") % {"answers": ", ".join(told)}] if told else []
    if pending := responses["pending"]:
        waits = ngettext("%(n)s waits for an answer.", "%(n)s wait for an answer.", pending)
        sentences.append(waits % {"n": pending})
    return " ".join(sentences)


def text_from_facts(facts: ReviewFacts, kind: str, theme: str = "") -> str:
    """What the facts say now, as markup: what a text of this kind begins with, and is compared with later.

    In the coalition's working language, whoever looks.
    """
    with translation.override(_language(facts.coalition)):
        makers: Mapping[str, Iterator[str]] = {
            AdoptionText.Kind.PRESS: _press_note(facts),
            AdoptionText.Kind.LETTER: _letter(facts, facts.theme(theme)),
            AdoptionText.Kind.STATEMENT: _statement(facts),
        }
        return "\n\n".join(makers[kind])


def _language(coalition: Coalition) -> str:
    """Of the program's own sentences: the working language, or English where it has no other."""
    working = (coalition.languages or ["en"])[0]
    return working if working in ("en", "km") else "en"


def _press_note(facts: ReviewFacts) -> Iterator[str]:
    yield markup_of(in_numbers(facts))
    yield from _taken_up(facts)
    if untaken := len(_settled_untaken(facts.uptake)):
        told = ngettext(
            "As far as we see, no State took up %(n)s of our recommendations.",
            "As far as we see, no State took up %(n)s of our recommendations.",
            untaken,
        )
        yield told % {"n": untaken}
    if unsettled := len(_unsettled(facts.uptake)):
        told = ngettext(
            "We still compare %(n)s of our recommendations with the report.",
            "We still compare %(n)s of our recommendations with the report.",
            unsettled,
        )
        yield told % {"n": unsettled}
    if facts.responses["pending"]:
        yield _("We ask the Government to support what waits for its answer before the Council adopts the outcome.")
    yield _("Each recommending State counts once. Source: the report of the review.")
    yield _("Contact: %(contact)s") % {"contact": _contact(facts.coalition)}


def _contact(coalition: Coalition) -> str:
    """How to reach the coalition, as its embassy sheets say it; else a place to fill in."""
    told = SheetContact.objects.filter(coalition=coalition).first()
    return markup_of(told.text) if told else f"[{_('How to reach us')}]"


def _unsettled(uptake: UptakePage) -> list[AskUptake]:
    """Asks of which a person still has to say whether a State took them up."""
    return [*uptake.waiting, *(each for each in uptake.untaken if not (each.compared or each.said))]


def _settled_untaken(uptake: UptakePage) -> list[AskUptake]:
    """Asks that were compared, or looked at by a person, and that no State took up."""
    return [each for each in uptake.untaken if each.compared or each.said]


def _taken_up(facts: ReviewFacts) -> Iterator[str]:
    lines = facts.uptake.taken
    if not lines:
        yield _("No recommendation of civil society is confirmed as taken up yet.")
        return
    told = _("Of %(n)s recommendations of civil society, States took up %(taken)s:")
    if facts.uptake.in_part:
        told = _("Of %(n)s recommendations of civil society, States took up %(taken)s, %(part)s of them in part:")
    yield told % {"n": len(facts.uptake.lines), "taken": len(lines), "part": facts.uptake.in_part}
    yield "\n".join(f"- {markup_of(_ask_with_states(line))}" for line in lines)


def _ask_with_states(line: AskUptake) -> str:
    answers = sorted({str(each.answer.label).lower() for each in line.taken if each.answer})
    told = "; ".join(part for part in (", ".join(line.taken_by), ", ".join(answers)) if part)
    return f"{line.ask.text} ({told})" if told else line.ask.text


def _letter(facts: ReviewFacts, theme: Theme | None) -> Iterator[str]:
    if theme is None:
        return
    subject = _("Recommendations to %(state)s: %(theme)s")
    yield f"**{markup_of(subject % {'state': facts.state, 'theme': theme.subject})}**"
    yield _("Dear %(name)s,") % {"name": f"[{_('title and name')}]"}
    pending = theme.pending
    told = (
        ngettext(
            "In its review, %(state)s received %(n)s recommendation on other themes.",
            "In its review, %(state)s received %(n)s recommendations on other themes.",
            _counted(theme.rows),
        )
        if theme.key == _NONE
        else ngettext(
            "In its review, %(state)s received %(n)s recommendation on this.",
            "In its review, %(state)s received %(n)s recommendations on this.",
            _counted(theme.rows),
        )
    ) % {"state": facts.state, "n": _counted(theme.rows)}
    yield markup_of(f"{told} {_answered(Counter(row.response for row in theme.rows for _one in row.states or ('',)))}")
    if pending:
        yield _("These wait for an answer:")
        yield "\n".join(f"- {markup_of(_as_item(row))}" for row in pending)
    if ours := _counted([row for row in pending if row.asks]):
        told = ngettext(
            "%(n)s of these answers what civil society asked for.",
            "%(n)s of these answer what civil society asked for.",
            ours,
        )
        yield told % {"n": ours}
    yield from _since(facts, theme)
    if pending:
        yield _("We ask the ministry to propose that these recommendations be supported, and to say by when.")
    else:
        yield _("We ask the ministry to say by when each is carried out.")
    yield _("Yours sincerely,")
    yield f"[{_('Name and function of who signs')}]"
    yield markup_of(facts.coalition.name)
    yield _contact(facts.coalition)


def _counted(rows: Sequence[ReviewRow]) -> int:
    """Each recommending State counts once."""
    return sum(max(1, len(row.states)) for row in rows)


def _as_item(row: ReviewRow) -> str:
    return " ".join(part for part in (row.number, row.text.rstrip(" .;") + f" ({row.state})") if part)


def _since(facts: ReviewFacts, theme: Theme) -> Iterator[str]:
    """What the follow-up list says of earlier recommendations on the theme."""
    known = facts_of_themes(facts.coalition, {theme.key}).get(theme.key)
    if known is None or not known.assessed:
        return
    levels = ", ".join(f"{n} {level.label}" for level in Level if (n := known.levels[level.value]))
    # Several organisations may assess one recommendation.
    yield _("Organisations assessed %(assessed)s of %(n)s recommendations on this. They say: %(levels)s.") % {
        "n": known.recommendations,
        "assessed": known.assessed,
        "levels": levels,
    }


def _statement(facts: ReviewFacts) -> Iterator[str]:
    yield _(_THANKS)
    yield markup_of(in_numbers(facts))
    by_answer: dict[str, list[AskUptake]] = defaultdict(list)
    for line in facts.uptake.taken:
        given = {each.response or "pending" for each in line.taken}
        by_answer[next(answer for answer in _ANSWERS if answer in given)].append(line)
    told = {
        "supported": _("We welcome that it supported what civil society asked for:"),
        "pending": _("We ask it to support what waits for its answer:"),
        "partly": _("We ask it to support in full:"),
        "noted": _("We ask it to reconsider:"),
    }
    for answer in _ANSWERS:
        if lines := by_answer[answer]:
            yield told[answer]
            yield _listed(lines)
    if untaken := _settled_untaken(facts.uptake):
        yield _("We also call for what States have not raised:")
        yield _listed(untaken)
    yield _("We ask the Government to publish by when each recommendation is carried out, and to report half-way.")


def _listed(lines: Sequence[AskUptake]) -> str:
    return "\n".join(f"- {markup_of(line.ask.text)}" for line in lines[:_LISTED])


@dataclass(frozen=True)
class KeptText:
    """A text of the coalition, and what the facts say now; `now` is "" where the record cannot be read."""

    saved: AdoptionText
    theme: str
    now: str

    @property
    def name(self) -> str:
        kind = str(self.saved.get_kind_display())
        return f"{kind}: {self.theme}" if self.theme else kind

    @property
    def facts_changed(self) -> bool:
        return bool(self.now) and self.now not in (self.saved.taken_over, self.saved.text)

    @property
    def changes(self) -> Sequence[Any]:
        """Of an edited text how the facts changed since; of another one what the new text changes."""
        before = self.saved.taken_over if self.saved.is_edited else self.saved.text
        return read_changes(before, self.now, lambda _key: None)

    @property
    def words(self) -> int:
        return count_words(plain_words(self.saved.text))

    @property
    def budget(self) -> int | None:
        """Words that can be read out in two minutes; None of a text that is not read out."""
        return words_for(self.saved.pace) if self.saved.kind == AdoptionText.Kind.STATEMENT else None

    @property
    def too_many(self) -> int:
        return max(0, self.words - self.budget) if self.budget else 0

    @property
    def places(self) -> list[str]:
        """What is still to be filled in, in brackets in its text."""
        return places_to_fill(self.saved.text)

    def document(self) -> word.Document:
        """For Word. A letter and a press note say from whom they are, to whom, and of which day."""
        coalition = self.saved.coalition
        language = _language(coalition)
        blocks = markup_blocks(self.saved.text, numbered=False)
        is_letter = self.saved.kind == AdoptionText.Kind.LETTER
        with translation.override(language):
            title = "" if is_letter else str(self.saved.get_kind_display())
            blocks = (*_letterhead(self.saved), *blocks)
        return word.Document(title=title, blocks=blocks, language=language, furniture=word.Furniture())


def _letterhead(saved: AdoptionText) -> Iterator[word.Block]:
    if saved.kind == AdoptionText.Kind.STATEMENT:
        return
    yield word.Paragraph((word.Run(saved.coalition.name, bold=True),))
    day = saved.sent_on or saved.due
    yield word.Paragraph(word.plain(date_format(day, "j F Y") if day else f"[{_('Date')}]"))
    if saved.kind == AdoptionText.Kind.LETTER:
        yield word.Paragraph(word.plain(saved.to or f"[{_('Name and address of the ministry')}]"))


def facts_or_none(coalition: Coalition) -> ReviewFacts | None:
    """The facts; None while the record cannot be read."""
    try:
        return review_facts(coalition)
    except RecordNotReady:
        return None


def kept_texts(coalition: Coalition, facts: ReviewFacts | None) -> list[KeptText]:
    """All texts, each beside what the facts say now."""
    saved = list(coalition.adoption_texts.all())
    labels = {each.key: each.label for each in ISSUES}
    return [
        KeptText(
            each,
            _subject(each.theme, labels.get(each.theme, "")),
            text_from_facts(facts, each.kind, each.theme) if facts else "",
        )
        for each in saved
    ]


def where_text_is(holder: Coalition | Group, number: str) -> str:
    """The address of the page that writes a text's date; "" where the text is not there any more."""
    if isinstance(holder, Group) or not number.isdecimal() or not holder.adoption_texts.filter(pk=number).exists():
        return ""
    return reverse("advocacy:adoption-text", args=[holder.key, int(number)])


def letters_to_write(facts: ReviewFacts) -> list[Theme]:
    """The themes on which something waits for an answer, those with most first."""
    return sorted((each for each in facts.themes if each.pending), key=lambda each: (-len(each.pending), each.label))
