"""A letter to a ministry on one theme: what waits for its answer, or what the State supported."""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.documents.light_markup import markup_of
from openupr.followup.counts import judged_in_words
from openupr.followup.theme_facts import facts_of_themes
from openupr.recommendations.coverage import sessions

from .review_facts import (
    NO_THEME,
    ReviewFacts,
    ReviewRow,
    ReviewTheme,
    answers_told,
    contact_or_place,
    counted,
    listed,
    place,
    review_in_brackets,
    within,
)


def letters_to_write(facts: ReviewFacts) -> list[ReviewTheme]:
    """The themes on which something waits for an answer, those with most first; then those on which
    the State supported something. What has no theme has no letter.
    """
    themes = [theme for theme in facts.themes if theme.in_letter and theme.key != NO_THEME]
    return sorted(themes, key=lambda theme: (not theme.pending, -len(theme.in_letter), theme.label))


def letter(facts: ReviewFacts, theme: ReviewTheme | None) -> Iterator[str]:
    """Its paragraphs, as markup, in the active language."""
    if theme is None or theme.key == NO_THEME:
        return
    subject = _("Recommendations to %(state)s: %(theme)s")
    yield f"**{markup_of(subject % {'state': facts.state, 'theme': theme.subject})}**"
    yield _("Dear %(name)s,") % {"name": place(_("title and name"))}
    yield markup_of(_received(facts, theme))
    if theme.in_letter:
        yield _("These wait for an answer:") if theme.pending else _("It supported these:")
        yield "\n".join(f"- {markup_of(_as_item(facts, row))}" for row in theme.in_letter)
    if ours := counted([row for row in theme.in_letter if row.asks]):
        sentence = ngettext(
            "%(n)s of these takes up, in full or in part, what civil society recommended.",
            "%(n)s of these take up, in full or in part, what civil society recommended.",
            ours,
        )
        yield sentence % {"n": ours}
    yield from _since(facts, theme)
    if theme.pending:
        yield _("We ask the ministry to propose that these recommendations be supported, and to say by when.")
    else:
        yield _("We ask the ministry to say by when each is carried out.")
    yield _("Yours sincerely,")
    yield place(_("Name and function of who signs"))
    yield markup_of(facts.coalition.name)
    yield contact_or_place(facts.coalition)


def _received(facts: ReviewFacts, theme: ReviewTheme) -> str:
    """How many the State received on the theme, in which review, and how it answered."""
    count = counted(theme.rows)
    sentence = ngettext(
        "In its review (%(review)s), %(state)s received %(n)s recommendation on this.",
        "In its review (%(review)s), %(state)s received %(n)s recommendations on this.",
        count,
    ) % {"review": review_in_brackets(facts.coalition, facts.document), "state": facts.state, "n": count}
    answers = Counter(row.response for row in theme.rows for _one in row.states or ("",))
    return f"{sentence} {answers_told(answers)}".strip()


def _as_item(facts: ReviewFacts, row: ReviewRow) -> str:
    text = row.text.rstrip(" .;") + f" ({row.state})"
    named = within(facts.document, row.un_number)
    return f"{named}: {text}" if named else text


def _since(facts: ReviewFacts, theme: ReviewTheme) -> Iterator[str]:
    """What the follow-up list says of recommendations on the theme, and from which reviews they
    are.
    """
    known = facts_of_themes(facts.coalition, {theme.key}).get(theme.key)
    if known is None or not known.assessed:
        return
    values = {
        "n": known.recommendations,
        "sessions": sessions(tuple(known.sessions), with_years=True),
        "assessed": known.assessed,
        "levels": _judged(known.judged),
    }
    if known.sessions:
        sentence = _(
            "Of %(n)s recommendations on this in %(sessions)s, our organisations and groups assessed %(assessed)s: "
            "%(levels)s."
        )
    else:
        sentence = _(
            "Of %(n)s recommendations on this, our organisations and groups assessed %(assessed)s: %(levels)s."
        )
    yield sentence % values


def _judged(states: Mapping[str, int]) -> str:
    """ "4 not implemented and 1 on which they do not agree"."""
    agreed = {state: n for state, n in states.items() if state != "dissent"}
    parts = [words] if (words := judged_in_words(agreed)) else []
    if differ := states.get("dissent", 0):
        parts.append(_("%(n)s on which they do not agree") % {"n": differ})
    return listed(parts)
