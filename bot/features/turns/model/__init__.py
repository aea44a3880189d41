"""The turns' pure rules: no clock, no storage (R5)."""
