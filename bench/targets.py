"""`python -m bench.targets [HOME]`: how many of the first ten States to ask really raised a theme (OPENUPR_SHARED).

A pair is a review and a theme that at least ten States raised in it. Each pair is ranked with what was said in earlier
sessions only; precision@10 is the share of the first ten that raised the theme in the review. Beside it: simple
rankings, and the ranking with one of its parts switched off. HOME holds both exports; without it they are imported.
"""

import os
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RAISERS, FIRST = 10, 10
Giver, Ranked = str, list[str]
# The constants were chosen on the first sessions of each line; the others were looked at afterwards.
PARTS = {"issue": ((13, 14, 15, 16), (17, 18)), "group": ((13, 14, 15, 16, 17, 18), (21, 22, 23, 24))}
SOURCES = {"issue": (), "group": ("dihr",)}
OFF = {
    "without recency: all sessions alike": {"RECENT_SESSIONS": 999},
    "without the region": {"OF_THE_REGION": 0.0},
    "without the same State": {"SAME_STATE": 0.0},
}


@dataclass(frozen=True)
class Row:
    """A recommendation: in which review it was made, by whom, on what."""

    state: str
    session: int
    giver: Giver
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """A review and a theme, with the States that raised it."""

    state: str
    session: int
    theme: str
    raisers: frozenset[Giver]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="openupr-targets-") as made:
        os.environ.update(
            OPENUPR_HOME=sys.argv[1] if sys.argv[1:] else made, DJANGO_SETTINGS_MODULE="openupr.project.settings"
        )
        os.environ.pop("DATABASE_URL", None)
        import django  # reads the environment set above

        django.setup()
        if not sys.argv[1:]:
            from bench.links import import_all

            shared = Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared") / "data"
            if not (shared / "dihr-explorer").is_dir():
                sys.exit("The real exports are not here; set OPENUPR_SHARED to the folder that holds them.")
            import_all(shared)
            from openupr.recommendations.index_building import refresh_index

            refresh_index()
        for dimension in PARTS:
            measure(dimension)
        speed()


def measure(dimension: str) -> None:
    """Prints a table for the issues, or for the groups of people."""
    rows = rows_of(dimension)
    chosen_on, judged_on = (pairs_of(rows, sessions) for sessions in PARTS[dimension])
    first, second = ("-".join(map(str, (part[0], part[-1]))) for part in PARTS[dimension])
    print(f"{dimension}: {len(chosen_on)} pairs of sessions {first}, {len(judged_on)} of sessions {second}")
    print(f"{'precision@10':40} {first:>8} {second:>8} {'all':>8}   States to ask minus this, pair by pair")
    simple = Simple(rows)
    own = [precision(pair, ours(pair, dimension)) for pair in (*chosen_on, *judged_on)]
    for name in ("most active", "same State before", "all-time frequency", "last six sessions"):
        show(name, getattr(simple, name.replace(" ", "_").replace("-", "_").lower()), own, chosen_on, judged_on)
    show("States to ask", lambda pair: ours(pair, dimension), own, chosen_on, judged_on)
    from openupr.recommendations import target_ranking as module  # after django.setup()

    for name, constants in OFF.items():
        kept = {constant: getattr(module, constant) for constant in constants}
        for constant, value in constants.items():
            setattr(module, constant, value)
        show(name, lambda pair: ours(pair, dimension), own, chosen_on, judged_on)
        for constant, value in kept.items():
            setattr(module, constant, value)


def show(name: str, rank: Callable[[Pair], Ranked], own: list[float], *parts: list[Pair]) -> None:
    """Prints the means, and how much better "States to ask" is on the same pairs."""
    found = [[precision(pair, rank(pair)) for pair in part] for part in parts]
    together = [*found[0], *found[1]]
    means = " ".join(f"{sum(part) / len(part):8.4f}" for part in [*found, together])
    difference, margin = paired(own, together, [*parts[0], *parts[1]])
    print(f"{name:40} {means}   {difference:+.4f} +- {margin:.4f}")


def precision(pair: Pair, ranked: Ranked) -> float:
    return len(pair.raisers.intersection(ranked[:FIRST])) / FIRST


def paired(ours: list[float], others: list[float], pairs: list[Pair]) -> tuple[float, float]:
    """The mean difference on the same pairs, and half of its 95% interval. Pairs of one review are taken together."""
    differences = [own - other for own, other in zip(ours, others, strict=True)]
    mean = statistics.fmean(differences)
    of_review: dict[tuple[str, int], float] = defaultdict(float)
    for pair, difference in zip(pairs, differences, strict=True):
        of_review[pair.state, pair.session] += difference - mean
    return mean, 1.96 * sum(total**2 for total in of_review.values()) ** 0.5 / len(pairs)


def rows_of(dimension: str) -> list[Row]:
    """Every recommendation that the ranking counts."""
    import orjson

    from openupr.recommendations.question import Question  # after django.setup()
    from openupr.recommendations.the_index import the_index

    question = Question(filters={"source": SOURCES[dimension]} if SOURCES[dimension] else {})
    fields = (orjson.loads(payload) for payload in the_index().payloads(filters=question.index_filters()))
    of = "issues" if dimension == "issue" else "groups"
    return [
        Row(each["iso3"], each["session"], each["from_iso3"], tuple(each.get(of, ())))
        for each in fields
        if each["session"] and each["from_iso3"] and each["from_iso3"] != each["iso3"]
    ]


def pairs_of(rows: list[Row], sessions: tuple[int, ...]) -> list[Pair]:
    """The pairs of these sessions."""
    raisers: dict[tuple[str, int, str], set[Giver]] = defaultdict(set)
    for row in rows:
        if row.session in sessions:
            for theme in row.themes:
                raisers[row.state, row.session, theme].add(row.giver)
    return [Pair(*key, frozenset(found)) for key, found in sorted(raisers.items()) if len(found) >= RAISERS]


def ours(pair: Pair, dimension: str) -> Ranked:
    """The first ten of the product's own ranking."""
    from openupr.recommendations.question import ask  # after django.setup()
    from openupr.recommendations.targets import targets
    from openupr.upr.states import by_iso3

    question = ask(filters={dimension: [pair.theme], "source": SOURCES[dimension]})
    found = targets(by_iso3(pair.state), question, before=pair.session, limit=FIRST)
    return [each.state.iso3 for each in found.ranked]


def speed() -> None:
    """Prints the processor time of the first twenty States for Cambodia with all reasons, over every issue."""
    from openupr.recommendations.question import Question  # after django.setup()
    from openupr.recommendations.targets import targets
    from openupr.upr.issues import ISSUES
    from openupr.upr.states import by_iso3

    taken = []
    for issue in ISSUES:
        question = Question(filters={"issue": (issue.key,)})
        begun = time.process_time()
        for _ in range(3):
            targets(by_iso3("KHM"), question)
        taken.append((time.process_time() - begun) * 1000 / 3)
    middle, most = statistics.median(taken), max(taken)
    print(f"20 States with reasons: {middle:.1f} ms (median of {len(taken)} issues), {most:.1f} at most")


class Simple:
    """The rankings that anybody could make; of equal States the more active comes first."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.sessions = sorted({row.session for row in rows})
        self._known: dict[Any, Counter[Giver]] = {}

    def most_active(self, pair: Pair) -> Ranked:
        return self._ranked(pair, self._active(pair))

    def all_time_frequency(self, pair: Pair) -> Ranked:
        return self._ranked(pair, self._raised(pair.theme, 0, pair.session))

    def last_six_sessions(self, pair: Pair) -> Ranked:
        earlier = [session for session in self.sessions if session < pair.session]
        return self._ranked(pair, self._raised(pair.theme, earlier[-6], pair.session))

    def same_state_before(self, pair: Pair) -> Ranked:
        def count() -> Counter[Giver]:
            return Counter(
                row.giver
                for row in self.rows
                if row.state == pair.state and row.session < pair.session and pair.theme in row.themes
            )

        return self._ranked(pair, self._once(("same", pair), count))

    def _active(self, pair: Pair) -> Counter[Giver]:
        def count() -> Counter[Giver]:
            return Counter(row.giver for row in self.rows if row.session < pair.session)

        return self._once(pair.session, count)

    def _raised(self, theme: str, since: int, before: int) -> Counter[Giver]:
        def count() -> Counter[Giver]:
            return Counter(row.giver for row in self.rows if since <= row.session < before and theme in row.themes)

        return self._once((theme, since, before), count)

    def _once(self, key: Any, count: Callable[[], Counter[Giver]]) -> Counter[Giver]:
        if key not in self._known:
            self._known[key] = count()
        return self._known[key]

    def _ranked(self, pair: Pair, counts: Mapping[Giver, int]) -> Ranked:
        active = self._active(pair)
        order = sorted(active, key=lambda giver: (-counts.get(giver, 0), -active[giver], giver))
        return [giver for giver in order if giver != pair.state]


if __name__ == "__main__":
    main()
