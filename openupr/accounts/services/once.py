"""What a form brings is taken once, however often it is sent: a thumb taps twice, a phone asks anew.

For forms of which nothing is stored by which they could be known again. That one arrived is remembered for an hour, in
this process alone: nothing on the disk ties a phone to what it sent. Where servers share a database it is remembered
there, under a number made of a random one, in a table that is neither logged nor backed up.
"""

import hashlib
from collections.abc import Callable
from threading import Lock

from django.core.cache import cache

from openupr.web.database_locks import database_lock

_SECONDS = 3600
# The second tap waits until it is certain whether the first one was taken.
_ONE_AT_A_TIME = Lock()


def take_once(take: Callable[[], None], *, sent: str) -> bool:
    """Take what was `sent`, unless the same has arrived; say whether it was taken now. What `take` raises is raised,
    and nothing is remembered then.
    """
    name = f"once:{hashlib.sha256(sent.encode()).hexdigest()}"
    with _ONE_AT_A_TIME, database_lock(name):
        if cache.get(name):
            return False
        take()
        cache.set(name, True, _SECONDS)
    return True
