"""Who registered and came; what was published of it; who speaks; what was learnt."""

from .balance import FloorTally, Interpreting, SpeakingCount, TallyChosen
from .lessons import LessonCheck, LessonSeenTo
from .people import Attended, Registration, RegistrationLink, TakenOut
from .publication import PublishedCount, PublishedFigures

__all__ = [
    "Attended",
    "FloorTally",
    "Interpreting",
    "LessonCheck",
    "LessonSeenTo",
    "PublishedCount",
    "PublishedFigures",
    "Registration",
    "RegistrationLink",
    "SpeakingCount",
    "TakenOut",
    "TallyChosen",
]
