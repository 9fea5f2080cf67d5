"""Python reads this file when it starts. It moves the clock by OPENUPR_TEST_CLOCK seconds; the clock goes on ticking.

scripts/at-another-hour.sh puts this folder on PYTHONPATH, so that the servers and commands that a test starts have the
same clock as the test.
"""

import os
import time
from contextlib import suppress

if offset := os.environ.get("OPENUPR_TEST_CLOCK"):
    # A Python of another environment, without the library, keeps its own clock.
    with suppress(ImportError):
        import time_machine

        time_machine.travel(time.time() + float(offset)).start()
