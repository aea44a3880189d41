"""Behaviours of decided meetings."""
