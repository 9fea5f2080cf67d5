"""Whether words of a testimony stand in a text, found in many texts and testimonies at once as in two."""

import random

from openupr.testimonies.rules.copied import Confided, copied, is_long_enough, may_be_from

WORDS = ["the", "river", "rose", "at", "night", "and", "took", "ទឹកទន្លេ", "ឡើងនៅពេលយប់"]


def some_text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(0, 14)))


def test_what_is_looked_for_quickly_is_what_is_found() -> None:
    chance = random.Random(7)
    found = 0
    for _ in range(3_000):
        text, one, another = (some_text(chance) for _ in range(3))
        alone = bool(copied(text, one) or copied(text, another))
        assert bool(Confided([one, another]).within(text)) is alone
        if copied(text, one):
            found += 1
            assert is_long_enough(text)
            assert may_be_from(["short", text])(one)
    assert found > 100, "else nothing was tried"


def test_what_shares_no_four_words_in_a_row_is_not_looked_into() -> None:
    may_be = may_be_from(["At night somebody else came and asked."])
    assert not may_be("The river rose at night and took all that we had.")
