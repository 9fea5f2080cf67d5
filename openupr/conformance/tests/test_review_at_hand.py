"""Which review a file is for is read off its cover or its title, never off what its text tells of
earlier ones.
"""

import pytest

from .submission_text import COVER, TEXTS, found, heading, numbered

TITLE = "Joint Submission on Cambodia"
EARLIER = heading("Introduction") + numbered("At session 18 the State supported 163 recommendations.")
LAST = "Nothing speaks only of the time before the last review (session 46, 2024)."
THE_ONE_BEFORE = "Nothing speaks only of the time before the last review (session 32, 2019)."
FOLLOWS = " Session {} is not in the list of sessions yet: by its number it is taken for one of cycle 5."
RECENT = numbered("In 2025 the courts closed.")
CANNOT_BE_TOLD = "name State and session, or the cycle, on the cover or in the title"


def _told(*cover: str, text: str = EARLIER + RECENT, **more: object) -> str:
    return found("period", cover=cover, text=text, **more).message()


@pytest.mark.parametrize(
    "line",
    ["57th session", "Session: 57", "57º período de sesiones", "57e session", "Fifty-seventh session of the UPR"],
)  # fmt: skip
def test_the_cover_s_session_counts_also_where_it_is_not_listed_yet(line: str) -> None:
    assert _told(TITLE, line) == LAST + FOLLOWS.format(57)


@pytest.mark.parametrize("line", ["Fifth cycle", "5th UPR cycle", "Cycle 5", "Cinquième cycle", "Quinto ciclo del EPU"])
def test_a_cycle_is_understood_in_figures_and_in_words(line: str) -> None:
    assert _told(TITLE, line) == LAST


@pytest.mark.parametrize("line", ["Fourth cycle", "forty-sixth session", "Universal Periodic Review, fourth cycle."])
def test_the_fourth_cycle_s_last_review_is_that_of_the_third(line: str) -> None:
    assert _told(TITLE, line) == THE_ONE_BEFORE


def test_a_session_that_the_text_alone_mentions_never_counts() -> None:
    for text in (EARLIER + RECENT, numbered("At session 18 the State supported 163 recommendations in 2014.") + RECENT):
        assert CANNOT_BE_TOLD in _told(TITLE, text=text, break_after_cover=False)
        assert CANNOT_BE_TOLD in _told(TITLE, text=text)
    about = "The Forum is an association founded in 2009 that also spoke to the Working Group at session 18 in Geneva."
    assert CANNOT_BE_TOLD in _told(TITLE, about)


def test_a_title_that_names_the_review_that_it_follows_up_is_for_the_later_one() -> None:
    told = _told("Follow-up to session 32: Submission on Cambodia", "Universal Periodic Review, 46th session")
    assert told == THE_ONE_BEFORE


def test_what_is_not_known_is_said_as_it_is() -> None:
    assert "Session 80 is not known here" in _told(TITLE, "80th session")
    assert "in cycle 5; its session is not known here" in _told(TITLE, "Sixth cycle")
    assert "name the State on the cover" in _told("Joint Submission", "46th session")
    assert "The calendar knows no review before this one." in _told(TITLE, "6th session")


def test_without_a_cover_the_title_s_session_counts() -> None:
    told = _told("Submission on Cambodia, 46th session", text=EARLIER + numbered(TEXTS[0]), break_after_cover=False)
    assert told == THE_ONE_BEFORE
    assert found("period").message() == THE_ONE_BEFORE
    assert COVER[1] == "46th session, 2024"
