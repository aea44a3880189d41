"""Briefs: what the host asks of its guests, and their ten minutes of preparation (mission, loop 4)."""
