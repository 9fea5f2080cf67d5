"""The pages of people and trust."""
