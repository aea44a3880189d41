"""Turns: whose time it is to host, asked, accepted, swapped, explained (R5)."""
