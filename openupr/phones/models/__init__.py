"""What phones in the room of a workshop send, and what is open to them."""

from .floor import Floor
from .places import Wishes
from .questions import SpeakerQuestion, Vote
from .quiz import QuizAnswer, QuizChoice, QuizQuestion

__all__ = ["Floor", "QuizAnswer", "QuizChoice", "QuizQuestion", "SpeakerQuestion", "Vote", "Wishes"]
