"""Rules of dates and numbers, for whatever is thrown at them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from openupr.attendance.rules.balance import LessonKept, Speaking, at_least, enough_interpreters
from openupr.attendance.rules.genders import likely_group, tidied
from openupr.attendance.rules.keeping import DAYS, MOST_DAYS, ROW, deleted_on, gone, registered_too_long_ago
from openupr.attendance.rules.numbers import numbers_typed
from openupr.attendance.rules.refusals import NotANumberOfTheList

DATES = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DATES, DATES, st.integers(-800, 800))
def test_nothing_is_kept_beyond_the_day_that_was_promised(last_day: date, registered: date, passed: int) -> None:
    today = registered + timedelta(days=passed)
    over = gone(last_day=last_day, today=today)
    all_over = ROW in over or registered <= registered_too_long_ago(today)
    for field in DAYS:
        promised = deleted_on(field, last_day=last_day, registered_on=registered)
        assert promised <= registered + timedelta(days=MOST_DAYS)
        assert (today >= promised) == (field in over or registered <= registered_too_long_ago(today))
        assert not all_over or today >= promised


@given(st.text(max_size=60), st.frozensets(st.integers(1, 500)))
def test_whatever_is_typed_is_numbers_of_the_list_or_refused(typed: str, known: frozenset[int]) -> None:
    try:
        assert numbers_typed(typed, known=known) <= known
    except NotANumberOfTheList:
        return


@given(st.frozensets(st.integers(1, 500)))
def test_numbers_written_down_are_read_back(known: frozenset[int]) -> None:
    assert numbers_typed(", ".join(map(str, known)), known=known) == known
    assert numbers_typed(f"{min(known)}-{max(known)}", known=known) == known if known else True


def test_words_for_a_gender_are_guessed_at_and_no_more() -> None:
    assert [likely_group(words) for words in ("Woman", " FEMALE ", "ស្រី", "man", "my own", "")] == [
        "women", "women", "women", "men", "", "",
    ]  # fmt: skip
    assert tidied(" My  Own ") == "my own"


def test_a_share_is_enough_or_not_or_not_known() -> None:
    assert (Speaking(5, 2, 1) + Speaking(3, 2, 0)) == Speaking(8, 4, 1)
    assert Speaking(8, 4, 1).percent(4) == 50
    assert [at_least(share, 50) for share in (50, 49, None)] == [
        LessonKept.KEPT,
        LessonKept.NOT_KEPT,
        LessonKept.NOT_KNOWN,
    ]
    assert enough_interpreters(["km"], {}, 2) is LessonKept.KEPT
    assert enough_interpreters(["km", "en"], {}, None) is LessonKept.NOT_KNOWN
    assert enough_interpreters(["km", "en"], {"km": 2}, None) is LessonKept.NOT_KEPT
    assert enough_interpreters(["km", "en"], {"km": 2, "en": 2}, None) is LessonKept.KEPT
