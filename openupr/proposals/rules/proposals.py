"""How a proposed recommendation moves from a first draft to the group's adopted text."""

import re
from collections.abc import Mapping

from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.texts import plain_line_ends
from openupr.text.khmer import LETTERS as KHMER

# From each state, where it may go.
MOVES: Mapping[str, tuple[str, ...]] = {
    "draft": ("proposed", "merged", "dropped"),
    "proposed": ("draft", "presented", "adopted", "merged", "dropped"),
    "presented": ("proposed", "adopted", "merged", "dropped"),
    "adopted": ("proposed", "merged", "dropped"),
    "merged": ("draft",),
    "dropped": ("draft",),
}
# Any member puts a draft forward or takes it back; the rest is for who leads the group.
BY_ANY_MEMBER = frozenset({("draft", "proposed"), ("proposed", "draft")})
# How many the workshop's sheet asks a group for.
ASKED_FOR = 4
# Nothing that fits a submission is longer; the field itself would take any text.
LONGEST = 3000


class NoSuchMove(Refused):
    """A recommendation cannot go from its state to that one."""

    def __init__(self, here: str, there: str) -> None:
        super().__init__(f"A recommendation that is “{here}” cannot become “{there}”. It may become: {_listed(here)}.")


class NoReasonGiven(Refused):
    """Something is dropped, or merged, without a word why."""

    def __init__(self) -> None:
        super().__init__("Say why: others worked on it, and may ask.")


class NoReasonToObject(Refused):
    """A member objects without a word why."""

    def __init__(self) -> None:
        super().__init__("Say why you object: the group needs the reason to change the text.")


class AdoptedAlready(Refused):
    """Somebody changes a text that the group adopted."""

    def __init__(self) -> None:
        super().__init__("The group adopted this text. To change it, reopen the recommendation first.")


class NotAllHeard(Refused):
    """A recommendation is adopted although a member objects, or before all members have spoken."""

    def __init__(self) -> None:
        super().__init__("A member objects or was not heard. Adopt anyway?")


class RapporteurAdopts(Refused):
    """A coordinator adopts for a group that has a rapporteur."""

    def __init__(self, rapporteur: object) -> None:
        super().__init__("%(rapporteur)s adopts for this group, as its rapporteur.", rapporteur=rapporteur)


class NotBeforeTheGroup(Refused):
    """Somebody speaks on a text that is a draft, was adopted, or was changed meanwhile."""

    def __init__(self) -> None:
        super().__init__("This text is not before the group any more. Read it again.")


class CannotMerge(Refused):
    """The recommendation to merge into is no place for it."""


class ProposalOfAnotherCoalition(Refused):
    """A consultation is about recommendations of the same coalition."""

    def __init__(self) -> None:
        super().__init__("Choose a recommendation of this coalition.")


class NoProposalText(Refused):
    """A recommendation without a word."""

    def __init__(self) -> None:
        super().__init__("Write the recommendation first: there is no word in it.")


class SameWords(Refused):
    """Other words are suggested that are the present ones."""

    def __init__(self) -> None:
        super().__init__("Change the words first: they are the same as now.")


class ProposalTooLong(Refused):
    """More than a recommendation can be."""

    def __init__(self, length: int) -> None:
        super().__init__(
            "This text has %(length)s characters; a recommendation may have %(most)s. Explain it in the submission.",
            length=f"{length:,}",
            most=f"{LONGEST:,}",
        )


class InOtherLetters(Refused):
    """A text is saved as one of a language that is written in other letters."""

    def __init__(self) -> None:
        super().__init__(
            "This text is not written in the letters of this language. Save it under the language that it is in."
        )


def cleaned_text(text: str) -> str:
    """The text without blanks around it. Raises NoProposalText, TooLong."""
    text = plain_line_ends(text.replace("\x00", "")).strip()
    if not text:
        raise NoProposalText
    if len(text) > LONGEST:
        raise ProposalTooLong(len(text))
    return text


def cleaned_wording(text: str, language: str) -> str:
    """As `cleaned_text`, in a language (its code). Raises NoProposalText also where
    there are signs only ("!!!"), TooLong, InOtherLetters: Khmer as another language, or a text
    without Khmer letters as Khmer.

    Names and treaties stand in Latin letters in a Khmer text, and a Khmer word may in an English
    one.
    """
    text = cleaned_text(text)
    if not any(sign.isalnum() for sign in text):
        raise NoProposalText
    khmer = len(re.findall(f"[{KHMER}]", text))
    others = sum(sign.isalpha() for sign in re.sub(f"[{KHMER}]", "", text))
    if (language == "km" and others and not khmer) or (language != "km" and khmer > others):
        raise InOtherLetters
    return text


def check_move(here: str, there: str, *, reason: str, into: bool) -> None:
    """Raise NoSuchMove, NoReasonGiven or CannotMerge where a recommendation may not go from one
    state to the other.

    `into`: whether another recommendation is named that it goes into.
    """
    if there not in MOVES[here]:
        raise NoSuchMove(here, there)
    if there in {"dropped", "merged"} and not reason.strip():
        raise NoReasonGiven
    if there == "merged" and not into:
        raise CannotMerge("Choose the recommendation that this one goes into.")


def check_objection(says: str, reason: str) -> None:
    """Raise NoReasonToObject where an objection has no reason."""
    if says == "object" and not reason.strip():
        raise NoReasonToObject


def _listed(here: str) -> str:
    return ", ".join(MOVES[here])
