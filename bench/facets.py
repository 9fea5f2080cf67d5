"""`python -m bench.facets`: how long searches with broad facets take in this process, over the record in OPENUPR_HOME.

Each figure is the shortest of many tries, in turns, so that what else the machine does hardly counts. Beside the whole
answer stands the same without facets: the difference is what counting them takes.
"""

import os
import sys
import time

SECONDS = 20.0


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    import django  # reads the environment set above

    django.setup()
    from openupr.recommendations.dimension_values import open_the_index
    from openupr.recommendations.question import Question
    from openupr.recommendations.search import facets_of, search_record

    if open_the_index() is None:
        sys.exit("There is no record in OPENUPR_HOME: import one first.")
    questions = [
        Question("torture"),
        Question("children"),
        Question("law"),
        Question("women", {"response": ("supported",)}),
        Question("education", {"region": ("Asia",)}),
        Question('"human rights"', {"from-organisation": ("EU",)}),
    ]
    tries = [(question, facets) for question in questions for facets in (facets_of(question), ())]
    best = [float("inf")] * len(tries)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for at, (question, facets) in enumerate(tries):
            begun = time.perf_counter()
            search_record(question, facets=facets)
            best[at] = min(best[at], time.perf_counter() - begun)
    print(f"{'question':32} {'rows':>6} {'ms':>7} {'without facets':>15}")
    for at in range(0, len(tries), 2):
        question = tries[at][0]
        named = f"{question.words} {' '.join(map(str, question.filters))}".strip()
        total = search_record(question, limit=0).total
        print(f"{named:32} {total:>6,} {1000 * best[at]:>7.3f} {1000 * best[at + 1]:>15.3f}")
    whole, bare = (1000 * sum(best[first::2]) / len(questions) for first in (0, 1))
    print(f"{'mean':32} {'':>6} {whole:>7.3f} {bare:>15.3f}")


if __name__ == "__main__":
    main()
