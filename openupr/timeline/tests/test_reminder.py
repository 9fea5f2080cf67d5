"""A reminder fits one text message, whatever it is about."""

from hypothesis import given
from hypothesis import strategies as st

from openupr.timeline.rules.reminder import ONE_MESSAGE, ONE_MESSAGE_UNICODE, text_message


def test_a_short_reminder_says_when_how_long_and_what() -> None:
    told = text_message(when="Fri 13 Jul 2018", left="12 days left", title="Comments close")
    assert told == "Fri 13 Jul 2018 (12 days left): Comments close"


def test_accents_and_typographers_signs_cost_no_second_message() -> None:
    told = text_message(when="November 2018", left="", title="Réunion d’étape – “société civile” [à confirmer]")
    assert told == 'November 2018: Reunion d\'etape - "societe civile" (a confirmer)'


def test_khmer_is_kept_and_leaves_room_for_seventy_letters() -> None:
    told = text_message(when="Fri 13 Jul 2018", left="12 days left", title="ប្រជុំផ្ទៀងផ្ទាត់" * 5)
    assert told.startswith("Fri 13 Jul 2018 (12 days left): ប្រជុំ")
    assert len(told) == ONE_MESSAGE_UNICODE
    assert told.endswith("…")


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_title_fits_one_message(title: str, left: str) -> None:
    told = text_message(when="Fri 13 Jul 2018", left=left, title=title)
    units = len(told.encode("utf-16-le", "surrogatepass")) // 2
    assert units <= (ONE_MESSAGE if told.isascii() else ONE_MESSAGE_UNICODE)
