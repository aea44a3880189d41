"""Behaviours of briefs."""
