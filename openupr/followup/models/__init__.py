"""What became of recommendations: a coalition's list, a group's lines, assessments, evidence."""

from .assessment import Assessment
from .evidence import LEAVES, Evidence, EvidenceFile
from .follow_up import FollowUp
from .level import Level
from .matrix import Matrix, MatrixRow
from .not_the_same import NotTheSame
from .public_page import PublicPage
from .recommendation import ListedRecommendation
from .report import Report

__all__ = [
    "LEAVES",
    "Assessment",
    "Evidence",
    "EvidenceFile",
    "FollowUp",
    "Level",
    "ListedRecommendation",
    "Matrix",
    "MatrixRow",
    "NotTheSame",
    "PublicPage",
    "Report",
]
