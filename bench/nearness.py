"""Where what is close to a draft ends, and what is less alike: how often such a pair has an issue in common.

    python -m bench.nearness HOME

HOME is an OPENUPR_HOME that holds the real export, with vectors. Drafts are 150 recommendations to eight States, drawn
by a fixed seed among those that name a subject; each is compared with what was recommended to Cambodia, as on a draft's
page: all that is close, and the rest of the ten nearest. UPR Info's coders gave the issues; those that name no subject
do not count.
"""

import os
import random
import sys
from collections.abc import Iterator
from typing import NamedTuple

STATES = ("FRA", "USA", "BRA", "KEN", "NPL", "MEX", "VNM", "EGY")
NO_SUBJECT = {"General", "Other", "International instruments", "CP rights - general", "ESC rights - general"}
DRAFTS, SHORTEST, LONGEST, SEED = 150, 40, 350, 11
CUTS = (0.35, 0.4, 0.45)


class Pair(NamedTuple):
    """A draft and one that is close to it, or one of the ten nearest that is not."""

    close: bool
    cosine: float
    same_issue: bool


def main() -> None:
    os.environ["OPENUPR_HOME"] = sys.argv[1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    import django  # after the home is named

    django.setup()
    pairs = list(compared())
    print(said("close", [pair for pair in pairs if pair.close]))
    rest = [pair for pair in pairs if not pair.close]
    for cut in CUTS:
        print(said(f"rest, cosine from {cut}", [pair for pair in rest if pair.cosine >= cut]))
        print(said(f"rest, cosine below {cut}", [pair for pair in rest if pair.cosine < cut]))


def said(name: str, pairs: list[Pair]) -> str:
    same = sum(pair.same_issue for pair in pairs)
    return f"{name}: {same} of {len(pairs)} with an issue in common, {same / max(1, len(pairs)):.1%}"


def compared() -> Iterator[Pair]:
    """What is close to each draft, and what is not of its ten nearest."""
    from openupr.index.meaning import encode
    from openupr.proposals.nearest import nearest  # after django.setup()
    from openupr.recommendations.question import Question

    for draft in drafts():
        near = nearest(Question(words=draft["text"], filters={"state": ("KHM",)}))
        found = [*near.close, *near.others]
        vectors = encode([draft["text"], *(each.nearest.fields["text"] for each in found)])
        for at, (each, vector) in enumerate(zip(found, vectors[1:], strict=True)):
            same = subjects(draft) & subjects(each.nearest.fields)
            yield Pair(at < len(near.close), float(vector @ vectors[0]), bool(same))


def drafts() -> list[dict[str, str]]:
    """The recommendations that stand for drafts."""
    from openupr.recommendations.question import Question  # after django.setup()
    from openupr.recommendations.search import search_record

    rows = [
        hit.fields
        for state in STATES
        for hit in search_record(Question(filters={"state": (state,)}), limit=400).results
    ]
    random.Random(SEED).shuffle(rows)
    return [row for row in rows if SHORTEST < len(row["text"]) < LONGEST and subjects(row)][:DRAFTS]


def subjects(row: dict[str, str]) -> set[str]:
    return set(row["issues"]) - NO_SUBJECT


if __name__ == "__main__":
    main()
