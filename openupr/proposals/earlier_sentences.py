"""What is known of earlier recommendations beside a draft, in sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.recommendations.coverage import Coverage
from openupr.recommendations.question import Question
from openupr.recommendations.recommendation import un_number_of_row
from openupr.recommendations.similar import NothingToCompare
from openupr.upr import responses
from openupr.upr.cycles import session_with_year

from .earlier_list import EarlierList, Marks, earlier_list
from .models import Proposal
from .nearest import NearestWordings, nearest
from .proposals import compared_wording

# As many a line of print names; of the rest it says how many there are.
MOST_NAMED = 10


def sentences_on_earlier(looked: EarlierList, near: NearestWordings | None, coverage: Coverage) -> str:
    """What is to be said first of the earlier recommendations beside a draft."""
    return " ".join(_sentences(looked, near, coverage))


def _sentences(looked: EarlierList, near: NearestWordings | None, coverage: Coverage) -> Iterator[str]:
    if looked.looked:
        yield people_found(looked)
    if looked.stale:
        yield ngettext(
            "%(n)s was marked on an earlier wording of the draft and is not counted until somebody says it again.",
            "%(n)s were marked on an earlier wording of the draft and are not counted until somebody says it again.",
            looked.on_earlier_wording,
        ) % {"n": looked.on_earlier_wording}
    if looked.looked or looked.stale:
        if looked.unread:
            yield ngettext(
                "%(n)s other similar recommendation is not checked yet.",
                "%(n)s other similar recommendations are not checked yet.",
                looked.unread,
            ) % {"n": looked.unread}
    elif looked.close:
        yield ngettext(
            "%(n)s similar recommendation found. Check it.",
            "%(n)s similar recommendations found. Check them.",
            looked.close,
        ) % {"n": looked.close}
    elif near is None or not near.compared:
        yield _("It could not be compared.")
    else:
        yield from _none_taken(near, coverage)


def people_found(looked: EarlierList) -> str:
    """How many people looked at, and how many of these are about the same."""
    if looked.same:
        return ngettext(
            "The group looked at %(looked)s: %(n)s is about the same (%(answers)s).",
            "The group looked at %(looked)s: %(n)s are about the same (%(answers)s).",
            len(looked.same),
        ) % {"looked": looked.looked, "n": len(looked.same), "answers": answers_in_words(looked.responses)}
    if looked.whole:
        return ngettext(
            "The group looked at the nearest one and found it not about the same.",
            "The group looked at the %(n)s nearest and found none about the same.",
            looked.looked,
        ) % {"n": looked.looked}
    return ngettext(
        "The group looked at %(n)s and found none about the same so far.",
        "The group looked at %(n)s and found none about the same so far.",
        looked.looked,
    ) % {"n": looked.looked}


def _none_taken(near: NearestWordings, coverage: Coverage) -> Iterator[str]:
    if not near.found.pool:
        yield _("No recommendation to this State is loaded, so there is none to compare it with.")
    elif not near.by_meaning:
        yield ngettext(
            "%(n)s is loaded, with other words. Meaning is not compared yet.",
            "The program found none with nearly the same words among the %(n)s loaded. Meaning is not compared yet.",
            near.found.pool,
        ) % {"n": f"{near.found.pool:,}"}
    else:
        yield ngettext(
            "The program found no similar one: %(n)s is loaded.",
            "The program found no similar ones among the %(n)s loaded.",
            near.found.pool,
        ) % {"n": f"{near.found.pool:,}"}
    yield from filter(None, [coverage.not_loaded()])
    if coverage.in_part:
        sentence = coverage.in_part_in_words()
        yield f"{sentence[:1].upper()}{sentence[1:]}."


def how_it_judges() -> str:
    """What is to be said with every number of what the program takes for close."""
    return _(
        "The program compares words, and meaning where that is computed. It makes mistakes: some that it finds "
        "are about something else, and it misses others. Read them yourself."
    )


def answers_in_words(counts: Counter[str]) -> str:
    """ "supported 3, noted 1, no response recorded 2"."""
    answers = [
        f"{_(responses.label(response))} {counts[response]}" for response in responses.RESPONSES if counts[response]
    ]
    none = [_("no response recorded %(n)s") % {"n": counts[""]}] if counts[""] else []
    return ", ".join([*answers, *none])


def name_of_row(row: Mapping[str, Any], *, answered: bool = False) -> str:
    """ "Mexico, session 18, A/HRC/26/16, 118.12"; `answered`: and what was answered to it, "...:
    supported".
    """
    who = _(row["from"]) if row["from"] else _("its own pledge")
    name = (
        _("%(who)s, session %(session)s") % {"who": who, "session": session_with_year(row["session"])}
        if row["session"]
        else who
    )
    name = ", ".join(filter(None, (name, str(un_number_of_row(row)))))
    if not answered:
        return name
    answer = _(responses.label(row["response"])) if row["response"] else _("no response recorded")
    return f"{name}: {answer}"


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """The earlier recommendations to this State nearest to one proposal, `near` None where nothing
    can be compared, and what people said of them. `text` is what was compared, in the language of
    that code; `told` says what was found.
    """

    proposal: Proposal
    text: str
    language: str
    near: NearestWordings | None
    looked: EarlierList
    told: str

    @property
    def compared(self) -> bool:
        """Whether it could be compared with the record."""
        return self.near is not None and self.near.compared

    @property
    def note(self) -> str:
        """What hangs on the language of this one; "" where it is compared as all others are."""
        return self.near.note if self.near and _is_of_its_language(self.near) else ""

    @property
    def to_read(self) -> list[tuple[str, str]]:
        """Until someone has looked: the texts to read, each with its State and its response."""
        return [(row["text"], name_of_row(row, answered=True)) for row in self.looked.to_read]

    def document(self) -> dict[str, Any]:
        """As JSON: answers are added up of what people call about the same, of nothing else."""
        listed = self.looked.listed
        return {
            "number": self.proposal.number,
            "text": self.text,
            "told": self.told,
            "looked_at": self.looked.looked,
            "about_the_same": {"total": len(self.looked.same), "responses": dict(self.looked.responses)},
            "taken_for_close": {"total": self.looked.close, "not_looked_at": self.looked.unread},
            "nearest": [
                {**row, "taken_for_close": wording.close, "said": wording.said or None}
                for wording in listed
                for row in wording.rows
            ],
            "compared": self.compared,
            "note": self.note,
        }


def _is_of_its_language(near: NearestWordings) -> bool:
    return bool(near.found.unsupported) or near.found.foreign


def asked_before(proposal: Proposal, marks: Marks, *, iso3: str, loaded: Coverage) -> AskedBefore:
    """What was asked of this State before that is nearest to one proposal, with what people said of
    it. Raises RecordNotReady.
    """
    wording = compared_wording(proposal)
    text, language = (wording.text, wording.language) if wording else ("", "")
    near = _nearest(text, iso3)
    looked = earlier_list(near, marks)
    return AskedBefore(proposal, text, language, near, looked, sentences_on_earlier(looked, near, loaded))


def _nearest(text: str, iso3: str) -> NearestWordings | None:
    try:
        return nearest(Question(words=text, filters={"state": (iso3,)}))
    except NothingToCompare:
        return None
