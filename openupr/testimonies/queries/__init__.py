"""What may be read of boxes: for pages here, and for rooms above (the activity report, a submission).

For the activity report, of a box (a workshop's `box`, which may be None) or of all of a coalition's boxes:

`released.released_testimonies(box, use="public")` -> list of `Released(number, consent, text, spans)`
    what a coordinator released and its author agreed to for this use ("internal", "submission" or "public"; a
    testimony that may be public may also stand in a submission). `text` is the redacted version, the only one that
    leaves; `spans` are (start, end) of the key phrase in it, for bold; empty where there is none. The order says
    nothing.
    Of the whole coalition: `released_in(coalition, use=...)`.

`results.evaluation_summary(box)` -> `Summary | None`
    None while the box is open (as with a ballot box, nobody looks in), without an evaluation, or with fewer than five
    sheets. Else `sheets` and `results`, one for each question: `Result(key, question, sheets, counts, best, high,
    remarks)`. `said` is a sentence: how many chose one of the `best` answers, or "Too few answers to show (fewer than
    5)". `counts` is [(answer in words, number)], empty where one of the numbers is too small; `remarks` the texts of a
    written question in no order.

Keep no copy of either: ask again whenever a document is written. Whoever keeps a file with a testimony in it deletes
it when the testimony is withdrawn (`services.withdrawing.ON_WITHDRAWING`). Every document says what withdrawing cannot
reach: `released.CANNOT_BE_RECALLED`.
"""
