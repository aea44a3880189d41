"""One function an act; each works in the unit it is given."""
