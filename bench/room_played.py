"""What came of one run of the room."""

from dataclasses import dataclass

from bench.room_phones import Told, ninety_fifth

LIMIT = 150.0  # milliseconds, of the 95th percentile


@dataclass(frozen=True)
class Played:
    """One run: how many phones, for how long, what was told, and what the database holds of it."""

    phones: int
    seconds: float
    told: Told
    lost: list[str]
    busy: float

    @property
    def is_well(self) -> bool:
        return not self.told.errors and not self.lost and self.told.slow < LIMIT

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {ninety_fifth(each):.0f}" for kind, each in sorted(self.told.by_kind.items()))
        told, rate = self.told, len(self.told.each) / self.seconds
        return (
            f"{self.phones} phones, {self.seconds:.0f} s: {len(told.each)} requests ({rate:.0f} a second), "
            f"{told.posts} posts acknowledged, {len(told.errors)} errors, {len(self.lost)} lost; median "
            f"{told.median:.1f} ms, 95th {told.slow:.1f} ms, slowest {max(told.each, default=0):.0f} ms; "
            f"the server kept {self.busy:.0%} of a core busy; 95th by kind, ms: {kinds}"
        )
