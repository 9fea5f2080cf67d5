"""Which submission of OHCHR's list is ours, by the names of organisations. Plain Python."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from openupr.text.folding import without_marks

_PLACE = re.compile(r",[^,()]{2,40}\([^()]{3,60}\)\s*$")
_JOINT = re.compile(r"(?:^|/)JS\s?\d+", re.IGNORECASE)
_LEAST_WORDS, _LEAST_LETTERS, _LEAST_SHORT = 2, 6, 3


class PartyNames(NamedTuple):
    """An organisation's name, and its short one or ""."""

    name: str
    short_name: str = ""


def code_of(ours: Sequence[PartyNames], listed: Iterable[Mapping[str, Sequence[str]]], *, is_joint: bool) -> str:
    """The code of the submission that names most of these organisations; "" where none or two do.

    `listed`: {code, organisations}. For a joint submission the joint ones are searched first, and
    the other way round: an organisation may have lodged its own as well.
    """
    counts = [(str(entry["code"]), sum(_names(names, entry) for names in ours)) for entry in listed]
    named = [(code, count) for code, count in counts if count]
    of_kind = [(code, count) for code, count in named if bool(_JOINT.search(code)) == is_joint] or named
    most = max((count for _code, count in of_kind), default=0)
    best = [code for code, count in of_kind if count == most]
    return best[0] if len(best) == 1 else ""


def _names(ours: PartyNames, submission: Mapping[str, Sequence[str]]) -> bool:
    organisations = submission["organisations"]
    whole = _words(ours.name)
    if any(_within(whole, _words(name)) or _within(_words(_PLACE.sub("", name)), whole) for name in organisations):
        return True
    short = ours.short_name.strip()
    if len(short) < _LEAST_SHORT:
        return bool(short) and short == submission["code"]
    is_code = short.casefold() == str(submission["code"]).casefold()
    return is_code or any(re.search(rf"(?<!\w){re.escape(short)}(?!\w)", name) for name in organisations)


def _words(name: str) -> list[str]:
    words = re.findall(r"\w+", without_marks(name).casefold())
    return words[1:] if words[:1] == ["the"] else words


def _within(one: list[str], other: list[str]) -> bool:
    """Whether a name is part of another, word by word; one short word is too common."""
    if len(one) < _LEAST_WORDS and len("".join(one)) < _LEAST_LETTERS:
        return False
    return any(other[at : at + len(one)] == one for at in range(len(other) - len(one) + 1))
