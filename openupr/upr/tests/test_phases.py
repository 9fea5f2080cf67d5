from openupr.upr.calendar import CALENDAR
from openupr.upr.cycles import SESSIONS
from openupr.upr.phases import (
    ADOPTION_MONTHS,
    NEXT_REVIEW_MONTHS,
    PHASE_DATES,
    PHASES,
    is_phase,
    phase,
    published_date,
)


def months_between(first, second) -> float:
    return (second - first).days / 30.4375


def test_the_phases_are_those_of_the_engagement_in_its_order() -> None:
    assert [each.key for each in PHASES] == [
        "submission-deadline",
        "national-report",
        "in-country-pre-session",
        "documents",
        "geneva-pre-session",
        "advance-questions",
        "review",
        "report",
        "addendum",
        "adoption",
        "mid-term",
        "next-submission",
    ]
    assert {each.anchor for each in PHASES} == {"session", "review", "report", "adoption", "next"}
    assert {each.unit for each in PHASES} == {"days", "working days", "months"}
    assert {each.status for each in PHASES} <= {"sourced", "partly", "unsourced"}
    assert all(each.first <= each.last for each in PHASES)


def test_a_phase_is_found_by_its_key() -> None:
    assert phase("review").label == "Review"
    assert (is_phase("review"), is_phase("roadmap-9")) == (True, False)


def test_every_published_deadline_lies_where_its_rule_says() -> None:
    published = {(each.session, each.phase): each.day for each in PHASE_DATES if each.status == "published"}
    told = 0
    for session in SESSIONS:
        for key, held in (
            ("submission-deadline", session.stakeholder_deadline),
            ("national-report", session.national_report_deadline),
        ):
            deadline = published.get((session.number, key), held)
            if deadline and session.start:
                told += 1
                assert phase(key).first <= (deadline - session.start).days <= phase(key).last, session.number
    assert told == 20


def test_reviews_follow_each_other_in_the_months_that_are_foreseen() -> None:
    starts = {session.number: session.start for session in SESSIONS}
    dated = {(r.iso3, r.cycle): starts[r.session] for r in CALENDAR if r.session and starts[r.session]}
    least, most = NEXT_REVIEW_MONTHS
    lengths = [
        months_between(start, dated[iso3, 4])
        for (iso3, cycle), start in dated.items()
        if cycle == 3
        if (iso3, 4) in dated
    ]
    assert len(lengths) > 150
    assert all(60 <= round(each) <= most for each in lengths)
    assert least == 54  # four and a half years


def test_every_month_of_a_review_has_its_session_of_the_council() -> None:
    covered = [month for rule in ADOPTION_MONTHS for month in range(rule.review_from, rule.review_until + 1)]
    assert covered == list(range(1, 13))


def test_published_dates_are_of_known_sessions_and_phases_and_once_each() -> None:
    keys = [(each.session, each.iso3, each.phase) for each in PHASE_DATES]
    assert len(set(keys)) == len(keys)
    for each in PHASE_DATES:
        assert is_phase(each.phase)
        assert 1 <= each.session <= SESSIONS[-1].number
        assert each.status in {"published", "estimate"}
        assert each.until is None or each.until > each.day


def test_the_states_own_date_comes_before_the_sessions() -> None:
    own, sessions = published_date(32, "KHM", "report"), published_date(32, "KHM", "submission-deadline")
    assert own
    assert sessions
    assert (own.day.isoformat(), sessions.day.isoformat()) == ("2019-02-01", "2018-07-12")
    assert published_date(32, "FRA", "report") is None


def test_a_report_is_adopted_as_many_days_after_the_review_as_its_rule_says() -> None:
    reviewed = {(entry.iso3, entry.session): entry.day for entry in CALENDAR}
    days = [
        (each.day - held).days
        for each in PHASE_DATES
        if each.phase == "report" and (held := reviewed[each.iso3, each.session])
    ]
    assert len(days) == 105
    assert (min(days), max(days)) == (phase("report").first, phase("report").last)
