"""Absences: what a company declares for itself, days away and leave (R0, R8)."""
