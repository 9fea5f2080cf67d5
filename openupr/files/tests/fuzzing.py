"""How hard readers are tried: a little by `make test`, more by `make test-all`, three thousand times by `make fuzz`."""

import os

from hypothesis import HealthCheck, settings

# Files know no Django, so they ask for themselves whether this is `make test-all`.
_ALL = os.environ.get("TESTS") == "all"
_FUZZ = os.environ.get("HYPOTHESIS_PROFILE") == "fuzz"


def inputs(everything: int, few: int, fuzz: int = 3_000) -> int:
    """How many inputs a test tries: `everything` by `make test-all`, `few` by `make test`."""
    return fuzz if _FUZZ else everything if _ALL else few


# The deadline (milliseconds for one input) is part of what is tested: no file may hold a reader for long.
tried_hard = settings(
    max_examples=inputs(120, 40),
    deadline=20_000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
# Each workbook is opened by a process of its own, which takes a twentieth of a second to start.
tried_in_a_process = settings(tried_hard, max_examples=inputs(25, 10, fuzz=500))
