"""Whatever is done to a draft in Word: each paragraph is recognised or put before a person, and no word is lost."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openupr.documents import word
from openupr.documents.light_markup import plain_words
from openupr.documents.word.letters import clean
from openupr.files.word.with_changes import TrackedPiece, read_returned
from openupr.returning.comparing import compare
from openupr.returning.outcomes import Compared
from openupr.returning.units import Returned, returned_of
from openupr.returning.wording import markup, table
from openupr.submissions.rules.for_comments import document_for_comments, sent_of

_NOUNS = (
    "land",
    "water",
    "forest",
    "school",
    "court",
    "prison",
    "clinic",
    "union",
    "police",
    "province",
    "dam",
    "road",
)
_VERBS = ("took", "closed", "opened", "promised", "refused", "built", "sold", "flooded", "guarded", "counted", "named")


def content(*texts: str, sources: tuple[str, ...] = ()) -> dict[str, Any]:
    """A draft of one section; the sources are those of its last paragraph."""
    paragraphs = [
        {"anchor": f"p{number:012x}", "text": text, "sources": list(sources) if number == len(texts) else []}
        for number, text in enumerate(texts, start=1)
    ]
    return {"title": "Joint submission", "sections": [{"heading": "Land", "kind": "other", "paragraphs": paragraphs}]}


def sentence(number: int) -> str:
    """A sentence of its own, unlike all others."""
    nouns = [_NOUNS[(number * 7 + at * (1 + number % 5)) % len(_NOUNS)] + str(number) for at in range(4)]
    verbs = [_VERBS[(number * 5 + at) % len(_VERBS)] for at in range(2)]
    return (
        f"The {nouns[0]} {verbs[0]} the {nouns[1]} of {nouns[2]}, and the {nouns[3]} {verbs[1]} it in {1990 + number}."
    )


def back(document: word.Document) -> Returned:
    """The document as it comes back."""
    return returned_of(read_returned(word.write_word(document)))


def with_blocks(document: word.Document, blocks: list[word.Block]) -> word.Document:
    """The heading and these blocks."""
    return replace(document, blocks=(document.blocks[0], *blocks))


def said(compared: Compared) -> str:
    """All words that somebody will read of it."""
    texts = [each.text for each in compared.outcomes] + [each.after for each in compared.headings]
    return "\n".join([*texts, *(each.text for each in compared.unsure)])


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def kinds(compared: Compared) -> list[str]:
    return [each.kind if each.moved_after is None else f"{each.kind}, moved" for each in compared.outcomes]


_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "move", "split", "add", "remove", "join", "drop anchor"]),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=6,
)


@given(size=st.integers(2, 8), edits=_EDITS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_edits_are_recognised_or_asked_about_and_no_word_is_lost(
    size: int, edits: list[tuple[str, int, int]]
) -> None:
    draft = content(*(f"{sentence(2 * n)} {sentence(2 * n + 1)}" for n in range(size)))
    document = document_for_comments(draft, {}, "en")
    blocks: list[Any] = [each for each in document.blocks if isinstance(each, word.Paragraph)]
    for number, (kind, at, to) in enumerate(edits):
        blocks = _edited(blocks, kind, at, to, number)
    returned = back(with_blocks(document, blocks))
    compared = compare(sent_of(draft, {}, "en"), returned)
    given_back = words(" ".join(plain_words(unit.text) for unit in returned.units[2:]))
    assert not given_back - words(said(compared))
    answered = {each.owner for each in compared.outcomes if each.kind != "added"}
    asked = {number - 2 for each in compared.unsure for number, _ in each.candidates}
    assert answered | asked == set(range(size))
    if not edits:
        assert kinds(compared) == ["unchanged"] * size


def _edited(blocks: list[Any], kind: str, at: int, to: int, number: int) -> list[Any]:
    if not blocks:
        return blocks
    at %= len(blocks)
    block = blocks[at]
    text = "".join(run.text for run in block.runs)
    halves = text.partition(". ")
    match kind:
        case "edit":
            return [*blocks[:at], replace(block, runs=word.plain(f"{text} Nobody knew{number}.")), *blocks[at + 1 :]]
        case "move":
            rest = blocks[:at] + blocks[at + 1 :]
            return [*rest[: to % len(blocks)], block, *rest[to % len(blocks) :]]
        case "split":
            parts = [replace(block, runs=word.plain(halves[0] + ".")), word.Paragraph(word.plain(halves[2] or "So."))]
            return [*blocks[:at], *parts, *blocks[at + 1 :]]
        case "add":
            return [*blocks[:at], word.Paragraph(word.plain(sentence(100 + number))), *blocks[at:]]
        case "remove":
            return blocks[:at] + blocks[at + 1 :]
        case "join":
            there = "".join(run.text for run in blocks[at + 1].runs) if at + 1 < len(blocks) else ""
            return [*blocks[:at], replace(block, runs=word.plain(f"{text} {there}")), *blocks[at + 2 :]]
    return [*blocks[:at], replace(block, anchor=""), *blocks[at + 1 :]]


def test_what_was_moved_split_joined_added_and_removed_is_called_so() -> None:
    texts = [f"{sentence(2 * n)} {sentence(2 * n + 1)}" for n in range(6)]
    draft = content(*texts)
    document = document_for_comments(draft, {}, "en")
    one, two, three, _, _, six = (each for each in document.blocks if isinstance(each, word.Paragraph))
    halves = texts[1].partition(". ")
    joined = replace(three, runs=word.plain(f"{texts[2]} {texts[3]}"))
    parts = [replace(two, runs=word.plain(halves[0] + ".")), word.Paragraph(word.plain(halves[2]))]
    new = word.Paragraph(word.plain("Nobody asked fisherfolk."))
    compared = compare(sent_of(draft, {}, "en"), back(with_blocks(document, [six, one, *parts, joined, new])))
    assert kinds(compared) == ["unchanged", "split", "joined", "joined", "removed", "unchanged, moved", "added"]
    assert compared.outcomes[1].text == f"{halves[0]}.\n\n{halves[2]}"
    assert compared.outcomes[2].text == f"{texts[2]} {texts[3]}"
    assert (compared.outcomes[3].joined_to, compared.outcomes[5].moved_after) == (2, -1)
    assert (compared.outcomes[6].owner, compared.outcomes[6].text) == (2, "Nobody asked fisherfolk.")


def test_what_is_half_alike_is_put_before_a_person_whose_word_counts() -> None:
    draft = content("The land of the three villages was sold in March.", sentence(2))
    document = document_for_comments(draft, {}, "en")
    written = word.Paragraph(word.plain("Officials say that the villages kept the land until the court ruled."))
    returned = back(with_blocks(document, [written, document.blocks[2]]))
    sent = sent_of(draft, {}, "en")
    [question] = compare(sent, returned).unsure
    assert [text for _, text in question.candidates] == [draft["sections"][0]["paragraphs"][0]["text"]]
    it_is = compare(sent, returned, {question.unit: question.candidates[0][0]})
    assert kinds(it_is) == ["changed", "unchanged"]
    it_is_new = compare(sent, returned, {question.unit: None})
    assert kinds(it_is_new) == ["removed", "unchanged", "added"]
    assert compare(sent, returned, {0: 1, 99: 3, question.unit: 77}) == compare(sent, returned)


def test_a_paragraph_with_a_list_a_table_citations_and_sources_comes_back_as_it_was() -> None:
    cite = {"KHM-1": "(France, session 18, noted)", "KHM-2": "(118.3, Côte d'Ivoire, session 18, supported)"}
    draft = content(
        "__Two__ things of [[KHM-1]]:\n\n- one [[KHM-2]]\n- two snake_case\n   - deeper",
        "| State | Text |\n| --- | --- |\n| Peru | *all* \\| none |",
        "It is said^[A note, [in brackets].] here **now**. [More](https://example.org/a).",
        sources=("The ministry, [2025]", "A_report"),
    )
    sent = sent_of(draft, cite, "en")
    returned = back(document_for_comments(draft, cite, "en"))
    assert kinds(compare(sent, returned)) == ["unchanged"] * 3
    # The record has another answer by now, which is no change of the draft.
    later = sent_of(draft, cite | {"KHM-1": "(France, session 18, supported)"}, "en")
    assert kinds(compare(later, returned)) == ["unchanged"] * 3


def test_a_changed_paragraph_keeps_its_citation_live_and_its_sources_apart() -> None:
    cite = {"KHM-1": "(France, session 18, noted)"}
    draft = content("Titles were asked for [[KHM-1]] and none __was given__ by the State.", sources=("The ministry",))
    document = document_for_comments(draft, cite, "en")
    block: Any = document.blocks[1]
    runs = tuple(
        replace(run, text=run.text.replace("none", "hardly one")) if isinstance(run, word.Run) else run
        for run in block.runs
    )
    sent = sent_of(draft, cite, "en")
    [changed] = compare(sent, back(with_blocks(document, [replace(block, runs=runs)]))).outcomes
    assert changed.text == "Titles were asked for [[KHM-1]] and hardly one __was given__ by the State."
    assert changed.sources_gone == ()
    [without] = compare(sent, back(with_blocks(document, [replace(block, runs=runs[:-1])]))).outcomes
    assert without.sources_gone == ("The ministry",)


_pieces = st.lists(
    st.builds(
        TrackedPiece,
        st.text(max_size=8)
        | st.sampled_from(["- a", "1. b", "a*b", "[x](y)", "\n", "(c)", "| d", "--- ", "^[e]", "<f>"]),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", "", "https://example.org/a_b"]),
        st.none(),
    ),
    max_size=5,
).map(tuple)


@given(_pieces)
@settings(max_examples=100, deadline=None)
def test_any_words_of_a_file_are_markup_that_says_exactly_them(pieces: tuple[TrackedPiece, ...]) -> None:
    wanted = clean("".join(piece.text for piece in pieces))
    assert plain_words(markup(pieces)).split() == wanted.split()


@given(st.lists(st.lists(_pieces, min_size=1, max_size=3), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_any_table_keeps_its_words(rows: list[list[tuple[TrackedPiece, ...]]]) -> None:
    wanted = " ".join(clean("".join(piece.text for piece in cell)) for row in rows for cell in row)
    assert plain_words(table(rows)).split() == wanted.split()
