"""What is translated, and what of it is confirmed."""
