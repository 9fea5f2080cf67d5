"""What decides about dates, in plain Python: windows of days, phases of a review, the backward
plan, conflicts.
"""
