"""The backpack as host, members, authors and room see it."""
