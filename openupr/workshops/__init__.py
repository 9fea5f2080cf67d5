"""Workshops: what a coalition does together in a room, day by day; from the agenda to who runs it on the day."""
