"""Joining: how people come into a club, what they are in it, and how they go (R1, R3)."""
