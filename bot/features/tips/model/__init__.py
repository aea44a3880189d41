"""Tips as rules know them: pure functions."""
