"""Attendance: who registers for a workshop and who came, and what may be published in numbers.

Personal data is kept no longer than needed. Balance belongs here too: who speaks, counted while
planning and on the day, and what the next workshop learns from it.
"""
