"""Quiet, records and the first nudge."""
