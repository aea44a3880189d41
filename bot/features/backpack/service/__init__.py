"""Packing, sharing, picking, and asking what came of it."""
