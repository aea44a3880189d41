"""A turn as the host, the lead and the room see it."""
