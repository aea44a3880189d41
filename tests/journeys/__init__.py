"""A club's year as people live it: situations, taps, texts, and hostile words."""
