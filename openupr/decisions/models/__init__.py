"""What is stored of decisions and consultations.

The models keep the label "coalitions": databases, backups and the audit log know them by it.
"""

from .consultation import Consultation
from .decision import Decision, Option, Voice

__all__ = ["Consultation", "Decision", "Option", "Voice"]
