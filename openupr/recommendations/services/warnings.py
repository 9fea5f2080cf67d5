"""What of a file entered, and should be looked at all the same."""

from typing import Any

_ROWS_NAMED = 10
MOST_KEPT = 100


class Warnings:
    """Warnings of one file, each sentence once, with how many rows it is about and which the first of them are."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self._counts: dict[str, int] = {}
        self.left_out = 0

    def add(self, message: str, *, row: int) -> None:
        """Beyond a hundred different sentences further ones are only counted."""
        if message not in self._counts and len(self._counts) >= MOST_KEPT:
            self.left_out += 1
            return
        self._counts[message] = self._counts.get(message, 0) + 1
        named = self._rows.setdefault(message, [])
        if len(named) < _ROWS_NAMED and row not in named:
            named.append(row)

    def told(self) -> list[dict[str, Any]]:
        """[{message, count, rows}] in the order in which they came up; `rows` are the first ten."""
        return [{"message": each, "count": n, "rows": self._rows[each]} for each, n in self._counts.items()]
