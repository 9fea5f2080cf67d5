"""Workshops: what a coalition does together in a room, planned day by day and run on the day."""
