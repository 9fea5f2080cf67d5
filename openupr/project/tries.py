"""Where tries are counted: in memory, for as long as a clock runs that nobody can set."""

import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache


class SteadyCache(LocMemCache):
    """Django's own; what it holds ends after so many seconds, also when somebody sets the computer's clock."""

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float | None:
        if timeout == DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        return None if timeout is None else time.monotonic() + timeout

    def _has_expired(self, key: str) -> bool:
        end = self._expire_info.get(key, -1)  # type: ignore[attr-defined]  # the stubs do not know it
        return end is not None and end <= time.monotonic()
