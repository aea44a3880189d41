"""Activity: what a company has done, and a kind line when it was missed (R8); quiet for who wants it (R9)."""
