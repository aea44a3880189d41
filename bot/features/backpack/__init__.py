"""The backpack: the host's tips packed, shared, and asked about later (R7.6, R7.2, R7.7)."""
