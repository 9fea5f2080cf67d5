"""Recommendations that groups propose, and what is said of them, one file a noun.

Their `app_label` stays "roadmaps", of which they were a part: databases, backups and the audit log
know them by this name. So do their migrations, which stay in `roadmaps`.
"""

from .consulted import Consulted
from .looking import LookedAt
from .proposal import Comment, Proposal, Wording, WordingVersion
from .stance import EarlierObjection, Stance

__all__ = [
    "Comment",
    "Consulted",
    "EarlierObjection",
    "LookedAt",
    "Proposal",
    "Stance",
    "Wording",
    "WordingVersion",
]
