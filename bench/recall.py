"""How much of what belongs together `similar` finds: recall@10 by words, by meaning and by both, on the real record.

    python -m bench.recall [HOME]

HOME is an OPENUPR_HOME that holds the real export, with vectors; without it one is made in build/measure from
OPENUPR_SHARED, and kept, so that a second run begins at once.

The question set is fixed by this rule. Recommendations of one review with the same set of issues (at least one) and
the same action category are a group. Its first in the order of the source's file is the query. Relevant are the
others that another State made and whose words' Jaccard similarity with the query is from 0.15 to 0.6: neither the
same sentence again nor one that shares nothing. A group without a relevant one asks nothing. Wordings nearer to the
query than 0.6, the query among them, are taken out of every answer: they are found by anything.

Recall@10 of a query is the share of its relevant ones among the first ten recommendations that are left; the figure is
the mean over all queries. Candidates are either what was recommended to the same State, in every review loaded, or
the whole record, where equally good recommendations to other States stand in the way of those that count.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
LEAST, MOST = 0.15, 0.6
FIRST = 10
# Groups that are asked for: enough that ten are left when near-identical wordings are taken out.
ASKED = 60
METHODS = {"lexical": "words", "vectors": "meaning", "both": "both"}


@dataclass(frozen=True, slots=True)
class RecallQuestion:
    """A query of the set: the row it is, its State and text, the rows that should be found."""

    row: int
    iso3: str
    text: str
    relevant: frozenset[int]

    @property
    def is_held_out(self) -> bool:
        """States are split in two by a hash of their code; the constant of the fusion was chosen on the other half."""
        return blake2b(self.iso3.encode(), digest_size=1).digest()[0] % 2 == 1


def main() -> None:
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "measure"
    prepare(home, is_given=len(sys.argv) > 1)
    questions, words = question_set()
    sys.stderr.write(f"{len(questions):,} queries, {sum(len(q.relevant) for q in questions):,} relevant\n")
    measuring = Measuring(questions, words)
    rows = [(pool, name, measuring.recalls(pool, name)) for pool in ("state", "record") for name in METHODS]
    print(report(questions, rows))


def prepare(home: Path, *, is_given: bool) -> None:
    """Set Django up on the home; unless it was given, see to it that the real record and its vectors are there."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {"OPENUPR_HOME": str(home.resolve()), "DJANGO_SETTINGS_MODULE": "openupr.project.settings"}
    import django  # reads the environment set above
    from django.core.management import call_command

    django.setup()
    if not is_given:
        shared = Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared")
        files = sorted((shared / "data" / "upr-info-export").glob("*.csv"))
        if not files:
            sys.exit(f"The real export is not in {shared}; set OPENUPR_SHARED to the folder that holds it.")
        call_command("migrate", verbosity=0)
        call_command("import", "upr-info", *map(str, files))
    call_command("vectors")


def question_set() -> tuple[list[RecallQuestion], dict[int, frozenset[str]]]:
    """The queries, and the words of every recommendation."""
    from openupr.recommendations.models import SourceRecord  # after django.setup()
    from openupr.text.words import cut

    fields = ("pk", "text", "issues", "action", "ask__from_iso3", "ask__review", "ask__review__iso3")
    records = (
        SourceRecord.objects.filter(ask__kind="recommendation", preferred=True).order_by("pk").values_list(*fields)
    )
    groups: dict[tuple[int, str, int], list[tuple[int, str, str, str]]] = defaultdict(list)
    words: dict[int, frozenset[str]] = {}
    for pk, text, issues, action, giver, review, iso3 in records:
        words[pk] = frozenset(cut(text).surfaces)
        if issues and action:
            groups[review, json.dumps(sorted(issues)), action].append((pk, text, giver, iso3))
    found = []
    for (row, text, giver, iso3), *others in groups.values():
        near = {o for o, _, other, _ in others if other != giver and LEAST <= jaccard(words[row], words[o]) <= MOST}
        if near:
            found.append(RecallQuestion(row, iso3, text, frozenset(near)))
    return found, words


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words of all words."""
    return len(one & other) / len(one | other) if one or other else 0.0


def recall(found: Iterable[int], asked: RecallQuestion, words: dict[int, frozenset[str]]) -> float:
    """The share of what is relevant among the first ten rows found that are not the query again."""
    others = (row for row in found if jaccard(words[asked.row], words[row]) <= MOST)
    first = {row for row, _ in zip(others, range(FIRST), strict=False)}
    return len(first & asked.relevant) / len(asked.relevant)


class Measuring:
    """Holds one index throughout, and the drafts' vectors, computed once."""

    def __init__(self, questions: list[RecallQuestion], words: dict[int, frozenset[str]], batch: int = 256) -> None:
        from openupr.index import meaning  # after django.setup()
        from openupr.recommendations.the_index import the_index
        from openupr.recommendations.vectors import the_vectors

        self.questions, self.words = questions, words
        self.index, self.vectors = the_index(), the_vectors()
        texts = [asked.text for asked in questions]
        self.drafts = np.vstack([meaning.encode(texts[n : n + batch]) for n in range(0, len(texts), batch)])

    def recalls(self, pool: str, name: str) -> list[float]:
        """The recall of each query by one method among one set of candidates."""
        measured = []
        for number, asked in enumerate(self.questions):
            found = self.answer(asked, self.drafts[number : number + 1], pool, METHODS[name])
            measured.append(recall(found, asked, self.words))
            if number % 500 == 0:
                sys.stderr.write(f"\r{pool}, {name}: {number:,} ")
        sys.stderr.write("\r\x1b[K")
        return measured

    def answer(self, asked: RecallQuestion, vector: np.ndarray, pool: str, method: str) -> Iterator[int]:
        """The rows found, in order, as the page finds them; the vector stands in for the encoder."""
        from openupr.recommendations.question import Question

        answer = self.index.nearest(
            asked.text,
            filters=Question(filters={"state": (asked.iso3,)} if pool == "state" else {}).index_filters(),
            limit=ASKED,
            method=method,
            vectors=self.vectors,
            encode=lambda _texts: vector,
        )
        return (hit.id for group in answer.groups for hit in group)


def report(questions: list[RecallQuestion], rows: list[tuple[str, str, list[float]]]) -> str:
    """The figures as a table in Markdown."""
    halves = np.array([each.is_held_out for each in questions])
    lines = [
        f"{len(questions):,} queries, {sum(len(q.relevant) for q in questions):,} relevant recommendations; "
        f"{int(halves.sum()):,} of the queries in the held-out half.",
        "",
        "| candidates | method | recall@10, all | half for tuning | held-out half |",
        "| --- | --- | --- | --- | --- |",
    ]
    names = {"state": "to the same State", "record": "the whole record"}
    for pool, name, measured in rows:
        values = np.array(measured)
        shown = (values.mean(), values[~halves].mean(), values[halves].mean())
        lines.append(f"| {names[pool]} | {name} | " + " | ".join(f"{each:.3f}" for each in shown) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
