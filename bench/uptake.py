"""Uptake beside what a reader judged: `python -m bench.uptake HOME`.

HOME is an OPENUPR_HOME that holds the reviews of Cambodia in session 18, Mexico in 17 and Slovenia in 48, with the
paragraphs of their reports. bench/judged_uptake.json has thirty recommendations as coalitions write them, ten for each
review, and the paragraphs of the report that take each up, whole or in part. One person judged by reading the reports;
that person saw no ranking, and the file is older than the ranking. It is only to be measured: rules are chosen on
bench/judged.json.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

JUDGED = Path(__file__).with_name("judged_uptake.json")
FIRST = 10


class Judged(NamedTuple):
    """A recommendation of a coalition, and the paragraphs of the report that take it up."""

    state: str
    session: int
    text: str
    near: frozenset[str]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.uptake", description="Uptake, beside what is judged.")
    parser.add_argument("home", help="an OPENUPR_HOME with the three reviews")
    os.environ["OPENUPR_HOME"] = parser.parse_args().home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    import django  # after the home is named

    django.setup()
    print("\n".join(table(read())))


def read() -> list[Judged]:
    """The judged recommendations."""
    found = json.loads(JUDGED.read_text(encoding="utf-8"))
    return [Judged(one["state"], one["session"], one["ask"], frozenset(one["near"])) for one in found]


def table(judged: Sequence[Judged]) -> Iterator[str]:
    """The figures, as bench/measured.md holds them."""
    yield f"| States chosen | rows that are near | listed | among the first {FIRST} | with all of them |"
    yield "| --- | --- | --- | --- | --- |"
    for label, chosen in (("none", 0), ("the two that made most", 2)):
        listed = [paragraphs(one, chosen) for one in judged]
        near = sum(len(one.near) for one in judged)
        shown, first = (_found(judged, [some[:most] for some in listed]) for most in (None, FIRST))
        whole = sum(_held(one, some[:FIRST]) == len(one.near) for one, some in zip(judged, listed, strict=True))
        yield (
            f"| {label} | {near} | {shown / near:.0%} ({_mean(listed):.0f} wordings) | {first / near:.0%} "
            f"({first}) | {whole} of {len(judged)} |"
        )
    unasked = [without_a_question(one) for one in judged]
    near, others = (sum(pair[at] for pair in unasked) for at in (0, 1))
    yield ""
    yield f"Marked without a question: {near} rows that are near, {others} others."


def _mean(listed: Sequence[Sequence[object]]) -> float:
    return sum(map(len, listed)) / len(listed)


def _found(judged: Sequence[Judged], listed: Sequence[Sequence[Collection[str]]]) -> int:
    return sum(_held(one, some) for one, some in zip(judged, listed, strict=True))


def _held(one: Judged, listed: Sequence[Collection[str]]) -> int:
    return len(one.near & {number for wording in listed for number in wording})


def paragraphs(one: Judged, chosen: int) -> list[set[str]]:
    """The paragraphs of each wording that the page lists, in its order, where so many States were chosen."""
    from openupr.advocacy.near_recommendations import made_by_wording, near_in_report  # after django.setup()

    coalition, ask = coalition_and_ask(one)
    report = made_by_wording(coalition)
    if not report:
        sys.exit(f"This home does not hold the review of {one.state} in session {one.session}.")
    made = Counter(row["from_iso3"] for each in report for row in each.rows)
    choose(ask, [iso3 for iso3, _rows in made.most_common(chosen)])
    found = near_in_report(coalition, ask, (), report)
    return [{row.get("number", "") for row in each.rows} for each in found.near]


def without_a_question(one: Judged) -> tuple[int, int]:
    """How many rows that are near are marked without a question, and how many others."""
    from openupr.advocacy.near_recommendations import made_by_wording, unlike  # after django.setup()

    coalition, ask = coalition_and_ask(one)
    rows = {row["id"]: row.get("number", "") for made in made_by_wording(coalition) for row in made.rows}
    far = {row["id"] for row in unlike(coalition, ask, rows)}
    near = [number in one.near for key, number in rows.items() if key not in far]
    return sum(near), len(near) - sum(near)


def coalition_and_ask(one: Judged) -> tuple[Any, Any]:
    """A coalition for the review and its recommendation; neither is kept."""
    from openupr.advocacy.asks import AskLine
    from openupr.coalitions.models import Coalition, Group
    from openupr.proposals.models import Proposal
    from openupr.reviews.models import Review

    coalition = Coalition(review=Review(iso3=one.state, session=one.session))
    return coalition, AskLine(Proposal(group=Group(coalition=coalition)), "en", one.text, is_adopted=True)


def choose(ask: Any, states: Sequence[str]) -> None:
    """Have these States carry it, without a database."""
    from openupr.advocacy.models import Carrier

    vars(ask)["carriers"] = [Carrier(iso3=iso3) for iso3 in states]


if __name__ == "__main__":
    main()
