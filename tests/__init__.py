"""Tests tell the behaviour of Reppu."""
