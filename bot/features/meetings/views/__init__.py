"""A meeting as the room, each member, the lead and each calendar see it."""
