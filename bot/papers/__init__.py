"""Papers: what is made to be kept, printed or looked at; a pure record in words already said, and what typesets it."""
