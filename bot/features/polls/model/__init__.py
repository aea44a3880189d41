"""The pure rules of rhythm and date poll (R4): no I/O, no clock, no ids made."""
