"""Attendance: who registers for a workshop and who came, kept no longer than needed; what may be
told of it in numbers.

Balance belongs here too: who speaks, counted while planning and on the day, and what the next
workshop learns from it.
"""
