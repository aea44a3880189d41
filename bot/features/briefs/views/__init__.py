"""A brief as the host and its guests see it; the room never does (R2)."""
