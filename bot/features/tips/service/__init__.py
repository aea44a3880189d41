"""Giving, reading, backing and joining tips."""
