"""Clubs: founding, setting up in five steps, the rules and their changes, counts (R1, R4.1)."""
