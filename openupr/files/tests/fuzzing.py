"""How hard the readers are tried: a little in every run of the tests, ten thousand inputs each by `make fuzz`."""

import os

from hypothesis import HealthCheck, settings

_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "fuzz"

# The deadline (milliseconds for one input) is part of what is tested: no file may hold a reader for long.
tried_hard = settings(
    max_examples=10_000 if _THOROUGH else 120,
    deadline=20_000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
# Each workbook is opened by a process of its own, which takes a twentieth of a second to start.
tried_in_a_process = settings(tried_hard, max_examples=10_000 if _THOROUGH else 25)
