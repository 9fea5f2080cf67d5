"""Texts between the review and its adoption: made from the facts of the review, edited by people."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from openupr.followup.queries.counts import judged_in_words
from openupr.followup.queries.theme_facts import facts_of_themes
from openupr.recommendations.queries.demo import marked_as_demo
from openupr.submissions.rules.reading import read_changes
from openupr.upr.issues import ISSUES
from openupr.upr.ohchr_themes import THEMES
from openupr.upr.un_numbers import UnNumber

from ..models import AdoptionText, SheetContact, Uptake
from ..rules import places_to_fill, words_for
from .report import made_by
from .review_facts import NO_THEME, ReviewFacts, ReviewRow, Theme, answers_told, in_numbers, subject_of
from .uptake import AskUptake, TakenUp

_LISTED = 4
_THANKS = gettext_noop("Thank you, President.")
_ANSWERS = ("supported", "pending", "partly", "noted")
"""The answer that counts for an ask that several States took up comes first."""


def text_from_facts(facts: ReviewFacts, kind: str, theme: str = "") -> str:
    """What the facts say now, as markup: what a text of this kind begins with, and is compared with later.

    In the working language of the coalition.
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
    yield f"**{_headline(facts)}**"
    lead = _("In the Universal Periodic Review, the States of the UN review each other's human rights record.")
    yield f"{lead} {markup_of(in_numbers(facts))}"
    yield _quote()
    yield from _taken_up(facts)
    if untaken := len(facts.uptake.untaken):
        sentence = ngettext(
            "As far as we see, no State took up %(n)s of our recommendations.",
            "As far as we see, no State took up %(n)s of our recommendations.",
            untaken,
        )
        yield sentence % {"n": untaken}
    if unsettled := len(facts.uptake.waiting) + len(facts.uptake.taken) - len(facts.uptake.looked):
        sentence = ngettext(
            "We still compare %(n)s of our recommendations with the report.",
            "We still compare %(n)s of our recommendations with the report.",
            unsettled,
        )
        yield sentence % {"n": unsettled}
    if facts.responses["pending"]:
        yield _("We ask the Government to support what waits for its answer before the Council adopts the outcome.")
    yield _source(facts)
    yield _("Contact: %(contact)s") % {"contact": _contact(facts.coalition)}


def _headline(facts: ReviewFacts) -> str:
    """The numbers of the review in one line: before the State answers, while it does, and after."""
    count, supported, pending = len(facts.rows), facts.responses["supported"], facts.responses["pending"]
    if not count:
        return f"[{_('Headline')}]"
    if pending == count:
        sentence = ngettext(
            "%(state)s receives %(n)s recommendation in its review at the UN",
            "%(state)s receives %(n)s recommendations in its review at the UN",
            count,
        )
    elif pending:
        sentence = _("%(state)s has supported %(supported)s of %(n)s recommendations of its review at the UN so far")
    else:
        sentence = _("%(state)s supports %(supported)s of %(n)s recommendations of its review at the UN")
    return markup_of(sentence % {"state": facts.state, "n": count, "supported": supported})


def _quote() -> str:
    """A person's words, all of them to be filled in: nobody is quoted with what a program wrote."""
    return _("“%(words)s”, says %(name)s, %(function)s of %(organisation)s.") % {
        "words": f"[{_('What this means for people, in two sentences of the person who is quoted')}]",
        "name": f"[{_('name of the person')}]",
        "function": f"[{_('function of the person')}]",
        "organisation": f"[{_('organisation of the person')}]",
    }


def _source(facts: ReviewFacts) -> str:
    document = facts.document
    name = f"[{document}]({document.url})" if document.url else ""
    if not name:
        return _("Each recommending State counts once. Source: the report of the review.")
    return _("Each recommending State counts once. Source: the report of the review, %(document)s.") % {
        "document": name
    }


def _contact(coalition: Coalition) -> str:
    """How to reach the coalition, as its embassy sheets say it; else a place to fill in."""
    return markup_of(contact_on_sheets(coalition)) or f"[{_('How to reach us')}]"


def contact_on_sheets(coalition: Coalition) -> str:
    """How to reach the coalition, as its embassy sheets say it; "" where they do not."""
    told = SheetContact.objects.filter(coalition=coalition).first()
    return told.text if told else ""


def _taken_up(facts: ReviewFacts) -> Iterator[str]:
    lines = facts.uptake.looked
    if not lines:
        yield _("No recommendation of civil society is confirmed as taken up yet.")
        return
    told = _("Of %(n)s recommendations of civil society, States took up %(taken)s:")
    in_part = sum(all(row.uptake.said == Uptake.Said.PART for row in line.looked) for line in lines)
    if in_part:
        told = _("Of %(n)s recommendations of civil society, States took up %(taken)s, %(part)s of them in part:")
    yield told % {"n": len(facts.uptake.lines), "taken": len(lines), "part": in_part}
    yield "\n".join(f"- {markup_of(_made_and_asked(line, line.looked, facts.document))}" for line in lines)


def _made_and_asked(line: AskUptake, made: Sequence[TakenUp], document: UnNumber) -> str:
    """What States recommended, in their words, with its answer; then our ask. `document`: the one that every number is
    of, if there is one; only paragraphs are named then.
    """
    by_text: dict[tuple[str, str], list[tuple[str, UnNumber]]] = defaultdict(list)
    for each in made:
        answer = str(each.answer.label).lower() if each.answer else ""
        by_text[" ".join(each.uptake.text.split()).rstrip(" ;"), answer].append(
            (each.uptake.state_name or _("State not known"), _within(document, each.un_number))
        )
    told = [
        f"{made_by(states)}: “{text}”{f' ({answer})' if answer else ''}." for (text, answer), states in by_text.items()
    ]
    return " ".join([*told, _("We had asked: “%(ask)s”") % {"ask": line.ask.text}])


def _within(document: UnNumber, named: UnNumber) -> UnNumber:
    return UnNumber("", named.number) if named.symbol == document.symbol else named


def _letter(facts: ReviewFacts, theme: Theme | None) -> Iterator[str]:
    if theme is None or theme.key == NO_THEME:
        return
    subject = _("Recommendations to %(state)s: %(theme)s")
    yield f"**{markup_of(subject % {'state': facts.state, 'theme': theme.subject})}**"
    yield _("Dear %(name)s,") % {"name": f"[{_('title and name')}]"}
    pending = theme.pending
    told = ngettext(
        "In its review, %(state)s received %(n)s recommendation on this.",
        "In its review, %(state)s received %(n)s recommendations on this.",
        _counted(theme.rows),
    ) % {"state": facts.state, "n": _counted(theme.rows)}
    yield markup_of(
        f"{told} {answers_told(Counter(row.response for row in theme.rows for _one in row.states or ('',)))}"
    )
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
    text = row.text.rstrip(" .;") + f" ({row.state})"
    return f"{row.un_number}: {text}" if row.un_number else text


def _since(facts: ReviewFacts, theme: Theme) -> Iterator[str]:
    """What the follow-up list says of earlier recommendations on the theme."""
    known = facts_of_themes(facts.coalition, {theme.key}).get(theme.key)
    if known is None or not known.assessed:
        return
    yield _("Of %(n)s recommendations on this, our organisations and groups assessed %(assessed)s: %(levels)s.") % {
        "n": known.recommendations,
        "assessed": known.assessed,
        "levels": judged_in_words(known.judged),
    }


def _statement(facts: ReviewFacts) -> Iterator[str]:
    yield _(_THANKS)
    yield markup_of(in_numbers(facts))
    by_answer: dict[str, list[AskUptake]] = defaultdict(list)
    for line in facts.uptake.looked:
        given = {each.response or "pending" for each in line.looked}
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
            yield "\n".join(
                f"- {markup_of(_made_and_asked(line, _given(line, answer), facts.document))}"
                for line in lines[:_LISTED]
            )
    if untaken := facts.uptake.untaken:
        yield _("We also call for what States have not raised:")
        yield "\n".join(f"- {markup_of(line.ask.text)}" for line in untaken[:_LISTED])
    yield _("We ask the Government to publish by when each recommendation is carried out, and to report half-way.")


def _given(line: AskUptake, answer: str) -> list[TakenUp]:
    """What takes the ask up and got this answer."""
    return [each for each in line.looked if (each.response or "pending") == answer]


@dataclass(frozen=True)
class KeptText:
    """A text of the coalition, and what the facts say now; `now` is "" where the record cannot be read. `unlooked`: how
    many marked pairs it leaves out until people look at them together.
    """

    saved: AdoptionText
    theme: str
    now: str
    unlooked: int = 0

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
        with translation.override(language):
            title = str(self.saved.get_kind_display()) if self.saved.kind == AdoptionText.Kind.STATEMENT else ""
            if self.saved.kind == AdoptionText.Kind.PRESS and (headline := _words_of_headline(blocks)):
                blocks = (word.Heading(word.plain(headline), numbered=False), *blocks[1:])
            blocks = (*_letterhead(self.saved), *blocks)
            document = word.Document(title=title, blocks=blocks, language=language, furniture=word.Furniture())
            return marked_as_demo(document)


def _words_of_headline(blocks: Sequence[word.Block]) -> str:
    """Of a first paragraph that is bold throughout; "" where a text begins otherwise."""
    first = next(iter(blocks), None)
    if not isinstance(first, word.Paragraph):
        return ""
    runs = [run for run in first.runs if isinstance(run, word.Run)]
    return "".join(run.text for run in runs) if runs and all(run.bold for run in runs) else ""


def _letterhead(saved: AdoptionText) -> Iterator[word.Block]:
    if saved.kind == AdoptionText.Kind.STATEMENT:
        return
    yield word.Paragraph((word.Run(saved.coalition.name, bold=True),))
    day = saved.sent_on or saved.due
    date_or_place = date_format(day, "j F Y") if day else f"[{_('Date')}]"
    is_press_note = saved.kind == AdoptionText.Kind.PRESS
    yield word.Paragraph(word.plain(f"{saved.get_kind_display()}, {date_or_place}" if is_press_note else date_or_place))
    if saved.kind == AdoptionText.Kind.LETTER:
        yield word.Paragraph(word.plain(saved.to or f"[{_('Name and address of the ministry')}]"))


def kept_texts(coalition: Coalition, facts: ReviewFacts | None) -> list[KeptText]:
    """All texts, each beside what the facts say now."""
    saved = list(coalition.adoption_texts.all())
    labels = {theme.key: theme.label for theme in THEMES} | {issue.key: issue.label for issue in ISSUES}
    return [
        KeptText(
            each,
            subject_of(each.theme, labels.get(each.theme, each.theme)),
            text_from_facts(facts, each.kind, each.theme) if facts else "",
            facts.uptake.unlooked if facts and each.kind != AdoptionText.Kind.LETTER else 0,
        )
        for each in saved
    ]


def where_text_is(holder: Coalition | Group, number: str) -> str:
    """The address of the page that writes a text's date; "" where the text is not there any more."""
    if isinstance(holder, Group) or not number.isdecimal() or not holder.adoption_texts.filter(pk=number).exists():
        return ""
    return reverse("advocacy:adoption-text", args=[holder.key, int(number)])


def letters_to_write(facts: ReviewFacts) -> list[Theme]:
    """The themes on which something waits for an answer, those with most first. What has no theme has no letter."""
    found = [each for each in facts.themes if each.pending and each.key != NO_THEME]
    return sorted(found, key=lambda each: (-len(each.pending), each.label))
