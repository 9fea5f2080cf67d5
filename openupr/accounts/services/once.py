"""What a form brings is taken once, however often it is sent: a thumb taps twice, a phone asks anew.

For forms of which nothing is stored by which they could be known again. That one arrived is remembered in this process
alone and for an hour: nothing on the disk ties a phone to what it sent.
"""

import hashlib
from collections.abc import Callable
from threading import Lock

from django.core.cache import cache

_SECONDS = 3600
# The second tap waits until it is certain whether the first one was taken.
_ONE_AT_A_TIME = Lock()


def take_once(take: Callable[[], None], *, sent: str) -> bool:
    """Take what was `sent`, unless the same has arrived; say whether it was taken now. What `take` raises is raised,
    and nothing is remembered then.
    """
    name = f"once:{hashlib.sha256(sent.encode()).hexdigest()}"
    with _ONE_AT_A_TIME:
        if cache.get(name):
            return False
        take()
        cache.set(name, True, _SECONDS)
    return True
