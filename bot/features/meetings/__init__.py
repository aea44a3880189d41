"""Decided meetings: told to everyone, moved, cancelled, held at their end (R0, R4.9, R4.10)."""
