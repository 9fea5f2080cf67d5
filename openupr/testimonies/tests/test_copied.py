"""Whether words of a testimony stand in a text: one's own are found to the last, what everybody says is not."""

import random

from openupr.testimonies.rules.copied import Confided, Told, copied, is_long_enough, mark_of, may_be_from, runs_of
from openupr.testimonies.rules.everyday import holds_a_sentence_together

WORDS = ["the", "river", "rose", "at", "night", "and", "took", "ទឹកទន្លេ", "ឡើងនៅពេលយប់"]
TOLD = "The river rose at night and took the roof of our house with the rest of it."


def some_text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(0, 24)))


def test_what_is_looked_for_quickly_is_what_is_found() -> None:
    chance = random.Random(7)
    found = 0
    for _ in range(3_000):
        text, one, another = (some_text(chance) for _ in range(3))
        alone = bool(copied(text, one) or copied(text, another))
        assert bool(Confided([Told((one,)), Told((another,))]).within(text)) is alone
        if copied(text, one):
            found += 1
            assert is_long_enough(text)
            assert may_be_from(["short", text])(one)
    assert found > 100, "else nothing was tried"


def test_whatever_is_shared_is_found_from_its_first_word_to_its_last() -> None:
    words = TOLD.rstrip(".").casefold().split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            shared = words[start:end]
            enough = len(shared) >= 6 and sum(not holds_a_sentence_together(each) for each in shared) >= 4
            text = f"Somebody: “{' '.join(shared)}”, somebody."
            assert [text[a:b] for a, b in copied(text, TOLD)] == ([" ".join(shared)] if enough else [])


def test_everyday_phrases_are_nobodys() -> None:
    for phrase in (
        "At the end of the day",
        "The rights of persons with disabilities",
        "I speak for the first time",
        "Nous sommes là pour les droits de la femme",
        "En el nombre de los derechos de la mujer",
    ):
        assert copied(f"{phrase}.", f"{phrase}, we lost all that we had.") == []
        assert copied(f"{phrase} we sold both cows.", f"{phrase} we sold both cows, and left.") != []


def test_a_testimony_of_fewer_than_six_words_is_searched_for_nowhere() -> None:
    for told in ("UN Human Rights Office", "We stand by each other.", "Come in."):
        assert copied(f"Sent to the {told}", told) == []


def test_what_stood_before_is_no_copy() -> None:
    key = "f" * 64
    before = "Somebody wrote: the river rose at night and took the roof."
    stood = {mark_of(run, key=key) for run in runs_of(TOLD) & runs_of(before)}
    mended = Confided([Told((TOLD,), key=key, stood=stood)])
    assert copied(before, TOLD) != []
    assert mended.within(before) == []
    assert mended.within("They told us: took the roof of our house with the rest of it") != []
    assert not any("roof" in each for each in stood), "its words are not in what is kept"


def test_what_shares_no_six_words_in_a_row_is_not_looked_into() -> None:
    may_be = may_be_from(["At night somebody else came and asked for us."])
    assert not may_be("The river rose at night and took all that we had.")
