"""What time it is in a State and on which days nobody works: for deadlines given in Geneva, and for
plans.
"""

from dataclasses import dataclass

from openupr.upr.tables import rows, several

GENEVA = "Europe/Zurich"
"""The time zone of the UN in Geneva, in which OHCHR's hours are meant."""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A State's time zone by its IANA name, the capital's where it has several, and its weekly days
    of rest as ISO numbers (Monday 1 to Sunday 7).
    """

    iso3: str
    time_zone: str
    rest_days: frozenset[int]
    status: str
    source: str


_TABLE = {
    row["iso3"]: LocalTime(
        iso3=row["iso3"],
        time_zone=row["time_zone"],
        rest_days=frozenset(int(number) for number in several(row["rest_days"])),
        status=row["status"],
        source=row["source"],
    )
    for row in rows("local_time")
}


def local_time(iso3: str) -> LocalTime:
    """The local time of a State; KeyError for a code that is no State's."""
    return _TABLE[iso3]
